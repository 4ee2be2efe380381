using System.Text;
using NeoServiceLayer.Attestation.Receipts;

namespace NeoServiceLayer.Tests.Fuzz.Targets;

/// <summary>A text that is read as a receipt is what would be written for what it says; no key that is none verifies it.</summary>
internal static class ReceiptTarget
{
    internal static bool Try(ReadOnlySpan<byte> input)
    {
        if (!Receipt.TryRead(Encoding.UTF8.GetString(input), out Receipt? receipt))
        {
            return false;
        }

        byte[] signature = receipt.Signature.ToArray();
        string again = Receipt.Write(receipt.Claims, receipt.SignerId, (_, into) => signature.CopyTo(into));
        Promise.Holds(again == receipt.Text, "the same text when written again");
        Promise.Holds(Encoding.ASCII.GetBytes(again).AsSpan().SequenceEqual(input), "and no other input reads as it");
        Promise.Holds(!receipt.IsSignedBy(default) && !receipt.IsSignedBy(new byte[ReceiptKeyId.KeyLength]), "no key, no signature");
        Promise.Holds(ReceiptFloor.Of(receipt.Claims).Judge(ReceiptFloor.Of(receipt.Claims)) is null, "a state is not below itself");
        return true;
    }
}
