using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Tests.Conformance.Peers;
using static NeoServiceLayer.Tests.Conformance.Egress.Https.HttpsWorld;

namespace NeoServiceLayer.Tests.Conformance.Egress.Https;

/// <summary>What is agreed on before anything is asked.</summary>
public sealed class HandshakeTests
{
    /// <summary>The head of an answer in TLS 1.1 to a greeting: a server's greeting with AES-128-CBC, and no session.</summary>
    private static readonly byte[] ServerHello11 =
        [22, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2, .. new byte[32], 0, 0xC0, 0x13, 0];

    private readonly Authority root = new();

    public static TheoryData<TlsCipherSuite, bool> Suites => new()
    {
        { TlsCipherSuite.TLS_AES_128_GCM_SHA256, false },
        { TlsCipherSuite.TLS_AES_256_GCM_SHA384, false },
        { TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256, false },
        { TlsCipherSuite.TLS_AES_256_GCM_SHA384, true },
        { TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, false },
        { TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, false },
        { TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, false },
        { TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, true },
        { TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, true },
        { TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, true },
    };

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Each_of_the_ciphers_will_do(TlsCipherSuite suite, bool ofRsa)
    {
        using TestHost host = Host(root.Issue(ofRsa: ofRsa), suite);
        using HttpsWorld world = new(root.Pem, [host.Url]);
        await world.AnswersAsync(To(host.Url), "yes");
    }

    [Theory]
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256)]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256)]
    [InlineData(TlsCipherSuite.TLS_DHE_RSA_WITH_AES_256_GCM_SHA384)]
    public async Task A_host_with_none_of_them_is_refused(TlsCipherSuite suite)
    {
        using TestHost host = Host(root.Issue(ofRsa: true), suite);
        using HttpsWorld world = new(root.Pem, [host.Url]);
        await world.FailsAsync(To(host.Url), EgressHttpFailure.TlsFailed);
    }

    [Fact]
    public async Task A_host_that_greets_in_an_old_version_is_told_so_and_refused()
    {
        TaskCompletionSource<byte[]> alert = new();
        using TestHost host = new(tls: null, async stream =>
        {
            Assert.NotEqual(0, await stream.ReadAsync(new byte[16 << 10]));
            await stream.WriteAsync(ServerHello11);
            byte[] said = new byte[7];
            await stream.ReadExactlyAsync(said);
            alert.SetResult(said);
        });
        using HttpsWorld world = new(root.Pem, [host.HttpsUrl]);
        await world.FailsAsync(To(host.HttpsUrl), EgressHttpFailure.TlsFailed);
        byte[] said = await alert.Task.WaitAsync(RawStream.Patience, TestContext.Current.CancellationToken);
        Assert.Equal((21, 70), (said[0], said[6]));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad request\r\nContent-Length: 0\r\n\r\n" + Script.Mark)]
    [InlineData("SSH-2.0-" + Script.Mark)]
    [InlineData("")]
    public async Task A_host_that_speaks_something_else_is_refused(string says)
    {
        using TestHost host = new(tls: null, async stream =>
        {
            Assert.NotEqual(0, await stream.ReadAsync(new byte[16 << 10]));
            await Script.WriteAsync(stream, says);
        });
        using HttpsWorld world = new(root.Pem, [host.HttpsUrl]);
        await world.FailsAsync(To(host.HttpsUrl), EgressHttpFailure.TlsFailed);
    }

    [Fact]
    public async Task A_host_that_stalls_before_the_handshake_or_inside_it_is_given_up_on()
    {
        using TestHost before = new(tls: null, Script.StallAsync);
        using TestHost inside = new(tls: null, async stream =>
        {
            await stream.WriteAsync(ServerHello11.AsMemory(0, 20));
            await Script.StallAsync(stream);
        });
        using HttpsWorld world = new(root.Pem, [before.HttpsUrl, inside.HttpsUrl]);
        await world.GivesUpAsync(before.HttpsUrl, before);
        await world.GivesUpAsync(inside.HttpsUrl, inside);
    }

    [Fact]
    public async Task Nothing_of_a_request_is_sent_to_a_host_that_was_refused()
    {
        string? request = null;
        using TestHost host = new(Authority.SelfSigned(), async stream => request = await Script.ReadRequestAsync(stream));
        using HttpsWorld world = new(root.Pem, [host.Url]);
        await world.FailsAsync(To(host.Url), EgressHttpFailure.CertificateUntrusted);
        await host.EndedAsync();
        Assert.Null(request);
    }

    private static TestHost Host(X509Certificate2 certificate, TlsCipherSuite suite)
    {
        bool isNew = suite.ToString() is "TLS_AES_128_GCM_SHA256" or "TLS_AES_256_GCM_SHA384" or "TLS_CHACHA20_POLY1305_SHA256";
        return new TestHost(
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(certificate, [], offline: true),
                EnabledSslProtocols = isNew ? SslProtocols.Tls13 : SslProtocols.Tls12,
                CipherSuitesPolicy = new CipherSuitesPolicy([suite]),
            },
            Script.Serve(Script.Ok("yes")));
    }
}
