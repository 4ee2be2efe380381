using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Contexts;

namespace NeoServiceLayer.Tests.Fuzz.Targets;

/// <summary>A context that is read is written in a form that reads as the same; one that is not says what is wrong.</summary>
internal static class ContextTarget
{
    internal static bool Try(ReadOnlySpan<byte> input)
    {
        try
        {
            ContractParametersContext context = ContractParametersContext.Read(input);
            byte[] written = context.ToBytes();
            ContractParametersContext again = ContractParametersContext.Read(written);
            Promise.Holds(written.AsSpan().SequenceEqual(again.ToBytes()), "the same bytes when written again");
            Promise.Holds(context.SignedData.SequenceEqual(again.SignedData), "the same signed data");
            return true;
        }
        catch (NeoFormatException refused)
        {
            Promise.Holds(refused.Reason.Length > 0, "a reason");
            return false;
        }
    }
}
