using System.Security.Cryptography;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts;

/// <summary>A text that is a secret, in a payload: it owns pinned memory and clears it when disposed, and it prints as nothing.</summary>
[JsonConverter(typeof(SecretTextConverter))]
public sealed class SecretText : IDisposable
{
    // Pinned: the collector would leave copies behind when it moves an array.
    private readonly char[] text;
    private readonly int length;
    private bool disposed;

    /// <summary>Takes a copy; clearing <paramref name="text"/> stays with the caller.</summary>
    public SecretText(ReadOnlySpan<char> text)
    {
        length = text.Length;
        this.text = GC.AllocateUninitializedArray<char>(length, pinned: true);
        text.CopyTo(this.text);
    }

    private SecretText(char[] text, int length)
    {
        this.text = text;
        this.length = length;
    }

    /// <summary>The text, valid until this is disposed.</summary>
    /// <exception cref="ObjectDisposedException">It is gone.</exception>
    public ReadOnlySpan<char> Text
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return text.AsSpan(0, length);
        }
    }

    /// <summary>Clears the text.</summary>
    public void Dispose()
    {
        disposed = true;
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    /// <summary>Never the text.</summary>
    public override string ToString() => "(secret)";

    /// <summary>Reads a JSON string into pinned memory.</summary>
    internal static SecretText Read(ref Utf8JsonReader reader)
    {
        // A character is a byte at least.
        char[] text = GC.AllocateUninitializedArray<char>(
            reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length, pinned: true);
        SecretText read = new(text, reader.CopyString(text));
        SecretsBeingRead.Add(read);
        return read;
    }
}

/// <summary>Secret texts as JSON strings.</summary>
public sealed class SecretTextConverter : JsonConverter<SecretText>
{
    /// <inheritdoc/>
    public override SecretText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? SecretText.Read(ref reader) : throw new JsonException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SecretText value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
