using System.Globalization;
using NeoServiceLayer.Attestation;

namespace NeoServiceLayer.Tests.Fuzz.Targets;

/// <summary>
/// Bytes are read as an attestation document or refused, and none verify but the two real ones that the corpus has: nothing else was ever signed.
/// </summary>
internal static class DocumentTarget
{
    /// <summary>When those were made.</summary>
    private static readonly DateTimeOffset[] Real =
    [
        DateTimeOffset.Parse("2022-07-06T14:18:22Z", CultureInfo.InvariantCulture), DateTimeOffset.Parse("2024-12-13T07:37:58Z", CultureInfo.InvariantCulture),
    ];

    internal static bool Try(ReadOnlySpan<byte> input)
    {
        DateTimeOffset? time = AttestationVerifier.UnverifiedTime(input);
        TimeSpan lifetime = AttestationVerifier.UnverifiedLifetime(input);
        AttestationResult result = AttestationVerifier.Verify(input, new AttestationPolicy { At = time ?? DateTimeOffset.UnixEpoch });
        Promise.Holds(result.Document is null == result.Failed is not null, "a document, or a check that failed");
        Promise.Holds(time is not null || (lifetime == TimeSpan.Zero && result.Document is null), "what cannot be read has no time");
        if (result.Document is { } document)
        {
            Promise.Holds(document.Timestamp == time && Array.Exists(Real, real => document.Timestamp - real < TimeSpan.FromSeconds(1) && document.Timestamp >= real), "only what AWS signed");
        }

        return time is not null;
    }
}
