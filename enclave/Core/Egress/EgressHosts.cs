using System.Collections.Frozen;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Protocol.Egress;

namespace NeoServiceLayer.Enclave.Core.Egress;

/// <summary>Who may be asked, which the measured configuration alone decides: before the parent hears of it.</summary>
public sealed class EgressHosts
{
    private readonly FrozenSet<(string Scheme, string Host, int Port)> services;
    private readonly FrozenSet<(string Host, int Port)> listed;
    private readonly UserHosts userHosts;
    private readonly bool isLocal;

    /// <param name="settings">The measured configuration.</param>
    /// <param name="mode">Outside local mode there is no plain HTTP, and users reach public names alone.</param>
    /// <exception cref="FormatException">The configuration names what this mode does not have; one sentence that names the member.</exception>
    public EgressHosts(EnclaveSettings settings, EnclaveMode mode)
    {
        ArgumentNullException.ThrowIfNull(settings);
        isLocal = mode == EnclaveMode.Local;
        userHosts = settings.Egress.UserHosts;
        services = settings.Networks.SelectMany(network => network.Endpoints).Select(endpoint => ServiceHost(new Uri(endpoint.Url))).ToFrozenSet();
        listed = settings.Egress.ReadHosts().Select(UserHost).ToFrozenSet();
    }

    /// <summary>Whether anybody at all may be asked.</summary>
    internal bool Any => services.Count > 0 || userHosts != UserHosts.None;

    /// <summary>Whether the services themselves may ask this host: scheme, name and port are those of one that the configuration names.</summary>
    public bool AllowsService(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return IsPlain(url) && services.Contains((url.Scheme, url.IdnHost, url.Port));
    }

    /// <summary>
    /// Whether a host that a user names may be asked, under the configuration's word on these: over TLS always; outside local mode at
    /// port 443 and by a public name, so no literals of addresses and no names of one's own network.
    /// </summary>
    public bool AllowsUser(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!IsPlain(url) || url.Scheme != Uri.UriSchemeHttps || !(isLocal || IsPublic(url.IdnHost, url.Port)))
        {
            return false;
        }

        return userHosts == UserHosts.AnyPublic || (userHosts == UserHosts.Listed && listed.Contains((url.IdnHost, url.Port)));
    }

    /// <summary>Whether it is an address of HTTP's without a user's name in it, as which others are taken for a host.</summary>
    private static bool IsPlain(Uri url) => url.IsAbsoluteUri && url.UserInfo.Length == 0 && ConnectTarget.TryCreate(url.IdnHost, url.Port) is not null;

    private static bool IsPublic(string host, int port) => port == EgressSettings.UsualPort && PublicHostName.Is(host);

    private (string Scheme, string Host, int Port) ServiceHost(Uri url)
    {
        if (url.Scheme != Uri.UriSchemeHttps && !isLocal)
        {
            throw new FormatException("The configuration's networks[].endpoints[].url must be https: plain http is for local mode alone.");
        }

        return IsPlain(url)
            ? (url.Scheme, url.IdnHost, url.Port)
            : throw new FormatException("The configuration's networks[].endpoints[].url must name a host, or the literal of an address, and a port.");
    }

    private (string Host, int Port) UserHost(ConnectTarget host)
    {
        if (!isLocal && !IsPublic(host.Host, host.Port))
        {
            throw new FormatException("The configuration's egress.hosts must be public names at port 443: others are for local mode alone.");
        }

        // As Uri has it: so that both sides of a comparison went the same way.
        return Uri.TryCreate($"https://{host}/", UriKind.Absolute, out Uri? url)
            ? (url.IdnHost, url.Port)
            : throw new FormatException("The configuration's egress.hosts must be names of hosts, or literals of addresses.");
    }
}
