using NeoServiceLayer.Gateway.HostServices.Records;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>The suite on a second engine.</summary>
public sealed class MemoryRecordStoreTests : RecordStoreConformance
{
    private readonly MemoryRecordStore store = new();

    internal override IRecordStore Open() => store;
}
