using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Provisioning;

namespace NeoServiceLayer.Enclave.Core.Keys;

/// <summary>The genesis record of a deployment whose root key was not split.</summary>
public static class WholeGenesis
{
    /// <summary>The record of a new deployment, as bytes.</summary>
    public static byte[] Write(RootKey root, EnclaveMode mode, TimeProvider clock) => new GenesisRecord
    {
        Mode = mode,
        CreatedAt = clock.GetUtcNow().UtcDateTime,
        RootCommitment = RootCommitment.Of(root, mode),
    }.Write();

    /// <summary>Checks that a record is of this mode and of this root key.</summary>
    /// <exception cref="FormatException">One sentence about what does not fit.</exception>
    public static void Check(ReadOnlySpan<byte> record, RootKey root, EnclaveMode mode)
    {
        GenesisRecord read = GenesisRecord.Read(record);
        if (read.Mode != mode)
        {
            throw new FormatException($"The genesis record is not of mode {RootKey.NameOf(mode)}.");
        }

        if (read.RootCommitment != RootCommitment.Of(root, mode))
        {
            throw new FormatException("The root key is not the one that the genesis record was made with.");
        }
    }
}
