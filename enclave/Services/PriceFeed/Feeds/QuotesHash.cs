using System.Buffers.Binary;
using System.Security.Cryptography;
using NeoServiceLayer.Enclave.PriceFeed.Aggregation;

namespace NeoServiceLayer.Enclave.PriceFeed.Feeds;

/// <summary>The hash of the quotes of a round, which its report names.</summary>
internal static class QuotesHash
{
    /// <summary>
    /// SHA-256 over <c>nsl.price.quotes.v1</c> and, for each quote by source: the source's number (4 bytes), its price (16 bytes), and when it was
    /// asked for, in milliseconds since 1970 (8 bytes), little-endian.
    /// </summary>
    internal static byte[] Of(IEnumerable<Quote> quotes)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("nsl.price.quotes.v1"u8);
        Span<byte> entry = stackalloc byte[sizeof(int) + 16 + sizeof(long)];
        foreach (Quote quote in quotes.OrderBy(quote => quote.Source))
        {
            BinaryPrimitives.WriteInt32LittleEndian(entry, quote.Source);
            BinaryPrimitives.WriteUInt128LittleEndian(entry[sizeof(int)..], quote.Price);
            BinaryPrimitives.WriteInt64LittleEndian(entry[(sizeof(int) + 16)..], quote.AskedAt.ToUnixTimeMilliseconds());
            hash.AppendData(entry);
        }

        return hash.GetHashAndReset();
    }
}
