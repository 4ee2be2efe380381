using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Sealing;

namespace NeoServiceLayer.Cli.Commands;

/// <summary>Which gateway is meant.</summary>
internal static class Gateway
{
    private const string Default = "http://127.0.0.1:8080";

    internal static Uri Address(GlobalOptions options, Func<string, string?> variable)
    {
        string text = options.Url ?? (variable("NSL_URL") is { Length: > 0 } set ? set : Default);
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new UsageException($"'{text}' is not a gateway's URL; write one like {Default}.");
    }

    internal static CallOptions Options(GlobalOptions options, CallerOf caller, SealTarget? target)
    {
        if (options.RequestId is string id && (id.Length is 0 or > 128 || id.Any(letter => letter is < '!' or > '~')))
        {
            throw new UsageException("--request-id takes 1 to 128 visible ASCII characters.");
        }

        return new CallOptions
        {
            RequestId = options.RequestId,
            Stamped = caller.Stamps,
            WantReceipt = caller.WantsReceipt,
            Sealed = target is not null,
        };
    }
}
