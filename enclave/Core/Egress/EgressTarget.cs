using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NeoServiceLayer.Enclave.Core.Egress;

/// <summary>Where a request goes, and how who answers there proves who it is: what a connection must have been opened for to carry it.</summary>
/// <param name="Url">Its scheme, host and port count.</param>
/// <param name="Trust">The proof.</param>
/// <param name="LinePatience">How long a line may be waited for.</param>
/// <param name="Deadline">Cancelled when the request has no time left.</param>
internal sealed record EgressTarget(Uri Url, HostTrust Trust, TimeSpan LinePatience, CancellationToken Deadline)
{
    internal static readonly HttpRequestOptionsKey<EgressTarget> Option = new("target");

    internal bool IsTls => Url.Scheme == Uri.UriSchemeHttps;

    /// <summary>
    /// The address that the framework's pool sees. It sorts connections by host alone, so the host is made of all that must be alike:
    /// a connection that was verified by a pin never carries a request that asks for roots. And it is http, because TLS is done below.
    /// </summary>
    internal Uri ToPooledUrl()
    {
        string all = string.Create(CultureInfo.InvariantCulture, $"{Url.Scheme}://{Url.IdnHost}:{Url.Port} {Convert.ToHexString(Trust.Pin.Span)}");
        return new Uri($"http://{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(all)).AsSpan(0, 20))}{Url.PathAndQuery}");
    }
}
