using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NeoServiceLayer.Protocol.Egress;

namespace NeoServiceLayer.Enclave.Core.Host;

/// <summary>The way out, in the measured configuration: docs/egress.md explains it.</summary>
/// <remarks>Setters, for the reason that <see cref="EnclaveSettings"/> has.</remarks>
public sealed class EgressSettings
{
    /// <summary>The most hosts that may be listed.</summary>
    public const int MaxHosts = 256;

    /// <summary>The port of HTTPS.</summary>
    public const int UsualPort = 443;

    /// <summary>Which hosts users may name; none by default. The services' own are named where they are configured.</summary>
    public UserHosts UserHosts { get; set; }

    /// <summary>Those that <see cref="UserHosts.Listed"/> means: <c>host</c> or <c>host:port</c>, at most 256.</summary>
    public IReadOnlyList<string> Hosts { get; set; } = [];

    /// <summary>Who certifies hosts, as PEM; absent: the machine's certification authorities, which an image measures.</summary>
    public string? Roots { get; set; }

    /// <summary>How many requests may be under way at once: 1 to 128.</summary>
    public int MaxConcurrent { get; set; } = 16;

    /// <summary>How many more may wait for their turn: 0 to 4,096.</summary>
    public int MaxWaiting { get; set; } = 256;

    /// <exception cref="FormatException">One sentence that names the member.</exception>
    internal void Check()
    {
        // An element of a JSON array may be null, whatever the type says.
        if (Hosts.Count > MaxHosts || Hosts.Any(host => host is null || ReadHost(host) is null))
        {
            throw new FormatException($"The configuration's egress.hosts must be at most {MaxHosts} names of hosts, each alone or with a port: such as example.org or example.org:8443.");
        }

        if (MaxConcurrent is < 1 or > 128)
        {
            throw new FormatException("The configuration's egress.maxConcurrent must be a whole number from 1 to 128.");
        }

        if (MaxWaiting is < 0 or > 4096)
        {
            throw new FormatException("The configuration's egress.maxWaiting must be a whole number from 0 to 4096.");
        }

        if (Roots is not null && ReadRoots(Roots).Count == 0)
        {
            throw new FormatException("The configuration's egress.roots must be certificates in PEM, at least one.");
        }
    }

    /// <summary>The hosts of <see cref="Hosts"/>.</summary>
    internal IEnumerable<ConnectTarget> ReadHosts() => Hosts.Select(host => ReadHost(host)!);

    /// <summary>The certificates of a text in PEM; none if one of them is not a certificate.</summary>
    internal static X509Certificate2Collection ReadRoots(string pem)
    {
        X509Certificate2Collection roots = [];
        try
        {
            roots.ImportFromPem(pem);
            return roots;
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    private static ConnectTarget? ReadHost(string host) => ConnectTarget.TryParse(host) ?? ConnectTarget.TryCreate(host, UsualPort);
}
