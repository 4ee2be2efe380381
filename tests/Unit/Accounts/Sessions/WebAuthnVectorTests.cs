using System.Security.Cryptography;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Account.Sessions;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Access.Sessions;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;
using NeoServiceLayer.Protocol.WebAuthn;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts.Sessions;

/// <summary>
/// Assertions that we did not make: the test vectors of W3C WebAuthn Level 3, section 16, of ES256. Their relying party is example.org, their origin
/// https://example.org.
/// </summary>
public sealed class WebAuthnVectorTests
{
    private static readonly RelyingParty Site = new() { RpId = "example.org", Origins = ["https://example.org"] };

    /// <summary>16.6, a long credential id: user present and verified, nothing crosses an origin. It holds as it stands.</summary>
    private static readonly Vector Verified = new(
        "ef1deba56dce48f674a447ccf63b9599258ce87648e5c396f2ef0ca1da460e3b",
        "3b8176b7504489cc593046d7988abb7905a742de6ac2cdc748a873c663e90cb1",
        "1436d5edc9a75f23999eef9d5950a5c2455514ee1014084720f841a06b828a11",
        "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b50d00000000",
        "7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a22377833727057334f53505a307045664d396a75566d53574d36485a4935634f573875384d6f647047446a73222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f726967696e223a66616c73657d",
        "304502203ecef83fb12a0cae7841055f9f87103a99fd14b424194bbf06c4623d3ee6e3fd022100d2ace346db262b1374a6b70faa51f518a42ddca13a4125ce6f5052a75bac9fb6");

    /// <summary>16.2, no attestation: user present, and not verified.</summary>
    private static readonly Vector Unverified = new(
        "39c0e7521417ba54d43e8dc95174f423dee9bf3cd804ff6d65c857c9abf4d408",
        "afefa16f97ca9b2d23eb86ccb64098d20db90856062eb249c33a9b672f26df61",
        "930a56b87a2fca66334b03458abf879717c12cc68ed73290af2e2664796b9220",
        "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b51900000000",
        "7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a224f63446e55685158756c5455506f334a5558543049393770767a7a59425039745a63685879617630314167222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f726967696e223a66616c73657d",
        "3046022100f50a4e2e4409249c4a853ba361282f09841df4dd4547a13a87780218deffcd380221008480ac0f0b93538174f575bf11a1dd5d78c6e486013f937295ea13653e331e87");

    /// <summary>16.5, in a frame of https://example.com.</summary>
    private static readonly Vector Framed = new(
        "d54a5c8ca4b62a8e3bb321e3b2bc73856f85a10150db2939ac195739eb1ea066",
        "a1c47c1d82da4ebe82cd72207102b380670701993bc35398ae2e5726427fe01d",
        "86c1080d82987028c7f54ecb1b01185de243b359294a0ed210cd47480f0adc88",
        "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b50500000000",
        "7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a22315570636a4b53324b6f34377379486a7372787a68572d466f51465132796b3572426c584f6573656f4759222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f726967696e223a747275652c22746f704f726967696e223a2268747470733a2f2f6578616d706c652e636f6d222c22657874726144617461223a22636c69656e74446174614a534f4e206d617920626520657874656e6465642077697468206164646974696f6e616c206669656c647320696e20746865206675747572652c207375636820617320746869733a205569466f4a4d56525148444146574669347678557051227d",
        "3045022100b5a70c81780d5fcc9a4f2ae9caae99058f8accaf58b91fb59329646c28ac6ffc022012e101c165db3c8e9957f0c54dd6ca9b56bc3bd2f280bd2faa6c1d02c6e5c171");

    [Fact]
    public void A_verified_users_assertion_holds()
    {
        WebAuthnProof proof = Verified.Read(Site);
        Assert.True(proof.IsBy(Verified.Key));
        Assert.False(proof.IsBy(Unverified.Key));
        Assert.False(proof.IsBy(Framed.Key));
        Assert.Equal(Verified.Key, proof.Note(Verified.Key));
    }

    [Fact]
    public void No_bit_of_its_signature_can_be_flipped()
    {
        byte[] signature = Convert.FromHexString(Verified.Signature);
        for (int bit = 0; bit < signature.Length * 8; bit++)
        {
            byte[] flipped = [.. signature];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False((Verified with { Signature = Convert.ToHexString(flipped) }).Read(Site).IsBy(Verified.Key), $"bit {bit}");
        }
    }

    [Fact]
    public void An_unverified_users_is_refused_although_its_signature_holds()
    {
        Assert.True(AuthenticatorData.TryRead(Convert.FromHexString(Unverified.Data), out AuthenticatorData data));
        Assert.Equal((true, false, 0u, true), (data.UserPresent, data.UserVerified, data.SignCount, data.IsFor("example.org")));
        MustRefuse("verified", () => Unverified.Read(Site));
        using ECDsa key = Unverified.Verifier();
        byte[] signed = [.. Convert.FromHexString(Unverified.Data), .. SHA256.HashData(Convert.FromHexString(Unverified.Json))];
        Assert.True(key.VerifyData(
            signed, Convert.FromHexString(Unverified.Signature), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    [Fact]
    public void One_from_a_frame_is_refused()
    {
        Assert.True(ClientData.TryRead(Convert.FromHexString(Framed.Json), out ClientData client));
        Assert.Equal(("webauthn.get", "https://example.org", true), (client.Type, client.Origin, client.IsCrossOrigin));
        MustRefuse("frame", () => Framed.Read(Site));
    }

    [Fact]
    public void Another_site_refuses_it()
    {
        MustRefuse("relying party", () => Verified.Read(new RelyingParty { RpId = "example.com", Origins = ["https://example.org"] }));
        MustRefuse("origin", () => Verified.Read(new RelyingParty { RpId = "example.org", Origins = ["https://www.example.org"] }));
        MustRefuse("challenge", () => (Verified with { Challenge = Unverified.Challenge }).Read(Site));
    }

    private static void MustRefuse(string word, Action read)
    {
        RequestException refused = Assert.Throws<RequestException>(read);
        Assert.Equal(ErrorCode.Unauthenticated, refused.Code);
        Assert.Contains(word, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A vector, in hexadecimal as the specification prints it.</summary>
    private sealed record Vector(string Challenge, string X, string Y, string Data, string Json, string Signature)
    {
        internal KeyDocument Key { get; } = new()
        {
            AccountId = "acc_1",
            Kind = KeyKind.WebAuthn,
            X = Text(X),
            Y = Text(Y),
            Scopes = ["account.*"],
            CreatedAt = DateTimeOffset.UnixEpoch,
        };

        internal WebAuthnProof Read(RelyingParty site) => WebAuthnProof.Read(
            new WebAuthnAssertion { ClientDataJson = Text(Json), AuthenticatorData = Text(Data), Signature = Text(Signature) },
            new Challenge(default, DateTimeOffset.MaxValue), Convert.FromHexString(Challenge), site);

        internal ECDsa Verifier() => ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Convert.FromHexString(X), Y = Convert.FromHexString(Y) },
        });

        private static string Text(string hex) => Base64UrlText.Encode(Convert.FromHexString(hex));
    }
}
