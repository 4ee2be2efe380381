namespace NeoServiceLayer.Gateway;

/// <summary>The command line of <c>gateway backup</c>.</summary>
internal sealed record BackupOptions
{
    /// <summary>The word that it begins with.</summary>
    internal const string Command = "backup";

    /// <summary>The file of the store that is copied.</summary>
    internal required string StoreFile { get; init; }

    /// <summary>The new file.</summary>
    internal required string Copy { get; init; }

    /// <summary>Reads what stands behind the command's name.</summary>
    /// <exception cref="FormatException">One sentence about what is wrong.</exception>
    internal static BackupOptions Parse(IReadOnlyList<string> arguments)
    {
        string store = GatewayOptions.DefaultStoreFile;
        string? copy = null;
        for (int i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--store":
                    store = GatewayOptions.ParseStore(GatewayOptions.Value(arguments, ref i));
                    break;
                case "--to":
                    copy = GatewayOptions.Value(arguments, ref i);
                    break;
                default:
                    throw new FormatException($"backup has no argument {arguments[i]}; it takes --store sqlite:FILE and --to FILE.");
            }
        }

        return new BackupOptions
        {
            StoreFile = store,
            Copy = string.IsNullOrEmpty(copy) ? throw new FormatException("backup needs --to FILE, the new file that the store is copied to.") : copy,
        };
    }
}
