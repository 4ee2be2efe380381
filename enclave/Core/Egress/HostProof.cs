using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NeoServiceLayer.Enclave.Core.Egress;

/// <summary>Judges, in one handshake, whether the host is who was asked for.</summary>
/// <param name="trust">How it must prove that.</param>
internal sealed class HostProof(HostTrust trust)
{
    /// <summary>Why not; null while nothing was judged, or when it is.</summary>
    internal EgressHttpFailure? Failure { get; private set; }

    /// <summary>
    /// Judges. A pin takes the place of names and dates too: the very key is in the measured configuration, which says more than a
    /// certificate that the host may have written for itself, and it ends when that configuration does.
    /// </summary>
    internal bool Accepts(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Failure = trust.Pin.IsEmpty ? JudgeChain(chain, errors) : JudgeKey(certificate);
        return Failure is null;
    }

    private EgressHttpFailure? JudgeKey(X509Certificate? certificate)
    {
        if (certificate is null)
        {
            return EgressHttpFailure.PinMismatch;
        }

        byte[] key = SHA256.HashData(((X509Certificate2)certificate).PublicKey.ExportSubjectPublicKeyInfo());
        return CryptographicOperations.FixedTimeEquals(key, trust.Pin.Span) ? null : EgressHttpFailure.PinMismatch;
    }

    /// <summary>Names the worst of what is wrong: that a date has passed is of interest only in a certificate that is genuine.</summary>
    private static EgressHttpFailure? JudgeChain(X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return null;
        }

        X509ChainStatusFlags flags = X509ChainStatusFlags.NoError;
        foreach (X509ChainStatus status in chain?.ChainStatus ?? [])
        {
            flags |= status.Status;
        }

        bool untrusted = errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) || (flags & ~X509ChainStatusFlags.NotTimeValid) != 0;
        return untrusted ? EgressHttpFailure.CertificateUntrusted
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? EgressHttpFailure.CertificateName
            : flags == X509ChainStatusFlags.NotTimeValid ? EgressHttpFailure.CertificateExpired
            : EgressHttpFailure.CertificateUntrusted;
    }
}
