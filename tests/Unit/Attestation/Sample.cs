using System.Globalization;
using NeoServiceLayer.Attestation;

namespace NeoServiceLayer.Tests.Attestation;

/// <summary>The two documents of real Nitro Enclaves that the tests have, and when they were made.</summary>
internal sealed record Sample(string Name, byte[] Bytes, DateTimeOffset At)
{
    internal static readonly Sample First = Read("nitro-1.cbor", "2022-07-06T14:18:22Z");
    internal static readonly Sample Second = Read("nitro-2.cbor", "2024-12-13T07:37:58Z");

    internal static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Attestation", "vectors");

    internal AttestationPolicy Policy => new() { At = At };

    internal static Sample Named(string name) => name == First.Name ? First : Second;

    private static Sample Read(string name, string at) => new(
        name,
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Attestation", "vectors", name)),
        DateTimeOffset.Parse(at, CultureInfo.InvariantCulture));
}
