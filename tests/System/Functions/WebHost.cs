using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NeoServiceLayer.Tests.Conformance.Egress.Https;

namespace NeoServiceLayer.Tests.Functions;

/// <summary>What a host of the web was asked.</summary>
internal sealed record WebRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A host of the web, on the loopback, with TLS and an authority of its own, which answers as the test says.</summary>
internal sealed class WebHost : IDisposable
{
    private readonly Authority authority = new();
    private readonly X509Certificate2 certificate;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<WebRequest, (int Status, string Body)> answer;

    /// <param name="answer">The status and the body, of JSON.</param>
    internal WebHost(Func<WebRequest, (int Status, string Body)> answer)
    {
        this.answer = answer;
        certificate = authority.Issue();
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Everything that was asked.</summary>
    internal ConcurrentQueue<WebRequest> Seen { get; } = new();

    /// <summary>As a function's version lists it.</summary>
    internal string Host => string.Create(CultureInfo.InvariantCulture, $"localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");

    internal string Url => $"https://{Host}";

    /// <summary>Who certifies it.</summary>
    internal string Roots => authority.Pem;

    public void Dispose()
    {
        listener.Stop();
        certificate.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync();
                _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is at its end.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using SslStream tls = new(client.GetStream());
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = SslStreamCertificateContext.Create(certificate, [], offline: true),
                });
                WebRequest request = await ReadAsync(tls);
                Seen.Enqueue(request);
                (int status, string body) = answer(request);
                await tls.WriteAsync(Encoding.UTF8.GetBytes(string.Create(
                    CultureInfo.InvariantCulture,
                    $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}")));
            }
            catch (Exception gone) when (gone is IOException or AuthenticationException)
            {
                // The caller is gone, or did not like us.
            }
        }
    }

    private static async Task<WebRequest> ReadAsync(Stream stream)
    {
        List<byte> head = [];
        byte[] one = new byte[1];
        while (!(head.Count >= 4 && head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray())))
        {
            await stream.ReadExactlyAsync(one);
            head.Add(one[0]);
        }

        string[] lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, string> headers = lines.Skip(1).Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[0], parts => parts.ElementAtOrDefault(1) ?? "", StringComparer.OrdinalIgnoreCase);
        byte[] body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body);
        string[] words = lines[0].Split(' ');
        return new WebRequest(words[0], words[1], headers, Encoding.UTF8.GetString(body));
    }
}
