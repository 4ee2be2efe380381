using System.Globalization;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;

namespace NeoServiceLayer.Enclave.Secrets.Storage;

/// <summary>Values, in a table of secrets: a record for each 256 KiB, since a record has less room than a value.</summary>
internal sealed class ValueRecords
{
    /// <summary>How much of a value one record holds, in bytes.</summary>
    internal const int PartBytes = 256 << 10;

    private readonly SecretTable parts = new("secret-value");

    /// <summary>Writes a version's value; it is only lent.</summary>
    internal void Put(ITransaction transaction, string secretId, long version, ReadOnlySpan<byte> value)
    {
        for (int part = 0; part * PartBytes < value.Length; part++)
        {
            ReadOnlySpan<byte> rest = value[(part * PartBytes)..];
            parts.Put(transaction, Name(secretId, version, part), rest[..Math.Min(PartBytes, rest.Length)]);
        }
    }

    /// <summary>Reads a version's value; the caller owns it.</summary>
    internal async ValueTask<SecretBytes> LoadAsync(ITransaction transaction, string secretId, StoredVersion version)
    {
        SecretBytes value = new(version.Bytes);
        try
        {
            for (int at = 0, part = 0; at < version.Bytes; at += PartBytes, part++)
            {
                ReadOnlyMemory<byte> content = await parts.FindAsync(transaction, Name(secretId, version.Version, part))
                    ?? throw new InvalidOperationException("A part of a secret's value is not there.");
                content.Span.CopyTo(value.Span[at..]);
            }

            return value;
        }
        catch
        {
            // What is there of it so far is cleared whatever went wrong.
            value.Dispose();
            throw;
        }
    }

    /// <summary>Removes a version's value.</summary>
    internal void Remove(ITransaction transaction, string secretId, StoredVersion version)
    {
        for (int part = 0; part * PartBytes < version.Bytes; part++)
        {
            parts.Delete(transaction, Name(secretId, version.Version, part));
        }
    }

    private static string Name(string secretId, long version, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"{secretId}/{version}/{part}");
}
