using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Client.Stamping;

namespace NeoServiceLayer.Cli.Home;

/// <summary>
/// The folder in which <c>nsl</c> keeps one account: its key (<c>key.pem</c>), what it belongs to (<c>account.json</c>), its session (<c>session.json</c>), and what
/// <see cref="ReceiptFolder"/> and <see cref="Sealing.SealFolder"/> keep, all for their owner alone.
/// </summary>
internal sealed class NslHome
{
    private readonly string folder;

    private NslHome(string folder) => this.folder = folder;

    private string KeyPath => Path.Combine(folder, "key.pem");

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
    internal AccountFile? ReadAccount() => Read("account.json", HomeJson.Default.AccountFile);

    /// <summary>The key.</summary>
    /// <exception cref="UsageException">There is none, it cannot be read, or others than its owner may read it.</exception>
    internal AccountKey ReadKey() => Guard(() =>
    {
        CheckOwn(KeyPath);
        return AccountKey.ImportPem(File.ReadAllText(KeyPath));
    });

    /// <summary>The session that was started, or the one that is about to be; null if there is none.</summary>
    /// <exception cref="UsageException">It cannot be read, or others than its owner may read it.</exception>
    internal SessionFile? ReadSession(string name = SessionFile.Name) => Guard(() =>
    {
        if (File.Exists(PathOf(name)))
        {
            CheckOwn(PathOf(name));
        }

        return Read(name, HomeJson.Default.SessionFile);
    });

    /// <summary>Keeps a session in the place of the one that is there.</summary>
    internal void WriteSession(SessionFile session, string name = SessionFile.Name) =>
        Replace(name, JsonSerializer.Serialize(session, HomeJson.Default.SessionFile));

    /// <summary>Forgets a session.</summary>
    internal void DeleteSession(string name = SessionFile.Name) => Guard<object?>(() =>
    {
        File.Delete(PathOf(name));
        return null;
    });

    /// <summary>Keeps a new key. One that is there is never replaced.</summary>
    internal void WriteKey(AccountKey key) => Guard<object?>(() =>
    {
        Create(folder);
        OwnFile.Write(KeyPath, key.ExportPem(), FileMode.CreateNew);
        return null;
    });

    /// <summary>Keeps what the account is.</summary>
    internal void WriteAccount(AccountFile account) => Replace("account.json", JsonSerializer.Serialize(account, HomeJson.Default.AccountFile));

    /// <summary>A file or folder of the home.</summary>
    internal string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Reads a file of the home; null if there is none.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    internal T? Read<T>(string name, JsonTypeInfo<T> info)
        where T : class => File.Exists(PathOf(name)) ? Guard(() => JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(name)), info)) : null;

    /// <summary>Writes a file of the home, for its owner alone, in place of the one that is there: whole, or not at all.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    internal void Replace(string name, string text) => Guard<object?>(() =>
    {
        string path = PathOf(name);
        Create(Path.GetDirectoryName(path)!);
        string fresh = $"{path}.{RandomNumberGenerator.GetHexString(16)}.new";
        OwnFile.Write(fresh, text, FileMode.Create);
        File.Move(fresh, path, overwrite: true);
        return null;
    });

    private static void CheckOwn(string path)
    {
        if (OwnFile.IsOpenToOthers(path))
        {
            throw new UsageException($"Others than you may use {path}; make it yours alone with: chmod 600 {path}");
        }
    }

    private static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnFile.OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => folder;

    internal T Guard<T>(Func<T> work)
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
