using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Client;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Cli.Commands.Prices;

/// <summary>Finds the key that reports must be signed with: the one that is named, else the one that the enclave's attestation document binds.</summary>
internal static class TrustedFeedKey
{
    private const string Name = "feedKey";

    /// <exception cref="UsageException">Nothing says whom the enclave must be.</exception>
    /// <exception cref="NotTrustedException">The enclave is not who it must be.</exception>
    internal static async Task<PublicKey> FindAsync(PriceArguments wanted, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        if (wanted.FeedKey is { } hex)
        {
            return PublicKey.TryParse(hex, out PublicKey? named) ? named : throw new UsageException("--feed-key takes a compressed point of P-256, 66 hexadecimal digits.");
        }

        NslHome? home = NslHome.FindIfAny(options, outside.Variable);
        TrustFile trust = options.Pcrs is { } pcrs
            ? await TrustFile.ReadAsync(pcrs, options.LocalRoot, cancellationToken)
            : (home is null ? null : new TrustFolder(home).Read())
                ?? throw new UsageException("To verify reports, nsl must know whom the enclave must be: attest it once (nsl attest), name its registers with --pcrs FILE, or the feed key with --feed-key.");
        using NslClient client = new(Gateway.Address(options, outside.Variable));
        AttestedEnclave enclave = await AttestedEnclave.AskAsync(client, trust.PolicyAt(outside.Clock.GetUtcNow()), outside, cancellationToken);
        enclave.MustBeOf(home?.ReadAccount()?.GenesisId, home);
        return PublicKey.TryParse(enclave.Bound(Name), out PublicKey? bound) ? bound : throw new NotTrustedException(Name, "What the document binds as the feed key is none.");
    }
}
