namespace NeoServiceLayer.Enclave.Core.Egress;

/// <summary>
/// Names of hosts of the public internet, as far as a name says. Where it leads is the parent's word; that nobody else
/// answers there is for the certificate to say, which public authorities do not give for the names that are refused here.
/// </summary>
public static class PublicHostName
{
    /// <summary>Domains that are by definition, or by custom, of one's own network (RFC 6761, 6762, 8375; ICANN's .internal).</summary>
    private static readonly string[] Private =
        ["localhost", "localdomain", "local", "internal", "intranet", "private", "corp", "home", "lan", "arpa"];

    /// <summary>Whether that is one: at least two labels, no literal of an address in any form, no domain of one's own network.</summary>
    public static bool Is(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        string[] labels = host.Split('.');
        return Uri.CheckHostName(host) == UriHostNameType.Dns
            && labels.Length >= 2
            && labels.All(label => label.Length is > 0 and <= 63 && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
            && IsTop(labels[^1]);
    }

    // A last label with a digit in front makes some resolvers read an address: 127.1, 0x7f.1. No top-level domain has one.
    private static bool IsTop(string label) =>
        char.IsAsciiLetter(label[0]) && !Private.Contains(label, StringComparer.OrdinalIgnoreCase);
}
