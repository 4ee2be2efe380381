using System.Text.Json;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Client.Stamping;

namespace NeoServiceLayer.Cli.Home;

/// <summary>
/// The folder in which <c>nsl</c> keeps one account: its key (<c>key.pem</c>) and what it belongs to (<c>account.json</c>), both for their
/// owner alone.
/// </summary>
internal sealed class NslHome
{
    private readonly string folder;

    private NslHome(string folder) => this.folder = folder;

    private string KeyPath => Path.Combine(folder, "key.pem");

    private string AccountPath => Path.Combine(folder, "account.json");

    /// <summary>Whether it has a key.</summary>
    internal bool HasKey => File.Exists(KeyPath);

    /// <summary>The home that <c>--home</c> names, else <c>NSL_HOME</c>, else <c>.nsl</c> in the user's own folder.</summary>
    internal static NslHome Find(GlobalOptions options, Func<string, string?> variable) => FindIfAny(options, variable)
        ?? throw new UsageException("There is no home: name one with --home or NSL_HOME.");

    /// <summary>The same; null where nothing names one.</summary>
    internal static NslHome? FindIfAny(GlobalOptions options, Func<string, string?> variable)
    {
        string? folder = options.Home ?? NonEmpty(variable("NSL_HOME"))
            ?? (NonEmpty(variable("HOME")) is { } own ? Path.Combine(own, ".nsl") : null);
        return folder is null ? null : new NslHome(folder);
    }

    /// <summary>The account, or null if there is none.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    internal AccountFile? ReadAccount() => File.Exists(AccountPath)
        ? Guard(() => JsonSerializer.Deserialize(File.ReadAllBytes(AccountPath), HomeJson.Default.AccountFile))
        : null;

    /// <summary>The key.</summary>
    /// <exception cref="UsageException">There is none, it cannot be read, or others than its owner may read it.</exception>
    internal AccountKey ReadKey() => Guard(() =>
    {
        if (OwnFile.IsOpenToOthers(KeyPath))
        {
            throw new UsageException($"Others than you may use {KeyPath}; make it yours alone with: chmod 600 {KeyPath}");
        }

        return AccountKey.ImportPem(File.ReadAllText(KeyPath));
    });

    /// <summary>Keeps a new key. One that is there is never replaced.</summary>
    internal void WriteKey(AccountKey key) => Guard<object?>(() =>
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnFile.OwnerOnly | UnixFileMode.UserExecute);
        }

        OwnFile.Write(KeyPath, key.ExportPem(), FileMode.CreateNew);
        return null;
    });

    /// <summary>Keeps what the account is.</summary>
    internal void WriteAccount(AccountFile account) => Guard<object?>(() =>
    {
        string fresh = AccountPath + ".new";
        OwnFile.Write(fresh, JsonSerializer.Serialize(account, HomeJson.Default.AccountFile), FileMode.Create);
        File.Move(fresh, AccountPath, overwrite: true);
        return null;
    });

    /// <inheritdoc/>
    public override string ToString() => folder;

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new UsageException($"The home {folder} cannot be used: {failure.Message}");
        }
    }

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
