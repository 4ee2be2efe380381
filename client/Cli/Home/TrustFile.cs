using System.Text;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Cli.Arguments;

namespace NeoServiceLayer.Cli.Home;

/// <summary>What an enclave was attested against last (<c>trust.json</c> in the home): every later boot is held to it.</summary>
internal sealed record TrustFile
{
    /// <summary>The one local root that is accepted, PEM; null for AWS's.</summary>
    public string? LocalRoot { get; init; }

    /// <summary>The file of registers, byte for byte.</summary>
    public required byte[] Registers { get; init; }

    /// <summary>Reads the files that are named.</summary>
    /// <exception cref="UsageException">One cannot be read.</exception>
    internal static async Task<TrustFile> ReadAsync(string pcrs, string? localRoot, CancellationToken cancellationToken) => new()
    {
        Registers = await NamedFile.ReadAsync(pcrs, cancellationToken),
        LocalRoot = localRoot is null ? null : Encoding.UTF8.GetString(await NamedFile.ReadAsync(localRoot, cancellationToken)),
    };

    /// <summary>The same as documents are held to it.</summary>
    /// <exception cref="UsageException">It is not what it should be.</exception>
    internal AttestationPolicy PolicyAt(DateTimeOffset now)
    {
        try
        {
            return new AttestationPolicy
            {
                At = now,
                Root = LocalRoot is null ? AttestationRoot.Aws : AttestationRoot.Local(LocalRoot),
                Measurements = Measurements.Parse(Registers),
            };
        }
        catch (FormatException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }
}
