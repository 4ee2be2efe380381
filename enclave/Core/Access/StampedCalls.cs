using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>What every stamped call goes through.</summary>
public sealed class StampedCalls(IStateStore store)
{
    internal IStateStore Store { get; } = store;
}
