namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>What the enclave holds in memory of the committed state: exactly what <see cref="Head"/> stands for.</summary>
internal sealed class StateImage(Head head, RecordIndex index, Boots boots)
{
    internal Head Head { get; set; } = head;

    internal RecordIndex Index { get; } = index;

    internal Boots Boots { get; } = boots;
}
