using System.Security.Cryptography;
using System.Text;
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
        string header = StampWriter.WriteProtected(claims);
        string signature = Encoding.ASCII.GetString(input[(input.LastIndexOf((byte)'.') + 1)..]);
        Promise.Holds(
            Stamp.TryRead(Encoding.ASCII.GetBytes($"{header}..{signature}"), out Stamp? again, out _) && StampWriter.WriteProtected(again.Claims) == header,
            "the same claims when written again");
        Promise.Holds(!stamp.IsBy(Stranger, "{}"u8), "no stranger made it");
        return true;
    }
}
