using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Chain;

/// <summary>The networks of the measured configuration.</summary>
/// <param name="all">In the configuration's order; the first is meant where a request names none.</param>
public sealed class NeoNetworks(IReadOnlyList<INeoNetwork> all)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<INeoNetwork> All => all;

    /// <summary>The network that a request names: by its name, or its number in decimal digits; the first where it names none.</summary>
    /// <exception cref="RequestException">invalidRequest: there is no such network here.</exception>
    public INeoNetwork Require(string? name)
    {
        if (all.Count == 0)
        {
            throw new RequestException(ErrorCode.Conflict, "This enclave's configuration names no network: it reads no chain.");
        }

        return name is null
            ? all[0]
            : all.FirstOrDefault(network => network.Name == name || network.Magic.ToString(System.Globalization.CultureInfo.InvariantCulture) == name)
                ?? throw new RequestException($"network is one of those of the enclave's configuration: {string.Join(", ", all.Select(network => network.Name))}.");
    }
}
