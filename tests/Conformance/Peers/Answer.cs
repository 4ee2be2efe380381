using System.Text.Json;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Tests.Conformance.Peers;

/// <summary>A response, read with System.Text.Json and held to the shape that the protocol promises.</summary>
internal sealed class Answer
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private readonly JsonElement root;

    internal Answer(byte[] body)
    {
        using JsonDocument document = JsonDocument.Parse(body, Strict);
        root = document.RootElement.Clone();
    }

    internal string RequestId => root.GetProperty("requestId").GetString()!;

    internal bool Success => root.GetProperty("success").GetBoolean();

    internal JsonElement Payload => root.GetProperty("payload");

    internal byte[] Sealed => root.GetProperty("sealed").GetBytesFromBase64();

    /// <summary>The payload of a success that answers <paramref name="requestId"/>.</summary>
    internal JsonElement MustSucceed(string requestId)
    {
        Assert.True(Success, root.ToString());
        Assert.Equal(requestId, RequestId);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("errorMessage").ValueKind);
        Assert.Equal(JsonValueKind.Object, Payload.ValueKind);
        return Payload;
    }

    /// <summary>A refusal with exactly this code, for exactly this id.</summary>
    internal void MustBeRefused(string errorCode, string requestId)
    {
        Assert.False(Success, root.ToString());
        Assert.Equal(errorCode, root.GetProperty("errorCode").GetString());
        Assert.Equal(requestId, RequestId);
        Assert.NotEqual("", root.GetProperty("errorMessage").GetString());
        Assert.Equal("{}", Payload.GetRawText());
        Assert.Equal(ErrorCode.Find(errorCode)!.Retryable, root.GetProperty("retryable").GetBoolean());
    }
}
