using System.Text.Json;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Protocol.Egress;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>Makes of what code gives to <c>fetch</c> a request that is sent, or refuses it.</summary>
internal static class FetchRequest
{
    private const int MaxUrlLength = 4096;
    private const int MaxHeaderLength = 4096;
    private const int MaxHeadersLength = 16 << 10;

    /// <summary>How long an answer may be waited for; the execution's own time ends it earlier.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    /// <exception cref="RequestException">invalidRequest; forbidden: the version does not name the host; tooLarge.</exception>
    internal static EgressRequest Of(FetchArguments asked, IReadOnlyList<string> allowedHosts)
    {
        string method = asked.Method ?? "GET";
        if (!Methods.Contains(method))
        {
            throw new RequestException("fetch: method is GET, HEAD, POST, PUT, PATCH or DELETE.");
        }

        Uri url = ReadUrl(asked.Url);
        if (!allowedHosts.Any(host => IsHost(host, url)))
        {
            throw new RequestException(ErrorCode.Forbidden, "fetch: this version of the function does not name the host in allowedHosts.");
        }

        ReadOnlyMemory<byte> body = ReadBody(asked.Body);
        if (!body.IsEmpty && method is "GET" or "HEAD")
        {
            throw new RequestException("fetch: GET and HEAD have no body.");
        }

        (List<KeyValuePair<string, string>> headers, string? type) = ReadHeaders(asked.Headers);
        return new EgressRequest
        {
            Url = url,
            IsOfUser = true,
            Method = method,
            Headers = headers,
            ContentType = method is "GET" or "HEAD" ? null : type,
            Body = body,
            MaxResponseBytes = FunctionLimits.MaxFetchedBytes,
            Timeout = Patience,
        };
    }

    private static Uri ReadUrl(string text) =>
        text.Length <= MaxUrlLength && Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme == Uri.UriSchemeHttps && url.UserInfo.Length == 0
            ? url
            : throw new RequestException($"fetch: the address must be absolute, begin with https://, name no user, and have at most {MaxUrlLength} characters.");

    /// <summary>Whether an address is at a host: both as the framework has it, so that neither is read in two ways.</summary>
    private static bool IsHost(string allowed, Uri url) =>
        (ConnectTarget.TryParse(allowed) ?? ConnectTarget.TryCreate(allowed, EgressSettings.UsualPort)) is { } target
        && Uri.TryCreate($"https://{target}/", UriKind.Absolute, out Uri? host) && host.IdnHost == url.IdnHost && host.Port == url.Port;

    private static byte[] ReadBody(string? text)
    {
        if (text is null)
        {
            return [];
        }

        byte[] body = new byte[FunctionLimits.MaxFetchBytes];
        if (text.Length > ((FunctionLimits.MaxFetchBytes + 2) / 3 * 4))
        {
            throw new RequestException(ErrorCode.TooLarge, $"fetch: the body is longer than {FunctionLimits.MaxFetchBytes} bytes.");
        }

        return !Convert.TryFromBase64String(text, body, out int length)
            ? throw new RequestException("fetch: body must be base64.")
            : body[..length];
    }

    private static (List<KeyValuePair<string, string>> Headers, string? Type) ReadHeaders(JsonElement? given)
    {
        List<KeyValuePair<string, string>> headers = [];
        string? type = null;
        if (given is not { } element || element.ValueKind == JsonValueKind.Null)
        {
            return (headers, type);
        }

        int length = 0;
        foreach (JsonElement pair in element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : throw NotPairs())
        {
            (string name, string value) = ReadPair(pair);
            length += name.Length + value.Length;
            if (headers.Count >= FunctionLimits.MaxHeaders || length > MaxHeadersLength)
            {
                throw new RequestException($"fetch: headers are at most {FunctionLimits.MaxHeaders}, of {MaxHeadersLength} characters together.");
            }

            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                type = type is null && EgressHeaders.MayBeType(value) ? value : throw NotSent();
            }
            else
            {
                headers.Add(EgressHeaders.MayBeSent(name, value) ? KeyValuePair.Create(name, value) : throw NotSent());
            }
        }

        return (headers, type);
    }

    private static (string Name, string Value) ReadPair(JsonElement pair)
    {
        bool isPair = pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2
            && pair[0].ValueKind == JsonValueKind.String && pair[1].ValueKind == JsonValueKind.String;
        (string name, string value) = isPair ? (pair[0].GetString()!, pair[1].GetString()!) : throw NotPairs();
        return name.Length <= MaxHeaderLength && value.Length <= MaxHeaderLength ? (name, value) : throw NotSent();
    }

    private static RequestException NotPairs() => new("fetch: headers must be pairs of name and value, both text.");

    private static RequestException NotSent() => new(
        $"fetch: a header is not sent: its name is no header's, is the transport's (Host, Content-Length and the like), stands twice where once may, or its value is not printable ASCII of at most {MaxHeaderLength} characters.");
}
