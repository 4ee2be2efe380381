using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace NeoServiceLayer.Enclave.Core.Egress;

/// <summary>Opens connections to hosts: a line that others forward, and TLS over it, which ends here.</summary>
/// <param name="route">The way out.</param>
/// <param name="roots">Who certifies hosts.</param>
/// <param name="clock">By which certificates are judged: the enclave's.</param>
internal sealed class EgressConnector(IEgressRoute route, X509Certificate2Collection roots, TimeProvider clock)
{
    /// <summary>What is agreed on: fresh keys for each connection, and nothing that does not authenticate what it encrypts.</summary>
    private static readonly CipherSuitesPolicy Ciphers = new(
    [
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ]);

    /// <summary>Opens one.</summary>
    /// <exception cref="EgressHttpException">Why there is none. Nothing of a request was sent.</exception>
    internal async ValueTask<Stream> ConnectAsync(EgressTarget target, CancellationToken cancellationToken)
    {
        using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, target.Deadline);
#pragma warning disable CA2000 // the framework's pool disposes of the connection; of one that comes to nothing, SecureAsync
        Stream line = await OpenAsync(target, giveUp.Token);
        return target.IsTls ? await SecureAsync(line, target, giveUp.Token) : line;
#pragma warning restore CA2000
    }

    private async Task<Stream> OpenAsync(EgressTarget target, CancellationToken giveUp)
    {
        try
        {
            return await route.OpenAsync(target.Url.IdnHost, target.Url.Port, target.LinePatience, giveUp);
        }
        catch (EgressException none)
        {
            throw new EgressHttpException(
                none.Failure == EgressFailure.TimedOut ? EgressHttpFailure.TimedOut : EgressHttpFailure.Unreachable, none);
        }
    }

    private async Task<Stream> SecureAsync(Stream line, EgressTarget target, CancellationToken giveUp)
    {
        HostProof proof = new(target.Trust);
#pragma warning disable CA2000 // disposed of below, or by the pool
        SslStream tls = new(line);
#pragma warning restore CA2000
        bool agreed = false;
        try
        {
            await tls.AuthenticateAsClientAsync(Options(target, proof), giveUp);
            agreed = true;
            return tls;
        }
        catch (Exception failed) when (failed is AuthenticationException or IOException)
        {
            throw new EgressHttpException(proof.Failure ?? EgressHttpFailure.TlsFailed, failed);
        }
        finally
        {
            if (!agreed)
            {
                await tls.DisposeAsync();
            }
        }
    }

    private SslClientAuthenticationOptions Options(EgressTarget target, HostProof proof)
    {
        X509ChainPolicy chain = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = clock.GetUtcNow().UtcDateTime,
        };
        chain.CustomTrustStore.AddRange(roots);
        return new SslClientAuthenticationOptions
        {
            TargetHost = target.Url.IdnHost,
#pragma warning disable CA5398 // "let the system choose": there is no system in the enclave, and 1.2 is the least that is promised
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
#pragma warning restore CA5398
            CipherSuitesPolicy = Ciphers,
            CertificateChainPolicy = chain,
            RemoteCertificateValidationCallback = (_, certificate, built, errors) => proof.Accepts(certificate, built, errors),
            AllowRenegotiation = false,

            // Each connection is judged by itself, and no session's keys outlive it.
            AllowTlsResume = false,
        };
    }
}
