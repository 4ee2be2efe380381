using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Tests.Fuzz.Targets;

/// <summary>A text that is read as a stamp says what is within its limits, and says the same when it is written again; no key but its own made it.</summary>
internal static class StampTarget
{
    private const int Hex = 64;

    private static readonly StampKey Stranger = StampKey.Of(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    internal static bool Try(ReadOnlySpan<byte> input)
    {
        bool isRead = Stamp.TryRead(input, out Stamp? stamp, out string problem);
        Promise.Holds(isRead == (problem.Length == 0), "a refusal says why");
        if (!isRead)
        {
            return false;
        }

        StampClaims claims = stamp!.Claims;
        Promise.Holds(claims.RequestId.Length > 0 && claims.Service.Length > 0 && claims.Operation.Length > 0, "it names a request");
        Promise.Holds(claims.Audience.Length == Hex && claims.IssuedAt >= 0, "it is for a deployment, at a time");
        Promise.Holds(!stamp.IsBy(Stranger, "{}"u8), "no stranger made it");

        // The writer escapes what it need not: then names are none that are read, or the stamp is too long.
        string header = StampWriter.WriteProtected(claims);
        byte[] written = Encoding.ASCII.GetBytes($"{header}..{Encoding.ASCII.GetString(input[(input.LastIndexOf((byte)'.') + 1)..])}");
        if (IsName(claims.Service) && IsName(claims.Operation) && written.Length <= RequestFrame.MaxAuthLength)
        {
            Promise.Holds(
                Stamp.TryRead(written, out Stamp? again, out _) && StampWriter.WriteProtected(again.Claims) == header, "the same claims when written again");
        }

        return true;
    }

    private static bool IsName(string text) => text.All(char.IsAsciiLetterOrDigit);
}
