using NeoServiceLayer.Attestation;
using NeoServiceLayer.Attestation.Cbor;
using NeoServiceLayer.Enclave.Core.Attestation;
using NeoServiceLayer.Enclave.Core.Clock;

namespace NeoServiceLayer.Enclave.Platform.Nsm;

/// <summary>
/// The time that the module puts into what it signs, which the parent cannot set. The signature is not looked at: it would be the
/// module's own word on what the module has just said.
/// </summary>
/// <param name="module">Not owned.</param>
public sealed class NsmClock(ISecurityModule module) : ITimeSource
{
    private static readonly ulong LatestMilliseconds = (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    /// <exception cref="SecurityModuleException">The module did not sign, or not what it should.</exception>
    public DateTimeOffset Read()
    {
        byte[] document = module.Attest(default, default, default);
        try
        {
            return DateTimeOffset.FromUnixTimeMilliseconds((long)Timestamp(CoseSign1.Read(document).Payload));
        }
        catch (FormatException malformed)
        {
            throw new SecurityModuleException($"The security module's document is malformed: {malformed.Message}.", malformed);
        }
    }

    private static ulong Timestamp(ReadOnlySpan<byte> payload)
    {
        CborReader reader = new(payload);
        ulong? found = null;
        for (int members = reader.Map(); members > 0; members--)
        {
            if (!reader.Text().SequenceEqual("timestamp"u8))
            {
                reader.Skip();
            }
            else if (found is null)
            {
                found = reader.Unsigned();
            }
            else
            {
                throw new FormatException("its timestamp is there twice");
            }
        }

        reader.End();
        return found is { } milliseconds && milliseconds <= LatestMilliseconds
            ? milliseconds
            : throw new FormatException("its timestamp is missing or out of range");
    }
}
