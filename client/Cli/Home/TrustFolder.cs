using System.Text.Json;

namespace NeoServiceLayer.Cli.Home;

/// <summary>The part of a home that says what its enclave must be.</summary>
internal sealed class TrustFolder(NslHome home)
{
    private const string Name = "trust.json";

    /// <summary>What was attested last; null if nothing was for this home's account.</summary>
    /// <exception cref="Arguments.UsageException">It cannot be read.</exception>
    internal TrustFile? Read() => home.Read(Name, HomeJson.Default.TrustFile);

    /// <exception cref="Arguments.UsageException">It cannot be written.</exception>
    internal void Write(TrustFile trust) => home.Replace(Name, JsonSerializer.Serialize(trust, HomeJson.Default.TrustFile));
}
