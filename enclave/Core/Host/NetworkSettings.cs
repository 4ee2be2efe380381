namespace NeoServiceLayer.Enclave.Core.Host;

/// <summary>A Neo network that the enclave reads and sends to, in the measured configuration.</summary>
/// <remarks>Setters, for the reason that <see cref="EnclaveSettings"/> has.</remarks>
public sealed class NetworkSettings
{
    /// <summary>The most end points of a network.</summary>
    public const int MaxEndpoints = 9;

    /// <summary>What requests call it: 1 to 32 of a-z, 0-9 and -.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its number, which signatures cover: 860833102 for mainnet, 894710606 for testnet.</summary>
    public uint Magic { get; set; }

    /// <summary>Its RPC end points, run by different people where that can be had: 1 to 9.</summary>
    public IReadOnlyList<RpcEndpointSettings> Endpoints { get; set; } = [];

    /// <summary>How many of them must say the same: more than half, at most all.</summary>
    public int Quorum { get; set; }

    /// <summary>How many blocks an end point may be behind the highest and still be asked: 1 to 1,000.</summary>
    public int MaxLag { get; set; } = 10;

    /// <summary>How long an end point may take over an answer, in milliseconds: 100 to 60,000.</summary>
    public int TimeoutMs { get; set; } = 5000;

    /// <exception cref="FormatException">One sentence that names the member.</exception>
    internal void Check()
    {
        if (Name.Length is 0 or > 32 || !Name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
        {
            throw new FormatException("The configuration's networks[].name must be 1 to 32 of a-z, 0-9 and -.");
        }

        if (Endpoints.Count is 0 or > MaxEndpoints)
        {
            throw new FormatException($"The configuration's networks[].endpoints must be 1 to {MaxEndpoints}.");
        }

        if (Quorum > Endpoints.Count || Quorum * 2 <= Endpoints.Count)
        {
            throw new FormatException("The configuration's networks[].quorum must be more than half of the end points, and at most all.");
        }

        if (MaxLag is < 1 or > 1000)
        {
            throw new FormatException("The configuration's networks[].maxLag must be a whole number from 1 to 1000.");
        }

        if (TimeoutMs is < 100 or > 60_000)
        {
            throw new FormatException("The configuration's networks[].timeoutMs must be a whole number from 100 to 60000.");
        }

        foreach (RpcEndpointSettings endpoint in Endpoints)
        {
            endpoint.Check();
        }
    }
}

/// <summary>An RPC end point of a network.</summary>
/// <remarks>Setters, for the reason that <see cref="EnclaveSettings"/> has.</remarks>
public sealed class RpcEndpointSettings
{
    /// <summary>Where it is: <c>https://host:port/path</c>; in local mode <c>http://</c> may stand there for a node on this machine.</summary>
    public string Url { get; set; } = "";

    /// <summary>SHA-256 of its certificate's key (SubjectPublicKeyInfo), base64; absent: the measured roots certify it.</summary>
    public string? Pin { get; set; }

    /// <exception cref="FormatException">One sentence that names the member.</exception>
    internal void Check()
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out Uri? url) || url.UserInfo.Length != 0 || url.Fragment.Length != 0
            || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            throw new FormatException("The configuration's networks[].endpoints[].url must be an https URL without a user or a fragment.");
        }

        if (Pin is not null && ReadPin().Length != 32)
        {
            throw new FormatException("The configuration's networks[].endpoints[].pin must be 32 bytes in base64: SHA-256 of the certificate's key.");
        }
    }

    /// <summary>The pin's bytes; empty if there is none, or it is not base64.</summary>
    public byte[] ReadPin()
    {
        byte[] bytes = new byte[33];
        return Pin is not null && Convert.TryFromBase64String(Pin, bytes, out int length) ? bytes[..length] : [];
    }
}
