using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Enclave.Function.Triggers.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Triggers.Webhooks;

/// <summary>
/// Serves <c>function.deliverWebhook</c>: whoever has the shared key has an event put into the queue. The answer says that it is there, on disk;
/// a call that came before is answered alike and changes nothing.
/// </summary>
internal sealed class WebhookDelivery(
    FunctionDocuments functions, TriggerRecords records, TriggerQueue queue, IWebhookKeys keys, IStateStore state, EnclaveTime time, TriggerSettings settings,
    Action wake)
{
    private const int MaxHeaders = 16;
    private const int MaxHeaderLength = 2048;

    /// <summary>How long a key is remembered at least: longer than a call with a time may be played again.</summary>
    private static readonly TimeSpan RememberedAtLeast = 2 * WebhookSignature.Tolerance + TimeSpan.FromMinutes(1);

    internal async ValueTask<DeliverWebhookResponse> DeliverAsync(DeliverWebhookRequest request)
    {
        Dictionary<string, string> headers = ReadHeaders(request.Headers);
        byte[] body = ReadBody(request.Body);
        DateTimeOffset now = time.Require();
        DeliverWebhookResponse response = await state.RunAsync(
            TriggerRecords.Lane, transaction => DeliverAsync(transaction, request.TriggerId, headers, body, now));
        wake();
        return response;
    }

    private async ValueTask<DeliverWebhookResponse> DeliverAsync(
        ITransaction transaction, string triggerId, Dictionary<string, string> headers, byte[] body, DateTimeOffset now)
    {
        if (await records.FindAsync(transaction, triggerId) is not { Webhook: { } webhook } trigger)
        {
            throw new RequestException(ErrorCode.NotFound, "There is no such webhook.");
        }

        FunctionDocument function = await functions.RequireAsync(transaction, trigger.AccountId, trigger.FunctionId);
        string name;
        using (SecretBytes key = await keys.ReadAsync(transaction, function, webhook.SecretId, now))
        {
            name = WebhookSignature.Check(webhook.Scheme, key.Span, headers.GetValueOrDefault, body, now);
        }

        DeliverWebhookResponse response = new() { DeduplicationKey = TriggerQueue.KeyOf(trigger, name) };
        if (await records.Events.KnowsAsync(transaction, triggerId, name))
        {
            return response;
        }

        if (trigger.IsPaused)
        {
            throw new RequestException(ErrorCode.Conflict, "The webhook rests.");
        }

        byte[] content = WriteEvent(headers, body, now);
        if (content.Length > TriggerSettings.MaxEventBytes)
        {
            throw new RequestException(ErrorCode.TooLarge, "The body is longer than a function's parameters may be.");
        }

        if (!queue.HasRoom(trigger))
        {
            throw new RequestException(ErrorCode.Overloaded, "As many calls wait for this webhook as may; call again later.");
        }

        TriggerDocument changed = await RememberAsync(transaction, trigger, name, now.UtcDateTime);
        await records.PutAsync(transaction, await queue.AddAsync(transaction, changed, name, content, now.UtcDateTime));
        return response;
    }

    private async ValueTask<TriggerDocument> RememberAsync(ITransaction transaction, TriggerDocument trigger, string name, DateTime now)
    {
        int remembered = trigger.Remembered;
        if (remembered >= settings.MaxRemembered)
        {
            if (!await records.Events.ForgetAsync(transaction, trigger.TriggerId, now - RememberedAtLeast))
            {
                throw new RequestException(ErrorCode.Overloaded, "The webhook is called more often than its calls can be told apart; call again later.");
            }

            remembered--;
        }

        await records.Events.RememberAsync(transaction, trigger.TriggerId, name, now);
        return trigger with { Remembered = remembered + 1 };
    }

    /// <summary>What the handler is given: headers and body, as text where it is some; of these the signature covers the body, and webhook-id.</summary>
    private static byte[] WriteEvent(Dictionary<string, string> headers, byte[] body, DateTimeOffset now)
    {
        System.Buffers.ArrayBufferWriter<byte> output = new();
        using Utf8JsonWriter writer = new(output, TriggerParameters.Plain);
        writer.WriteStartObject();
        writer.WriteString("kind", "webhook");
        writer.WriteString("at", now.UtcDateTime);
        writer.WriteStartObject("headers");
        foreach ((string name, string value) in headers)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        if (Utf8.IsValid(body))
        {
            writer.WriteString("body", body);
        }
        else
        {
            writer.WriteBase64String("bodyBase64", body);
        }

        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static Dictionary<string, string> ReadHeaders(IReadOnlyList<WebhookHeader> headers)
    {
        Dictionary<string, string> read = [];
        foreach (WebhookHeader? header in headers)
        {
            if (header is null || read.Count == MaxHeaders || header.Name.Length is 0 or > 64 || header.Value.Length > MaxHeaderLength
                || header.Name.Any(char.IsAsciiLetterUpper) || !read.TryAdd(header.Name, header.Value))
            {
                throw new RequestException($"headers are at most {MaxHeaders}, none twice, with names in lower case and values of at most {MaxHeaderLength} characters.");
            }
        }

        return read;
    }

    private static byte[] ReadBody(string text)
    {
        byte[] bytes = text.Length <= FunctionLimits.MaxJsonBytes && text.Length % 4 == 0 ? new byte[text.Length / 4 * 3] : [];
        return text.Length / 4 * 3 == bytes.Length && text.Length % 4 == 0 && Convert.TryFromBase64String(text, bytes, out int length)
            ? bytes[..length]
            : throw new RequestException($"body is the call's body in base64, at most {FunctionLimits.MaxJsonBytes} characters of it.");
    }
}
