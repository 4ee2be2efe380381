using NeoServiceLayer.Attestation.Receipts;

namespace NeoServiceLayer.Client;

/// <summary>Asks for receipts, and checks those that come.</summary>
internal static class ReceiptHeader
{
    internal const string Name = "Nsl-Receipt";
    internal const string Wanted = "1";

    /// <summary>Reads an answer's receipt and holds it against what was asked and answered.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="wanted">What it must be about.</param>
    /// <param name="boot">The boot that must have signed it; null if that is not known, and then nothing is known of the signature.</param>
    /// <exception cref="NslReceiptException">It is missing or wrong.</exception>
    internal static Receipt Read(HttpResponseMessage response, ReceiptExpectation wanted, BootIdentity? boot)
    {
        if (!response.Headers.TryGetValues(Name, out IEnumerable<string>? values))
        {
            throw new NslReceiptException(ReceiptCheck.Missing, wanted.RequestId!);
        }

        if (values.ToArray() is not [var text] || !Receipt.TryRead(text, out Receipt? receipt))
        {
            throw new NslReceiptException(ReceiptCheck.Form, wanted.RequestId!);
        }

        ReceiptCheck? failed = (boot is null ? null : ReceiptVerifier.Origin(receipt, boot)) ?? ReceiptVerifier.Content(receipt, wanted);
        return failed is { } check ? throw new NslReceiptException(check, wanted.RequestId!) : receipt;
    }

    /// <summary>What the enclave sees of a body: the object alone, without what surrounds it.</summary>
    internal static ReadOnlyMemory<byte> PayloadOf(ReadOnlyMemory<byte> body)
    {
        ReadOnlyMemory<byte> trimmed = body.Trim(" \t\r\n"u8);
        return trimmed.IsEmpty ? "{}"u8.ToArray() : trimmed;
    }
}
