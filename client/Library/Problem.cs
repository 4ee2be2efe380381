using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Client;

/// <summary>What is read of a problem+json (RFC 9457).</summary>
internal sealed record Problem(string? ErrorCode, string? Detail, string? RequestId, bool? Retryable)
{
    /// <summary>The refusal that a body describes, or null if it is no problem+json of a gateway.</summary>
    internal static NslRefusedException? Read(ReadOnlySpan<byte> body, int status, string requestId)
    {
        Problem? problem;
        try
        {
            problem = JsonSerializer.Deserialize(body, ProblemJson.Default.Problem);
        }
        catch (JsonException)
        {
            return null;
        }

        if (problem is not { ErrorCode: { Length: > 0 } name })
        {
            return null;
        }

        bool retryable = problem.Retryable ?? Protocol.Errors.ErrorCode.Find(name)?.Retryable ?? false;
        return new NslRefusedException(name, status, problem.RequestId ?? requestId, retryable, problem.Detail);
    }
}

/// <summary>How a problem+json is read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJson : JsonSerializerContext;
