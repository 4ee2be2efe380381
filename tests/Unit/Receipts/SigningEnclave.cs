using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.Client;

namespace NeoServiceLayer.Tests.Receipts;

/// <summary>What stands behind a loopback gateway: answers with receipts, and with a document of the boot, all of which a test may change.</summary>
internal sealed class SigningEnclave : IDisposable
{
    private readonly TestModule module = new();

    /// <summary>The boot that answers.</summary>
    internal TestBoot Boot { get; set; } = new();

    /// <summary>The body of an answer, by the request's path.</summary>
    internal Func<string, string> Body { get; set; } = static _ => "{}";

    /// <summary>The body of an answer, by the whole request; then <see cref="Body"/> is not asked.</summary>
    internal Func<ReceivedRequest, string>? Answering { get; set; }

    /// <summary>The state that receipts name.</summary>
    internal long Sequence { get; set; } = 7;

    /// <summary>Changes what a receipt says before it is signed.</summary>
    internal Func<ReceiptClaims, ReceiptClaims> Claiming { get; set; } = static claims => claims;

    /// <summary>Changes a receipt after it was signed; null takes it away.</summary>
    internal Func<string, string?> Passing { get; set; } = static text => text;

    /// <summary>Changes the list of what the document binds, after it was bound.</summary>
    internal Action<JsonArray> Binding { get; set; } = static _ => { };

    /// <summary>The local root.</summary>
    internal string RootFile => Path.Combine(module.Folder, "local-root.pem");

    internal string GenesisId => Convert.ToHexStringLower(Boot.GenesisId);

    /// <summary>The registers that the documents have, as a file.</summary>
    internal string WriteRegisters(string folder, char? altered = null)
    {
        AttestationDocument document = AttestationVerifier.Verify(Document(), module.Policy).Document!;
        JsonObject registers = new() { ["HashAlgorithm"] = "Sha384 { ... }" };
        foreach (int index in (int[])[0, 1, 2])
        {
            string digits = Convert.ToHexStringLower(document.Pcrs[index].Span);
            registers[$"PCR{index}"] = altered is { } digit && index == 1 ? digit + digits[1..] : digits;
        }

        string file = Path.Combine(folder, altered is null ? "pcrs.json" : "other-pcrs.json");
        File.WriteAllText(file, new JsonObject { ["Measurements"] = registers }.ToJsonString());
        return file;
    }

    /// <summary>Answers a request.</summary>
    internal byte[] Answer(ReceivedRequest request)
    {
        string path = request.Line.Split(' ')[1];
        if (path == "/v1/system/getAttestation")
        {
            return LoopbackGateway.Response(200, Attestation(request.Body));
        }

        string body = Answering is null ? Body(path) : Answering(request);
        bool asked = request.Headers.ContainsKey("Authorization") || request.Headers.ContainsKey("Nsl-Receipt");
        string? receipt = asked ? Passing(Boot.Sign(Claiming(ClaimsOf(request, path, body)))) : null;
        return LoopbackGateway.Response(200, body, receipt is null ? "" : $"Nsl-Receipt: {receipt}\r\n");
    }

    public void Dispose()
    {
        module.Dispose();
        Boot.Dispose();
    }

    private ReceiptClaims ClaimsOf(ReceivedRequest request, string path, string body) => Boot.Claims(request.Body, body, Sequence) with
    {
        RequestId = request.Headers["Idempotency-Key"],
        Service = path.Split('/')[2],
        Operation = path.Split('/')[3],
        KeyId = request.Headers.TryGetValue("Authorization", out string? stamp)
            ? JsonDocument.Parse(Base64Url.DecodeFromChars(stamp.Split(' ')[1].Split("..")[0])).RootElement.GetProperty("kid").GetString()
            : null,
        AccountId = request.Headers.ContainsKey("Authorization") ? "acc_1" : null,
    };

    private byte[] Document(byte[]? nonce = null) => module.Module.Attest(Boot.Identity.Hash.Span, nonce, publicKey: default);

    private string Attestation(string request)
    {
        string? nonce = (string?)JsonNode.Parse(request)!["nonce"];
        JsonArray identity = [.. Boot.Entries.Select(entry => new JsonObject { ["name"] = entry.Key, ["value"] = entry.Value })];
        Binding(identity);
        return new JsonObject
        {
            ["document"] = Convert.ToBase64String(Document(nonce is null ? null : Convert.FromBase64String(nonce))),
            ["identity"] = identity,
        }.ToJsonString();
    }
}
