using NeoServiceLayer.Contracts.Host;

namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>What a store holds for a head record.</summary>
/// <param name="Exists">Whether there is a record at all.</param>
/// <param name="Head">The head, if its seal is good.</param>
internal readonly record struct HeadReading(bool Exists, Head? Head)
{
    /// <exception cref="Protocol.Errors.RequestException">The host did not answer.</exception>
    internal static async Task<HeadReading> ReadAsync(IRecordHost host, RecordSealer sealer, Bytes32 key)
    {
        ReadRecordsResponse response = await host.ReadAsync(new ReadRecordsRequest { Keys = [key.ToArray()] });
        return response.Records.Count == 0 ? default : new HeadReading(true, Open(response.Records[0], sealer, key));
    }

    private static Head? Open(SealedRecord? record, RecordSealer sealer, in Bytes32 key)
    {
        if (record is null || !SealedValue.HasHeader(record.Value) || !Head.IsLength(record.Value.Length - SealedValue.HeaderLength))
        {
            return null;
        }

        byte[] content = new byte[record.Value.Length - SealedValue.HeaderLength];
        bool opened = sealer.TryOpen(Head.Table, key, record.Version, record.Value, content);
        return opened && Head.Read(content) is { } head && head.Sequence == record.Version ? head : null;
    }
}
