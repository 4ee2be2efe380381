using NeoServiceLayer.Gateway.Http;
using NeoServiceLayer.Wire;

namespace NeoServiceLayer.Gateway;

/// <summary>The command line of <c>gateway</c>.</summary>
internal sealed record GatewayOptions
{
    internal const string DefaultStoreFile = ".nsl/gateway.db";

    private const string StoreKind = "sqlite:";

    internal bool Help { get; private init; }

    internal bool Version { get; private init; }

    internal WireEndpoint Enclave { get; private init; } = WireEndpoint.Unix(".nsl/enclave.sock");

    /// <summary>The file of the SQLite store.</summary>
    internal string StoreFile { get; private init; } = DefaultStoreFile;

    internal IReadOnlyList<ListenAddress> Urls { get; private init; } = [ListenAddress.Parse("http://127.0.0.1:8080")];

    internal ListenAddress Admin { get; private init; } = ListenAddress.Parse("http://127.0.0.1:8081");

    private string? ConfigurationFile { get; init; }

    /// <exception cref="FormatException">One sentence about what is wrong.</exception>
    internal static GatewayOptions Parse(IReadOnlyList<string> arguments)
    {
        GatewayOptions options = new();
        for (int i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--help":
                    return options with { Help = true };
                case "--version":
                    return options with { Version = true };
                case "--enclave":
                    options = options with { Enclave = WireEndpoint.Parse(Value(arguments, ref i)) };
                    break;
                case "--store":
                    options = options with { StoreFile = ParseStore(Value(arguments, ref i)) };
                    break;
                case "--urls":
                    string[] urls = Value(arguments, ref i).Split(';');
                    options = options with { Urls = [.. urls.Select(ListenAddress.Parse)] };
                    break;
                case "--admin":
                    options = options with { Admin = ListenAddress.Parse(Value(arguments, ref i)) };
                    break;
                case "--config":
                    options = options with { ConfigurationFile = Value(arguments, ref i) };
                    break;
                default:
                    throw new FormatException($"there is no argument {arguments[i]}; --help lists them.");
            }
        }

        return options;
    }

    /// <exception cref="FormatException">The file is not an acceptable configuration.</exception>
    internal GatewaySettings ReadSettings() =>
        ConfigurationFile is null ? new GatewaySettings() : GatewaySettings.Parse(File.ReadAllBytes(ConfigurationFile));

    /// <summary>The file of what is written <c>sqlite:FILE</c>.</summary>
    internal static string ParseStore(string text) =>
        text.StartsWith(StoreKind, StringComparison.Ordinal) && text.Length > StoreKind.Length
            ? text[StoreKind.Length..]
            : throw new FormatException($"'{text}' is not a store: write sqlite:FILE.");

    /// <summary>The word behind a flag.</summary>
    internal static string Value(IReadOnlyList<string> arguments, ref int i) =>
        ++i < arguments.Count ? arguments[i] : throw new FormatException($"{arguments[i - 1]} needs a value.");
}
