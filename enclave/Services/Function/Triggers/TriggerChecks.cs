using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Function.Triggers.Blocks;
using NeoServiceLayer.Enclave.Function.Triggers.Cron;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Triggers;

/// <summary>Checks what requests say of triggers; a refusal names the member and what it takes.</summary>
internal static class TriggerChecks
{
    private const int MaxAttempts = 20;
    private const int MaxBackoffSeconds = 3600;
    private const int MaxIdLength = 64;

    /// <summary>One of the four kinds, and well-formed.</summary>
    internal static void Kind(CreateTriggerRequest request)
    {
        if (request.PriceMove is not null)
        {
            throw new RequestException(ErrorCode.Conflict, "There is no price feed here yet: a trigger is a cron, a chainEvent or a webhook.");
        }

        if (new object?[] { request.Cron, request.ChainEvent, request.Webhook }.Count(kind => kind is not null) != 1)
        {
            throw new RequestException("A trigger has exactly one of cron, chainEvent and webhook.");
        }

        if (request.Cron is { } cron)
        {
            CronExpression.Read(cron.Expression);
            Zones.Require(cron.TimeZone);
        }

        if (request.ChainEvent is { } filter)
        {
            EventFilter.Read(filter);
        }

        if (request.Webhook is { SecretId.Length: 0 or > MaxIdLength })
        {
            throw new RequestException("webhook.secretId is the id of a secret, which begins with sec_.");
        }
    }

    internal static RetrySettings Retry(RetrySettings? retry)
    {
        int attempts = retry?.MaxAttempts ?? TriggerSettings.DefaultAttempts;
        int backoff = retry?.BackoffSeconds ?? TriggerSettings.DefaultBackoffSeconds;
        return attempts is >= 1 and <= MaxAttempts && backoff is >= 1 and <= MaxBackoffSeconds
            ? new RetrySettings { MaxAttempts = attempts, BackoffSeconds = backoff }
            : throw new RequestException($"retry: maxAttempts is 1 to {MaxAttempts}, and backoffSeconds 1 to {MaxBackoffSeconds}.");
    }

    internal static JsonElement? Parameters(JsonElement? parameters) =>
        parameters is not { } given || Encoding.UTF8.GetByteCount(given.GetRawText()) <= TriggerSettings.MaxParameterBytes
            ? parameters
            : throw new RequestException($"parameters have at most {TriggerSettings.MaxParameterBytes} bytes of JSON here: the event comes beside them.");
}
