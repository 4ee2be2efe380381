using NeoServiceLayer.Enclave.Core.State;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>Records that do not count as the account's.</summary>
public static class Metering
{
    /// <summary>
    /// The same transaction for records whose number somebody else bounds, and which are removed outside the account's own calls: they
    /// would count when they come, and not when they go.
    /// </summary>
    public static ITransaction Uncounted(this ITransaction state) => state is MeteredTransaction metered ? metered.Inner : state;
}
