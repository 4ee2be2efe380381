namespace NeoServiceLayer.Client;

/// <summary>Reads a body up to a cap, and never allocates more than what came, doubled.</summary>
internal static class ResponseBody
{
    private const int FirstBuffer = 4096;

    /// <summary>The whole body, or null if it is longer than the cap.</summary>
    internal static async Task<ReadOnlyMemory<byte>?> ReadAsync(
        HttpContent content, int cap, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > cap)
        {
            return null;
        }

        Stream stream = await content.ReadAsStreamAsync(cancellationToken);
        await using (stream)
        {
            byte[] buffer = new byte[Math.Min(FirstBuffer, cap)];
            int length = 0;
            while (true)
            {
                int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                length += read;
                if (read == 0)
                {
                    return buffer.AsMemory(0, length);
                }

                if (length == buffer.Length)
                {
                    if (length == cap)
                    {
                        return await EndsAsync(stream, cancellationToken) ? buffer.AsMemory() : default(ReadOnlyMemory<byte>?);
                    }

                    Array.Resize(ref buffer, (int)Math.Min(cap, (long)length * 2));
                }
            }
        }
    }

    private static async Task<bool> EndsAsync(Stream stream, CancellationToken cancellationToken) =>
        await stream.ReadAsync(new byte[1], cancellationToken) == 0;
}
