using System.Net.Http.Headers;

namespace NeoServiceLayer.Enclave.Core.Egress;

/// <summary>Headers of requests and answers, as far as whoever asks has a say in them.</summary>
public static class EgressHeaders
{
    private const int MaxCount = 64;
    private const int MaxValue = 4096;
    private const string ContentType = "Content-Type";

    /// <summary>What is said by the framework or not at all: how long a message is, to whom it goes, what becomes of the connection.</summary>
    private static readonly string[] Reserved =
    [
        "Host", "Connection", "Keep-Alive", "Proxy-Connection", "Content-Length", ContentType, "Transfer-Encoding", "Accept-Encoding", "TE", "Trailer",
        "Upgrade", "Expect",
    ];

    /// <summary>What an answer says of its connection: nobody else's business.</summary>
    private static readonly string[] Connections =
        ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "te", "trailer", "upgrade"];

    /// <summary>Whether a request may have such a header: a name that is not the transport's, a value of printable ASCII.</summary>
    public static bool MayBeSent(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        using HttpRequestMessage message = new();
        return TryAdd(message.Headers, name, value);
    }

    /// <summary>Whether a request's body may be said to be that.</summary>
    public static bool MayBeType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        using ByteArrayContent content = new([]);
        return TryAddType(content.Headers, value);
    }

    internal static bool TryAdd(HttpRequestHeaders headers, string name, string value) =>
        !Reserved.Contains(name, StringComparer.OrdinalIgnoreCase) && IsPrintable(value) && headers.TryAddWithoutValidation(name, value);

    internal static bool TryAddType(HttpContentHeaders headers, string value) => IsPrintable(value) && headers.TryAddWithoutValidation(ContentType, value);

    /// <summary>What an answer's headers are told as.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> Of(HttpResponseMessage message) =>
    [
        .. message.Headers.NonValidated.Concat(message.Content.Headers.NonValidated)
            .Select(header => (Name: LowerCase(header.Key), header.Value))
            .Where(header => !Connections.Contains(header.Name))
            .SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Name, value)))
            .Where(header => header.Value.Length <= MaxValue)
            .Take(MaxCount),
    ];

    private static bool IsPrintable(string value) => value.All(letter => letter is >= ' ' and <= '~');

#pragma warning disable CA1308 // names of headers are the same in both cases, and programs know them in this one
    private static string LowerCase(string name) => name.ToLowerInvariant();
#pragma warning restore CA1308
}
