using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>A response written before it is known whether its transaction commits. One that is a secret is cleared at the end.</summary>
internal sealed class ResponseBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstLength = 512;

    private readonly bool secret;
    private byte[] bytes;
    private int length;

    private ResponseBuffer(bool secret)
    {
        this.secret = secret;
        bytes = Allocate(FirstLength);
    }

    internal ReadOnlyMemory<byte> Written => bytes.AsMemory(0, length);

    internal static ResponseBuffer Of<T>(T response, JsonTypeInfo<T> info, bool secret)
    {
        ResponseBuffer buffer = new(secret);
        try
        {
            using Utf8JsonWriter json = new(
                buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
            JsonSerializer.Serialize(json, response, info);
            return buffer;
        }
        catch
        {
            // What is written so far may be secret: it is cleared whatever went wrong.
            buffer.Dispose();
            throw;
        }
    }

    internal ResponseBytes ToBytes(string receipt) => new(Written, this, receipt);

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        int least = length + Math.Max(1, sizeHint);
        if (least > bytes.Length)
        {
            byte[] longer = Allocate(Math.Max(least, bytes.Length * 2));
            Written.CopyTo(longer);
            Clear();
            bytes = longer;
        }

        return bytes.AsMemory(length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose() => Clear();

    private byte[] Allocate(int size) => GC.AllocateUninitializedArray<byte>(size, pinned: secret);

    private void Clear()
    {
        if (secret)
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
