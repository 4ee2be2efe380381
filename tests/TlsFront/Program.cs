using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

// TLS in front of a plain server of this machine, with a key of its own for each run: an image takes no other RPC end point.
// Prints its port and the key's pin (SHA-256 of the SubjectPublicKeyInfo, base64), and then passes bytes on until it is ended.
if (args is not [var text] || !ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort target))
{
    Console.Error.WriteLine("usage: tls-front PORT: the port of 127.0.0.1 that stands behind it");
    return 2;
}

using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
using X509Certificate2 certificate = Certify(key);
using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
listener.Listen();
string pin = Convert.ToBase64String(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
Console.WriteLine($"{((IPEndPoint)listener.LocalEndPoint!).Port} {pin}");
while (true)
{
    Socket client = await listener.AcceptAsync();
    _ = Task.Run(() => PassAsync(client));
}

static X509Certificate2 Certify(ECDsa key)
{
    CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
    DateTimeOffset now = DateTimeOffset.UtcNow;
    return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
}

async Task PassAsync(Socket client)
{
    try
    {
        using Socket server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await using SslStream tls = new(new NetworkStream(client, ownsSocket: true));
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate });
        await server.ConnectAsync(IPAddress.Loopback, target);
        await using NetworkStream plain = new(server);
        // Whichever end closes first ends both: HTTP says by itself where an answer is over.
        await Task.WhenAny(tls.CopyToAsync(plain), plain.CopyToAsync(tls));
    }
    catch (Exception broken) when (broken is IOException or SocketException or System.Security.Authentication.AuthenticationException)
    {
        Console.Error.WriteLine($"A connection ended: {broken.Message}");
    }
}
