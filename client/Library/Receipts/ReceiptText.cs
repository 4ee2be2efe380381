using NeoServiceLayer.Attestation.Receipts;

namespace NeoServiceLayer.Client;

/// <summary>Asks for receipts, and checks those that come.</summary>
internal static class ReceiptText
{
    internal const string Header = "Nsl-Receipt";
    internal const string Wanted = "1";

    /// <summary>What came in the place of an answer's receipt, where that is not sealed.</summary>
    internal static IReadOnlyList<string> Of(HttpResponseMessage response) =>
        response.Headers.TryGetValues(Header, out IEnumerable<string>? values) ? [.. values] : [];

    /// <summary>Reads an answer's receipt and holds it against what was asked and answered.</summary>
    /// <param name="received">What came in its place.</param>
    /// <param name="wanted">What it must be about.</param>
    /// <param name="boot">The boot that must have signed it; null if that is not known, and then nothing is known of the signature.</param>
    /// <exception cref="NslReceiptException">It is missing or wrong.</exception>
    internal static Receipt Read(IReadOnlyList<string> received, ReceiptExpectation wanted, BootIdentity? boot)
    {
        if (received.Count == 0)
        {
            throw new NslReceiptException(ReceiptCheck.Missing, wanted.RequestId!);
        }

        if (received is not [var text] || !Receipt.TryRead(text, out Receipt? receipt))
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
