using NeoServiceLayer.Wire;

namespace NeoServiceLayer.Enclave.Local;

/// <summary>The command line of <c>enclave-local</c>.</summary>
internal sealed record LocalOptions
{
    internal bool Help { get; private init; }

    internal bool Version { get; private init; }

    internal string State { get; private init; } = ".nsl";

    internal WireEndpoint Endpoint { get; private init; } = null!;

    private string? ConfigurationFile { get; init; }

    /// <exception cref="FormatException">One sentence about what is wrong.</exception>
    internal static LocalOptions Parse(IReadOnlyList<string> arguments)
    {
        LocalOptions options = new();
        string? listen = null;
        for (int i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--help":
                    return options with { Help = true };
                case "--version":
                    return options with { Version = true };
                case "--listen":
                    listen = Value(arguments, ref i);
                    break;
                case "--state":
                    options = options with { State = Value(arguments, ref i) };
                    break;
                case "--config":
                    options = options with { ConfigurationFile = Value(arguments, ref i) };
                    break;
                default:
                    throw new FormatException($"there is no argument {arguments[i]}; --help lists them.");
            }
        }

        return options with
        {
            Endpoint = listen is null ? WireEndpoint.Unix(Path.Combine(options.State, "enclave.sock")) : WireEndpoint.Parse(listen),
        };
    }

    /// <summary>The configuration file's bytes; null if none is named.</summary>
    internal byte[]? ReadConfiguration() => ConfigurationFile is null ? null : File.ReadAllBytes(ConfigurationFile);

    private static string Value(IReadOnlyList<string> arguments, ref int i) =>
        ++i < arguments.Count ? arguments[i] : throw new FormatException($"{arguments[i - 1]} needs a value.");
}
