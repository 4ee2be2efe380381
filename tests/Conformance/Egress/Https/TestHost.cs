using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using NeoServiceLayer.Tests.Conformance.Peers;

namespace NeoServiceLayer.Tests.Conformance.Egress.Https;

/// <summary>A host on the loopback: takes connections, agrees on TLS if it has a certificate, and then does as the test says.</summary>
internal sealed class TestHost : IDisposable
{
    private readonly Socket listener;
    private readonly CancellationTokenSource ending = new();
    private readonly SslServerAuthenticationOptions? tls;
    private readonly Func<Stream, Task> answer;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int accepted;

    /// <summary>A host with TLS.</summary>
    internal TestHost(X509Certificate2 certificate, Func<Stream, Task> answer, params X509Certificate2[] chain)
        : this(
            new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(certificate, [.. chain], offline: true) },
            answer)
    {
    }

    /// <summary>A host with TLS, or without.</summary>
    internal TestHost(SslServerAuthenticationOptions? tls, Func<Stream, Task> answer)
    {
        listener = EchoServer.Listen();
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        this.tls = tls;
        this.answer = answer;
        _ = AcceptAsync();
    }

    internal int Port { get; }

    internal string Url => $"{(tls is null ? "http" : "https")}://localhost:{Port}/";

    /// <summary>The same where the caller speaks TLS, whatever is spoken here.</summary>
    internal string HttpsUrl => $"https://localhost:{Port}/";

    /// <summary>How many connections were taken.</summary>
    internal int Accepted => Volatile.Read(ref accepted);

    /// <summary>Waits until one connection has ended.</summary>
    internal Task EndedAsync() => ended.Task.WaitAsync(RawStream.Patience, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        ending.Cancel();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await listener.AcceptAsync(ending.Token);
                Interlocked.Increment(ref accepted);
                _ = Task.Run(() => AnswerAsync(socket));
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The test is at its end.
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        // A stall of the test's must not outlive it.
        using CancellationTokenRegistration end = ending.Token.Register(socket.Dispose);
        using NetworkStream stream = new(socket, ownsSocket: true);
        try
        {
            if (tls is null)
            {
                await answer(stream);
                return;
            }

            using SslStream secure = new(stream);
            await secure.AuthenticateAsServerAsync(tls);
            await answer(secure);
        }
        catch (Exception gone) when (gone is IOException or AuthenticationException or ObjectDisposedException or SocketException)
        {
            // The caller is gone, or did not like us.
        }
        finally
        {
            ended.TrySetResult();
        }
    }
}
