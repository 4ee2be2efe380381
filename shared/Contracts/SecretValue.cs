using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts;

/// <summary>Bytes that are a secret, in a payload: base64 there; here in pinned memory that is cleared when this is disposed.</summary>
[JsonConverter(typeof(SecretValueConverter))]
public sealed class SecretValue : IDisposable
{
    // Pinned: the collector would leave copies behind when it moves an array.
    private readonly byte[] bytes;
    private readonly int length;
    private bool disposed;

    /// <summary>Takes a copy; clearing <paramref name="bytes"/> stays with the caller.</summary>
    public SecretValue(ReadOnlySpan<byte> bytes)
        : this(GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true), bytes.Length) => bytes.CopyTo(this.bytes);

    private SecretValue(byte[] bytes, int length)
    {
        this.bytes = bytes;
        this.length = length;
    }

    /// <summary>How many bytes there are.</summary>
    public int Length => length;

    /// <summary>The bytes, valid until this is disposed.</summary>
    /// <exception cref="ObjectDisposedException">They are gone.</exception>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return bytes.AsSpan(0, length);
        }
    }

    /// <summary>Makes a secret where it stays: <paramref name="fill"/> writes all of it.</summary>
    public static SecretValue Create<TState>(int length, TState state, SpanAction<byte, TState> fill)
        where TState : allows ref struct
    {
        ArgumentNullException.ThrowIfNull(fill);
        SecretValue made = new(GC.AllocateArray<byte>(length, pinned: true), length);
        fill(made.bytes, state);
        return made;
    }

    /// <summary>Clears the bytes.</summary>
    public void Dispose()
    {
        disposed = true;
        CryptographicOperations.ZeroMemory(bytes);
    }

    /// <summary>Never the bytes.</summary>
    public override string ToString() => "(secret)";

    /// <summary>Reads a JSON string into pinned memory and decodes it there.</summary>
    /// <exception cref="JsonException">It is not base64 with padding.</exception>
    internal static SecretValue Read(ref Utf8JsonReader reader)
    {
        byte[] text = GC.AllocateUninitializedArray<byte>(
            reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length, pinned: true);
        int length = reader.CopyString(text);

        // White space, which .NET would skip, leaves fewer bytes than the length promises: it is refused.
        bool whole = length % 4 == 0;
        int expected = (length / 4 * 3) - text.AsSpan(0, length).Count((byte)'=');
        if (whole && Base64.DecodeFromUtf8InPlace(text.AsSpan(0, length), out int written) == OperationStatus.Done && written == expected)
        {
            CryptographicOperations.ZeroMemory(text.AsSpan(written));
            SecretValue read = new(text, written);
            SecretsBeingRead.Add(read);
            return read;
        }

        CryptographicOperations.ZeroMemory(text);
        throw new JsonException();
    }
}

/// <summary>Secret bytes as base64 in JSON strings.</summary>
public sealed class SecretValueConverter : JsonConverter<SecretValue>
{
    /// <inheritdoc/>
    public override SecretValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? SecretValue.Read(ref reader) : throw new JsonException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SecretValue value, JsonSerializerOptions options) =>
        writer.WriteBase64StringValue(value.Bytes);
}
