using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace NeoServiceLayer.Enclave.Chain.Rpc;

/// <summary>What a node says to one call.</summary>
/// <param name="Result">The result's JSON, where there is no error.</param>
/// <param name="Error">The error, if it is one.</param>
internal readonly record struct RpcReply(ReadOnlyMemory<byte> Result, RpcError? Error)
{
    /// <summary>
    /// How deep an answer may nest: deeper than any value of the machine that fits a notification, so that no contract makes a
    /// transaction that cannot be read. Nothing here recurses by it.
    /// </summary>
    internal const int MaxDepth = 4096;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>The result.</summary>
    /// <exception cref="NodeException">It is an error, or not what the method gives.</exception>
    internal T Read<T>(JsonTypeInfo<T> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(RequireResult().Span, json) ?? throw new NodeException(NodeFailure.Malformed);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // The latter is what the reader says of a string that is no UTF-16.
            throw new NodeException(NodeFailure.Malformed, cause: malformed);
        }
    }

    /// <summary>The result as a whole number that is not negative.</summary>
    internal uint ReadUInt32()
    {
        Utf8JsonReader reader = new(RequireResult().Span, Options);
        return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetUInt32(out uint value)
            ? value
            : throw new NodeException(NodeFailure.Malformed);
    }

    /// <summary>The result as bytes in base64.</summary>
    internal byte[] ReadBytes()
    {
        Utf8JsonReader reader = new(RequireResult().Span, Options);
        return reader.Read() && reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out byte[]? bytes)
            ? bytes
            : throw new NodeException(NodeFailure.Malformed);
    }

    /// <summary>Tears an answer's body apart: an object for one call, an array for several, in whatever order.</summary>
    /// <param name="body">All of it.</param>
    /// <param name="calls">How many there were.</param>
    /// <returns>A reply for each call; null where the node answers several with one error: it takes only one at a time.</returns>
    /// <exception cref="NodeException">It is no answer to these calls.</exception>
    internal static RpcReply[]? ReadAll(ReadOnlyMemory<byte> body, int calls)
    {
        try
        {
            Utf8JsonReader reader = new(body.Span, Options);
            reader.Read();
            RpcReply?[] replies = new RpcReply?[calls];
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                (_, RpcReply only) = ReadOne(ref reader, body);
                Expect(!reader.Read());
                return calls == 1 ? [only] : only.Error is null ? throw new NodeException(NodeFailure.Malformed) : null;
            }

            Expect(reader.TokenType == JsonTokenType.StartArray && calls > 1);
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                (int? id, RpcReply reply) = ReadOne(ref reader, body);
                Expect(id is { } place && place >= 0 && place < calls && replies[place] is null);
                replies[id!.Value] = reply;
            }

            Expect(reader.TokenType == JsonTokenType.EndArray && !reader.Read() && Array.TrueForAll(replies, reply => reply is not null));
            return Array.ConvertAll(replies, reply => reply!.Value);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw new NodeException(NodeFailure.Malformed, cause: malformed);
        }
    }

    private static (int? Id, RpcReply Reply) ReadOne(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        int? id = null;
        ReadOnlyMemory<byte>? result = null;
        RpcError? error = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number) ? number : null;
            }
            else if (reader.ValueTextEquals("result"u8))
            {
                reader.Read();
                Expect(result is null);
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                result = body[start..(int)reader.BytesConsumed];
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                Expect(error is null);
                error = reader.TokenType == JsonTokenType.Null ? null : ReadError(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        Expect(error is not null || result is not null);
        return (id, new RpcReply(error is null ? result!.Value : default, error));
    }

    private static RpcError ReadError(ref Utf8JsonReader reader)
    {
        Expect(reader.TokenType == JsonTokenType.StartObject);
        int? code = null;
        string message = "";
        string? data = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("code"u8) && reader.Read())
            {
                code = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number) ? number : null;
            }
            else if (reader.ValueTextEquals("message"u8) && reader.Read())
            {
                message = ReadText(ref reader) ?? "";
            }
            else if (reader.ValueTextEquals("data"u8) && reader.Read())
            {
                data = ReadText(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new RpcError(code ?? throw new NodeException(NodeFailure.Malformed), message, data);
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        string text = JsonText.Read(ref reader);
        return text.Length <= RpcError.MaxText ? text : text[..RpcError.MaxText];
    }

    private ReadOnlyMemory<byte> RequireResult() => Error is null ? Result : throw new NodeException(NodeFailure.RpcError);

    private static void Expect(bool holds)
    {
        if (!holds)
        {
            throw new NodeException(NodeFailure.Malformed);
        }
    }
}
