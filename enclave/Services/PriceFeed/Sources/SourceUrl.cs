namespace NeoServiceLayer.Enclave.PriceFeed.Sources;

/// <summary>The template of a source's URL: <c>{name}</c> stands for its name of the symbol.</summary>
internal static class SourceUrl
{
    private const string NamePlace = "{name}";

    /// <summary>Puts a name in, escaped.</summary>
    internal static string Fill(string template, string name) => template.Replace(NamePlace, Uri.EscapeDataString(name), StringComparison.Ordinal);

    /// <summary>Whether it is one: absolute, https, no user in it, and the host does not depend on the name.</summary>
    internal static bool Is(string template) =>
        Uri.TryCreate(Fill(template, "a"), UriKind.Absolute, out Uri? one)
        && Uri.TryCreate(Fill(template, "b"), UriKind.Absolute, out Uri? other)
        && one.Scheme == Uri.UriSchemeHttps && one.UserInfo.Length == 0
        && one.Authority == other.Authority;
}
