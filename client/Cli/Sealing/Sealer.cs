using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Sealing;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Cli.Sealing;

/// <summary>
/// Finds whom a call is sealed to. The enclave is attested first, unless the home has its document and that is good for a while; what does not
/// open later is an error, and never a reason to attest again by itself.
/// </summary>
internal sealed class Sealer(GlobalOptions options, Surroundings outside)
{
    /// <summary>A document is not relied on in the last minutes of what signed it.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    private readonly NslHome? home = NslHome.FindIfAny(options, outside.Variable);

    /// <summary>Whom to seal a call of an operation to; null if it goes in the clear.</summary>
    /// <exception cref="UsageException">Sealing was asked for, and nothing says whom the enclave must be.</exception>
    /// <exception cref="NotTrustedException">The enclave is not who it must be.</exception>
    internal Task<SealTarget?> TargetAsync(Operation operation, Uri gateway, CancellationToken cancellationToken)
    {
        if (operation.Place == Place.Parent)
        {
            return options.Seal
                ? throw new UsageException($"{operation} is answered by the gateway itself, which can open nothing; leave --seal out.")
                : Task.FromResult<SealTarget?>(null);
        }

        return TargetAsync(operation.Confidential != Confidential.None, gateway, cancellationToken);
    }

    /// <summary>The same for an operation that may not be known here.</summary>
    internal Task<SealTarget?> TargetAsync(string service, string name, Uri gateway, CancellationToken cancellationToken)
    {
        Operation? known = outside.Operations.FirstOrDefault(known => known.Service == service && known.Name == name);
        return known is null ? TargetAsync(isConfidential: false, gateway, cancellationToken) : TargetAsync(known, gateway, cancellationToken);
    }

    /// <summary>Keeps an enclave that was attested, and what it was attested against, for the account of the home.</summary>
    internal void Keep(AttestedEnclave enclave, TrustFile trust)
    {
        if (home?.ReadAccount() is not null)
        {
            new TrustFolder(home).Write(trust);
            new SealFolder(home).WriteSeal(SealFile.Of(enclave));
        }
    }

    private async Task<SealTarget?> TargetAsync(bool isConfidential, Uri gateway, CancellationToken cancellationToken)
    {
        TrustFile? trust = options.Pcrs is { } pcrs
            ? await TrustFile.ReadAsync(pcrs, options.LocalRoot, cancellationToken)
            : home is null ? null : new TrustFolder(home).Read();
        if (trust is null)
        {
            return options.Seal
                ? throw new UsageException("To seal, nsl must know whom the enclave must be: name its registers with --pcrs FILE (in local mode --local-root FILE too). An account's home keeps them.")
                : null;
        }

        if (!options.Seal && !isConfidential)
        {
            return null;
        }

        string? deployment = home?.ReadAccount()?.GenesisId;
        SealFile? boot = options.Pcrs is null && home is not null ? new SealFolder(home).ReadSeal() : null;
        bool isGood = boot is not null && boot.ValidUntil > outside.Clock.GetUtcNow() + Margin && (deployment ?? boot.GenesisId) == boot.GenesisId;
        return (isGood ? boot! : await AttestAsync(trust, deployment, gateway, cancellationToken)).Read();
    }

    private async Task<SealFile> AttestAsync(TrustFile trust, string? deployment, Uri gateway, CancellationToken cancellationToken)
    {
        using NslClient client = new(gateway);
        AttestedEnclave enclave = await AttestedEnclave.AskAsync(
            client, trust.PolicyAt(outside.Clock.GetUtcNow()), outside, cancellationToken);
        enclave.MustBeOf(deployment, home);
        Keep(enclave, trust);
        return SealFile.Of(enclave);
    }
}
