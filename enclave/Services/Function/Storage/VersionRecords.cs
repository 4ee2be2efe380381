using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;

namespace NeoServiceLayer.Enclave.Function.Storage;

/// <summary>Versions: a document each, the code as it is in a record beside it, and an index a function of which there are.</summary>
internal sealed class VersionRecords : IFunctionRemains
{
    /// <summary>How many go in one transaction: three records each, and the nodes of the index.</summary>
    private const int Batch = 25;

    private readonly DocumentTable<FunctionVersionDocument> documents = new("function-version", FunctionDocumentJson.Default.FunctionVersionDocument);
    private readonly Table code = new("function-code");
    private readonly IndexTable index = new("function-version-index");

    /// <summary>A version with its code, or null.</summary>
    internal async ValueTask<FunctionVersionDocument?> FindAsync(ITransaction state, string functionId, int version)
    {
        if (await documents.FindAsync(state, Name(functionId, version)) is not { } document)
        {
            return null;
        }

        ReadOnlyMemory<byte> source = await state.GetAsync(Code(functionId, version)) ?? throw new InvalidOperationException("A version's code is not there.");
        return document with { SourceCode = Encoding.UTF8.GetString(source.Span) };
    }

    /// <summary>A page of versions without their code, the newest first.</summary>
    internal async ValueTask<ListPage<FunctionVersionDocument>> PageAsync(ITransaction state, string functionId, PageRequest page)
    {
        ListPage<IndexEntry> entries = await index.PageAsync(state, functionId, page, reverse: true);
        List<FunctionVersionDocument> found = [];
        foreach (IndexEntry entry in entries.Items)
        {
            found.Add(await documents.FindAsync(state, Name(functionId, Number(entry)))
                ?? throw new InvalidOperationException("An index names a version that is not there."));
        }

        return new ListPage<FunctionVersionDocument>(found, entries.NextCursor);
    }

    /// <summary>Stores a version, which is given back with the hash of its code, and removes the oldest one but the active if there are too many then.</summary>
    internal async ValueTask<FunctionVersionDocument> AddAsync(ITransaction state, FunctionVersionDocument version, int active)
    {
        byte[] source = Encoding.UTF8.GetBytes(version.SourceCode);
        version = version with { CodeHash = Convert.ToHexStringLower(SHA256.HashData(source)) };
        documents.Put(state, Name(version.FunctionId, version.Version), version);
        state.Put(Code(version.FunctionId, version.Version), source);
        await index.PutAsync(state, version.FunctionId, Key(version.Version), default);
        IReadOnlyList<IndexEntry> all = await index.RangeAsync(state, version.FunctionId, FunctionLimits.MaxVersions + 1);
        if (all.Count > FunctionLimits.MaxVersions)
        {
            await RemoveAsync(state, version.FunctionId, all.Select(Number).First(number => number != active && number != version.Version));
        }

        return version;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveAsync(ITransaction state, string functionId)
    {
        IReadOnlyList<IndexEntry> entries = await index.RangeAsync(state, functionId, Batch + 1);
        foreach (IndexEntry entry in entries.Take(Batch))
        {
            await RemoveAsync(state, functionId, Number(entry));
        }

        return entries.Count > Batch;
    }

    private async ValueTask RemoveAsync(ITransaction state, string functionId, int version)
    {
        documents.Delete(state, Name(functionId, version));
        state.Delete(Code(functionId, version));
        await index.RemoveAsync(state, functionId, Key(version));
    }

    private RecordId Code(string functionId, int version) => new(code, Encoding.ASCII.GetBytes(Name(functionId, version)));

    private static string Name(string functionId, int version) => string.Create(CultureInfo.InvariantCulture, $"{functionId}/{version}");

    private static byte[] Key(int version)
    {
        byte[] key = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(key, version);
        return key;
    }

    private static int Number(IndexEntry entry) => BinaryPrimitives.ReadInt32BigEndian(entry.Key.Span);
}
