using System.Text;
using System.Text.Json;
using NeoServiceLayer.Crypto;

namespace NeoServiceLayer.Tests.Conformance.Peers;

/// <summary>
/// A sealed request and what opens its answer, made as PROTOCOL.md says and without the protocol's own code. A test changes what it sends.
/// </summary>
internal sealed class SealedRequest : IDisposable
{
    private readonly HpkeSender sender;

    /// <param name="identity">What the enclave's attestation document binds.</param>
    /// <param name="id">The requestId that it is sealed for.</param>
    /// <param name="text">What is sealed.</param>
    /// <param name="operation">The operation of <c>system</c> that it is sealed for.</param>
    /// <param name="genesisId">The deployment, if it is not the enclave's.</param>
    internal SealedRequest(JsonElement identity, string id, string text, string operation = "ping", byte[]? genesisId = null)
    {
        byte[] info = [.. "nsl/1 request "u8, .. genesisId ?? Bound(identity, "genesisId")];
        sender = Hpke.SetupSender(Bound(identity, "sealKey"), info);
        byte[] plaintext = Encoding.UTF8.GetBytes(text);
        byte[] sealedText = new byte[plaintext.Length + Hpke.TagLength];
        sender.Seal([.. Part(id), .. Part("system"), .. Part(operation)], plaintext, sealedText);
        Bytes = [.. sender.Encapsulated.Span, .. sealedText];
    }

    internal byte[] Bytes { get; }

    internal static string Envelope(string id, string sealedToken, string operation = "ping", string more = "") =>
        $$"""{"requestId":"{{id}}","serviceType":"system","operation":"{{operation}}","payload":{},"sealed":{{sealedToken}}{{more}}}""";

    internal static string Envelope(string id, byte[] bytes, string operation = "ping", string more = "") =>
        Envelope(id, $"\"{Convert.ToBase64String(bytes)}\"", operation, more);

    /// <summary>What the answer says inside. Outside it must say nothing.</summary>
    internal JsonElement Open(Answer answer, string id)
    {
        Assert.Equal("{}", answer.MustSucceed(id).GetRawText());
        byte[] sealedAnswer = answer.Sealed;
        byte[] plaintext = new byte[sealedAnswer.Length - SealedResponse.Overhead];
        Assert.True(SealedResponse.TryOpen(sender, sealedAnswer, plaintext), "The answer does not open.");
        using JsonDocument inside = JsonDocument.Parse(plaintext);
        return inside.RootElement.Clone();
    }

    /// <summary>The answer must be a refusal, which only the sender can read.</summary>
    internal void MustBeRefused(Answer answer, string id, string errorCode)
    {
        JsonElement inside = Open(answer, id);
        Assert.False(inside.GetProperty("success").GetBoolean(), inside.ToString());
        Assert.Equal(errorCode, inside.GetProperty("errorCode").GetString());
        Assert.False(inside.GetProperty("retryable").GetBoolean());
        Assert.NotEqual("", inside.GetProperty("errorMessage").GetString());
        Assert.Equal("{}", inside.GetProperty("payload").GetRawText());
    }

    public void Dispose() => sender.Dispose();

    private static byte[] Bound(JsonElement identity, string name) => Convert.FromHexString(
        identity.EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == name).GetProperty("value").GetString()!);

    private static byte[] Part(string text) => [0, 0, 0, (byte)Encoding.UTF8.GetByteCount(text), .. Encoding.UTF8.GetBytes(text)];
}
