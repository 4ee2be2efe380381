using NeoServiceLayer.Tests.Conformance.Peers;

namespace NeoServiceLayer.Tests.Conformance.Suite;

/// <summary>Requests that take a while: verifications of much data.</summary>
public abstract partial class Conformance<TTransport>
{
    /// <summary>The base point of secp256r1: a public key like any other.</summary>
    private const string SomeKey = "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";

    /// <summary>Base64 of zero bytes.</summary>
    private static readonly string MuchData = new('A', 100_000);

    private static readonly string NoSignature = new string('A', 86) + "==";

    private protected static string Heavy(string id) => Verification(id, MuchData);

    private protected static string Verification(string id, string data) => Peer.Request(
        id,
        "verifyData",
        $$"""{"data":"{{data}}","signature":"{{NoSignature}}","publicKey":"{{SomeKey}}","format":"raw"}""",
        "wallet");

    private protected static void SendHeavy(Peer peer, int count)
    {
        for (int i = 0; i < count && TryWrite(peer, Peer.Frame(Heavy($"{i}"))); i++)
        {
        }
    }
}
