using NeoServiceLayer.Gateway.HostServices.Records;
using NeoServiceLayer.Tests.State;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>The suite on a second engine: the one that the enclave's own tests stand on, so that it asks nothing of SQLite.</summary>
public sealed class MemoryStoreTests : RecordStoreConformance
{
    private readonly MemoryStore store = new();

    internal override IRecordStore Open() => store;
}
