using System.Text;
using System.Text.Json;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Sealing;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Stamps;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts;

/// <summary>A sealed request on its way: a test may change any part of it, and sees the answer as the gateway does.</summary>
internal sealed record SealedLetter(string Id, string Service, string Operation, byte[] Bytes, SealedExchange Exchange)
{
    internal string Auth { get; init; } = "";
}

/// <summary>Seals what a <see cref="StampingClient"/> stamps.</summary>
internal sealed class SealingClient(StampingClient client, SealTarget target)
{
    /// <summary>Whom the enclave says that it is: its document is not looked at here.</summary>
    internal static async Task<SealingClient> OfAsync(StampingClient client)
    {
        byte[] nonce = JsonSerializer.SerializeToUtf8Bytes(
            new GetAttestationRequest { Nonce = [1] }, SystemOperations.GetAttestation.Request);
        Reply reply = await client.SendAsync(new Request(client.NextId(), "system", "getAttestation", nonce, ""));
        GetAttestationResponse answer = reply.MustBe(SystemOperations.GetAttestation.Response);
        return new SealingClient(client, new SealTarget(
            answer.Identity.Single(entry => entry.Name == "genesisId").Value,
            Convert.FromHexString(answer.Identity.Single(entry => entry.Name == "sealKey").Value)));
    }

    internal SealedLetter Seal(
        TestKey key, Operation operation, byte[] payload, string? id = null, Func<StampClaims, StampClaims>? claiming = null)
    {
        Request stamped = client.Stamped(key, operation, payload, id, claiming);
        SealedExchange exchange = SealedExchange.Begin(target, operation.Service, operation.Name, stamped.Id, stamped.Auth, payload);
        return new SealedLetter(stamped.Id, operation.Service, operation.Name, exchange.Request.ToArray(), exchange);
    }

    internal SealedLetter Seal<TRequest, TResponse>(TestKey key, Operation<TRequest, TResponse> operation, TRequest request, string? id = null) =>
        Seal(key, operation, JsonSerializer.SerializeToUtf8Bytes(request, operation.Request), id);

    /// <summary>What the gateway sees: a success without payload, with something sealed, or a refusal.</summary>
    internal Task<Reply> SendAsync(SealedLetter letter) => client.SendAsync(
        new Request(letter.Id, letter.Service, letter.Operation, "{}"u8.ToArray(), letter.Auth) { Sealed = letter.Bytes });

    /// <summary>What the sender reads.</summary>
    internal async Task<Reply> AskAsync(SealedLetter letter)
    {
        Reply outside = (await SendAsync(letter)).MustSucceed();
        Assert.Equal("{}", outside.Text);
        return Open(letter, outside.Sealed);
    }

    internal static Reply Open(SealedLetter letter, byte[] answer)
    {
        try
        {
            (RawResponse response, IReadOnlyList<string> receipts) = letter.Exchange.Open(SealedExchange.MediaType, answer, letter.Id);
            return new Reply(null, "", response.Payload.ToArray(), []) { Receipt = string.Concat(receipts) };
        }
        catch (NslRefusedException refused)
        {
            return new Reply(ErrorCode.Find(refused.ErrorCode), refused.Detail, [], []);
        }
    }

    internal async Task<TResponse> DoAsync<TRequest, TResponse>(
        TestKey key, Operation<TRequest, TResponse> operation, TRequest request, string? id = null) =>
        (await AskAsync(Seal(key, operation, request, id))).MustBe(operation.Response);
}
