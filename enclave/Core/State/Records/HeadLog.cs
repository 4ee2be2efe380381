using System.Buffers.Binary;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>
/// The log of heads: the heads of all commits, so that whoever names one can be told whether it is of this history. The newest stand in the
/// head record; each time there are enough of them, the same commit that takes them out writes them as a page, once and for good.
/// </summary>
internal static class HeadLog
{
    /// <summary>How many heads a page has.</summary>
    internal const int PageEntries = 256;

    /// <summary>The length of a page's content, in bytes.</summary>
    internal const int PageLength = PageEntries * RecentHeads.EntryLength;

    /// <summary>What a page, or the heads in the head record, add to a commit's frame at most, with their seals and in base64.</summary>
    internal const int FrameBytes = 8 << 10;

    /// <summary>The table of the pages. The store's own.</summary>
    internal static readonly Table Table = new("heads");

    /// <summary>The page that has a commit's head, once it is written.</summary>
    internal static long PageOf(long sequence) => (sequence - 1) / PageEntries;

    /// <summary>Where on its page a commit's head is.</summary>
    internal static int PlaceOf(long sequence) => (int)((sequence - 1) % PageEntries);

    /// <summary>A page's key.</summary>
    internal static byte[] KeyOf(long page)
    {
        byte[] key = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(key, page);
        return key;
    }
}
