using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Protocol.Serving;

/// <summary>Finds the handler of a request by its names' bytes.</summary>
public sealed class OperationTable
{
    private readonly Binding?[] slots;
    private readonly byte[][] services;

    internal OperationTable(IEnumerable<Binding> bindings)
    {
        Binding[] all = [.. bindings];
        services = [.. all.Select(binding => binding.Operation.Service).Distinct().Select(System.Text.Encoding.UTF8.GetBytes)];
        slots = new Binding?[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, all.Length * 4))];
        foreach (Binding binding in all)
        {
            int slot = SlotOf(binding.Operation.ServiceUtf8, binding.Operation.NameUtf8);
            while (slots[slot] is not null)
            {
                slot = (slot + 1) & (slots.Length - 1);
            }

            slots[slot] = binding;
        }

        Metrics = [.. all.Select(binding => binding.Metrics)];
    }

    /// <summary>The figures of every operation.</summary>
    public IReadOnlyList<OperationMetrics> Metrics { get; }

    /// <summary>Finds a binding, or says which of the names is unknown.</summary>
    internal ErrorCode? Find(ReadOnlySpan<byte> service, ReadOnlySpan<byte> operation, out Binding? found)
    {
        int slot = SlotOf(service, operation);
        while ((found = slots[slot]) is not null)
        {
            if (service.SequenceEqual(found.Operation.ServiceUtf8) && operation.SequenceEqual(found.Operation.NameUtf8))
            {
                return null;
            }

            slot = (slot + 1) & (slots.Length - 1);
        }

        foreach (byte[] known in services)
        {
            if (service.SequenceEqual(known))
            {
                return ErrorCode.UnknownOperation;
            }
        }

        return ErrorCode.UnknownService;
    }

    private int SlotOf(ReadOnlySpan<byte> service, ReadOnlySpan<byte> operation) =>
        (int)((KeyedHash.Of(service) ^ (KeyedHash.Of(operation) * 3)) >> 20) & (slots.Length - 1);
}
