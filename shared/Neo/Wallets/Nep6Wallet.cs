using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Neo.Wallets;

/// <summary>A wallet file (NEP-6). It is data: what is in it is proven only when a key is decrypted.</summary>
/// <param name="Name">The owner's name for it, or null.</param>
/// <param name="Version">"1.0", and nothing else is read.</param>
/// <param name="Scrypt">How every key in it is encrypted.</param>
/// <param name="Accounts">Its accounts.</param>
/// <param name="Extra">Whatever a wallet program keeps here, or null; kept as it is.</param>
public sealed record Nep6Wallet(
    string? Name, string Version, Nep6Scrypt Scrypt, IReadOnlyList<Nep6Account> Accounts, JsonElement? Extra)
{
    /// <summary>The one version there is.</summary>
    public const string CurrentVersion = "1.0";

    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>Reads a wallet. Members that NEP-6 does not name are passed over, as it asks.</summary>
    /// <exception cref="FormatException">It is not JSON, not of this shape, or larger than <see cref="MaxLength"/>; or
    /// it has another version, scrypt settings other than NEP-2's, an address that is none, or a key that is no
    /// NEP-2.</exception>
    public static Nep6Wallet Read(ReadOnlySpan<byte> json)
    {
        if (json.Length > MaxLength)
        {
            throw new FormatException("A wallet file has at most 1 MiB.");
        }

        try
        {
            var wallet = JsonSerializer.Deserialize(json, Nep6Json.Default.Nep6Wallet)
                ?? throw new FormatException("A wallet file is a JSON object.");
            wallet.Check();
            return wallet;
        }
        catch (JsonException problem)
        {
            throw new FormatException("This is not a NEP-6 wallet.", problem);
        }
    }

    /// <summary>The file's bytes: indented JSON.</summary>
    /// <exception cref="FormatException">What <see cref="Read"/> would refuse.</exception>
    public byte[] ToBytes()
    {
        Check();
        return JsonSerializer.SerializeToUtf8Bytes(this, Nep6Json.Default.Nep6Wallet);
    }

    private void Check()
    {
        if (Version != CurrentVersion)
        {
            throw new FormatException("Only NEP-6 version 1.0 is read.");
        }

        if (Scrypt != Nep6Scrypt.Standard)
        {
            throw new FormatException("Only scrypt 16384/8/8 is read.");
        }

        foreach (var account in Accounts)
        {
            // A JSON array may hold nulls, whatever the type says.
            (account ?? throw new FormatException("An account is an object.")).Check();
        }
    }
}

/// <summary>scrypt's settings. Only <see cref="Standard"/> is read: a file must not choose what memory we
/// spend.</summary>
public sealed record Nep6Scrypt(int N, int R, int P)
{
    /// <summary>NEP-2's.</summary>
    public static Nep6Scrypt Standard { get; } = new(Keys.Nep2.ScryptN, Keys.Nep2.ScryptR, Keys.Nep2.ScryptP);
}

/// <summary>NEP-6 as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, MaxDepth = 32,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false)]
[JsonType(typeof(Nep6Wallet))]
internal sealed partial class Nep6Json : JsonContext;
