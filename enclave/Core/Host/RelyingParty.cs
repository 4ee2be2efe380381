namespace NeoServiceLayer.Enclave.Core.Host;

/// <summary>The site for which passkeys sign: a relying party of WebAuthn, in the measured configuration.</summary>
/// <remarks>Setters, for the reason that <see cref="EnclaveSettings"/> has.</remarks>
public sealed class RelyingParty
{
    private const int MostOrigins = 16;

    /// <summary>The relying party's id: the domain that each origin has or is below, such as <c>example.org</c>.</summary>
    public string RpId { get; set; } = "";

    /// <summary>The origins of the pages that may ask: <c>https://</c>, or <c>http://localhost</c> for development; 1 to 16, as browsers write them.</summary>
    public IReadOnlyList<string> Origins { get; set; } = [];

    /// <exception cref="FormatException">One sentence that names the member.</exception>
    internal void Check()
    {
        if (Uri.CheckHostName(RpId) != UriHostNameType.Dns || RpId.Any(char.IsAsciiLetterUpper))
        {
            throw new FormatException("The configuration's webAuthn.rpId must be a domain in lower case, such as example.org.");
        }

        if (Origins.Count is 0 or > MostOrigins || !Origins.All(IsOrigin))
        {
            throw new FormatException(
                $"The configuration's webAuthn.origins must be 1 to {MostOrigins} origins of {RpId} or below it, as browsers write them: such as https://{RpId}, without a path.");
        }
    }

    // An element of a JSON array may be null, whatever the type says.
    private bool IsOrigin(string? origin) => Uri.TryCreate(origin, UriKind.Absolute, out Uri? page)
        && page.GetLeftPart(UriPartial.Authority) == origin
        && page.UserInfo.Length == 0
        && (page.Scheme == Uri.UriSchemeHttps || (page.Scheme == Uri.UriSchemeHttp && page.Host == "localhost"))
        && (page.Host == RpId || page.Host.EndsWith('.' + RpId, StringComparison.Ordinal));
}
