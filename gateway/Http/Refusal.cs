using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>Why a request is not served, with a sentence for people.</summary>
/// <param name="Code">Which of the closed set.</param>
/// <param name="Message">What was wrong and how to put it right.</param>
/// <param name="RetryAfterSeconds">When to come again; 0: the default of the status.</param>
internal readonly record struct Refusal(ErrorCode Code, string Message, int RetryAfterSeconds = 0);
