using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Billing;
using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Sandbox;

namespace NeoServiceLayer.Enclave.Function;

/// <summary>What the function service works with.</summary>
public sealed record FunctionServiceParts
{
    /// <summary>State, clock, egress, settings and the log of events.</summary>
    public required EnclaveParts Enclave { get; init; }

    /// <summary>The networks that functions read and send to.</summary>
    public required NeoNetworks Networks { get; init; }

    /// <summary>The other services' operations.</summary>
    public required InnerCalls Calls { get; init; }

    /// <summary>Who gives functions the secrets that they were granted.</summary>
    public required ISecretReader Secrets { get; init; }

    /// <summary>Who knows which wallets they were granted.</summary>
    public required IWalletGrants Wallets { get; init; }

    /// <summary>Who pays for executions.</summary>
    public required IUsagePayer Payer { get; init; }

    /// <summary>What runs users' code.</summary>
    public required ISandbox Sandbox { get; init; }
}
