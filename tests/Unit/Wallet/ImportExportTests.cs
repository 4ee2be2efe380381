using System.Text;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Wallets;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets;

public sealed class ImportExportTests
{
    private static readonly ImportWalletRequest Empty = new() { Name = "imported" };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_vector_comes_in_and_goes_out_in_every_form(int index)
    {
        KeyVector vector = Vectors.Keys[index];
        using WalletWorld world = new();
        WalletDescription wif = await world.Alice.ImportAsync(vector, exportable: true);
        Assert.Equal((vector.Address, vector.ScriptHash, vector.Public), (wif.Address, wif.ScriptHash, wif.PublicKey));
        Assert.True(wif.Imported);
        Assert.True(wif.Exportable);
        Assert.Equal(vector.Wif, await world.Alice.ExportWifAsync(wif.WalletId));
        Assert.Equal(wif.WalletId, world.Target);
        Assert.Equal(vector.Nep2, await world.Alice.ExportAsync(Export(wif, KeyFormat.Nep2), answer => answer.Nep2));
        string file = (await world.Alice.ExportAsync(Export(wif, KeyFormat.Nep6), answer => answer.Nep6))!;
        Nep6Account account = Assert.Single(Nep6Wallet.Read(Encoding.UTF8.GetBytes(file)).Accounts);
        Assert.Equal((vector.Address, vector.Nep2, "imported"), (account.Address, account.Key, account.Label));

        // Another account takes both in again.
        WalletDescription nep2 = await world.Bob.ImportAsync(Empty with { Nep2 = vector.Nep2, Passphrase = Passphrase() });
        Assert.Equal(vector.Address, nep2.Address);
        Assert.False(nep2.Exportable);
        await world.Bob.DeleteAsync(nep2.WalletId, nep2.Address);
        Assert.Equal(vector.Address, (await world.Bob.ImportAsync(Empty with { Nep6 = file, Passphrase = Passphrase() })).Address);
    }

    [Fact]
    public async Task A_created_key_leaves_and_comes_back_the_same()
    {
        using WalletWorld world = new();
        WalletDescription made = await world.Alice.CreateAsync(exportable: true);
        string wif = await world.Alice.ExportWifAsync(made.WalletId);
        WalletDescription again = await world.Bob.ImportAsync(Empty with { Wif = new SecretText(wif) });
        Assert.Equal((made.Address, made.PublicKey), (again.Address, again.PublicKey));
        Assert.False(made.Imported);
        Assert.Contains(
            made.WalletId,
            await Refused.AsAsync(ErrorCode.Conflict, world.Alice.ImportAsync(Empty with { Wif = new SecretText(wif) })),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_was_made_exportable_is_exported()
    {
        using WalletWorld world = new();
        WalletDescription made = await world.Alice.CreateAsync();
        WalletDescription imported = await world.Alice.ImportAsync(Vectors.Keys[0]);
        WalletDescription several = await world.Alice.CreateMultisigAsync(1, Vectors.Keys[0].Public);
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.ExportWifAsync(made.WalletId));
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.ExportWifAsync(imported.WalletId));
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.ExportWifAsync(several.WalletId));
    }

    [Fact]
    public async Task Export_takes_a_passphrase_where_it_needs_one()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.CreateAsync(exportable: true);
        await Refused.MemberAsync("format ", ExportAsync(Export(wallet, (KeyFormat)9)));
        await Refused.MemberAsync("passphrase ", ExportAsync(Export(wallet, KeyFormat.Wif)));
        await Refused.MemberAsync("payload: the member passphrase", ExportAsync(Export(wallet, KeyFormat.Nep2) with { Passphrase = null }));
        await Refused.MemberAsync("passphrase ", ExportAsync(Export(wallet, KeyFormat.Nep6) with { Passphrase = new SecretText("Zoë") }));
        await Refused.MemberAsync("passphrase ", ExportAsync(Export(wallet, KeyFormat.Nep2) with { Passphrase = new SecretText(string.Empty) }));
        await Refused.MemberAsync("passphrase ", ExportAsync(
            Export(wallet, KeyFormat.Nep2) with { Passphrase = new SecretText(new string('a', WalletLimits.MaxPassphraseLength + 1)) }));
        Task<int> ExportAsync(ExportWalletRequest request) => world.Alice.ExportAsync(request, _ => 0);
    }

    [Fact]
    public async Task What_is_no_key_is_refused_by_the_members_name()
    {
        using WalletWorld world = new();
        KeyVector vector = Vectors.Keys[0];
        string file = FileOf(vector.Nep2, vector.Address);
        (string Beginning, ImportWalletRequest Request)[] wrong =
        [
            ("payload: exactly one", Empty),
            ("payload: exactly one", Empty with { Wif = new SecretText(vector.Wif), Nep2 = vector.Nep2 }),
            ("payload: exactly one", Empty with { Nep6 = file, Nep2 = vector.Nep2, Passphrase = Passphrase() }),
            ("name ", Empty with { Name = string.Empty, Wif = new SecretText(vector.Wif) }),
            ("tags ", Empty with { Tags = ["a", "a"], Wif = new SecretText(vector.Wif) }),
            ("wif ", Empty with { Wif = new SecretText(vector.Wif.AsSpan()[..^1]) }),
            ("wif ", Empty with { Wif = new SecretText("M" + vector.Wif[1..]) }),
            ("wif ", Empty with { Wif = new SecretText(new string('1', 100_000)) }),
            ("wif ", Empty with { Wif = new SecretText("5HpHagT65TZzG1PH3CSu63k8DbpvD8s5ip4nEB3kEsreAnchuDf") }),
            ("passphrase ", Empty with { Wif = new SecretText(vector.Wif), Passphrase = Passphrase() }),
            ("address ", Empty with { Wif = new SecretText(vector.Wif), Address = vector.Address }),
            ("nep2 ", Empty with { Nep2 = vector.Nep2[..^1] + "a", Passphrase = Passphrase() }),
            ("nep2 ", Empty with { Nep2 = vector.Wif, Passphrase = Passphrase() }),
            ("payload: the member passphrase", Empty with { Nep2 = vector.Nep2 }),
            ("passphrase ", Empty with { Nep2 = vector.Nep2, Passphrase = new SecretText("pwd_123é") }),
            ("passphrase is not", Empty with { Nep2 = vector.Nep2, Passphrase = new SecretText("pwd_124") }),
            ("nep6 ", Empty with { Nep6 = "{}", Passphrase = Passphrase() }),
            ("nep6 ", Empty with { Nep6 = file.Replace("16384", "1048576", StringComparison.Ordinal), Passphrase = Passphrase() }),
            ("nep6 holds no", Empty with { Nep6 = FileOf(null, vector.Address), Passphrase = Passphrase() }),
            ("nep6 holds several", Empty with { Nep6 = FileOf(vector.Nep2, vector.Address, Vectors.Keys[1]), Passphrase = Passphrase() }),
            ("nep6 holds under", Empty with { Nep6 = FileOf(vector.Nep2, Vectors.Keys[1].Address), Passphrase = Passphrase() }),
            ("address is", Empty with { Nep6 = file, Address = Vectors.Keys[1].Address, Passphrase = Passphrase() }),
            ("payload: the member passphrase", Empty with { Nep6 = file }),
        ];
        foreach ((string beginning, ImportWalletRequest request) in wrong)
        {
            await Refused.MemberAsync(beginning, world.Alice.ImportAsync(request));
        }

        Assert.Empty(world.Store.Records);
    }

    [Fact]
    public async Task One_account_of_a_file_is_taken_by_its_address()
    {
        using WalletWorld world = new();
        string file = FileOf(Vectors.Keys[0].Nep2, Vectors.Keys[0].Address, Vectors.Keys[1]);
        WalletDescription wallet = await world.Alice.ImportAsync(
            Empty with { Nep6 = file, Address = Vectors.Keys[1].Address, Passphrase = Passphrase() });
        Assert.Equal(Vectors.Keys[1].Public, wallet.PublicKey);
    }

    [Fact]
    public async Task Secrets_of_a_request_are_cleared_when_they_have_been_read()
    {
        using WalletWorld world = new();
        ImportWalletRequest wif = Empty with { Wif = new SecretText(Vectors.Keys[0].Wif) };
        await world.Alice.ImportAsync(wif);
        Assert.Throws<ObjectDisposedException>(() => wif.Wif.Text.Length);
        ImportWalletRequest refused = Empty with { Nep2 = "x", Passphrase = Passphrase() };
        await Refused.MemberAsync("nep2", world.Alice.ImportAsync(refused));
        Assert.Throws<ObjectDisposedException>(() => refused.Passphrase.Text.Length);

        WalletDescription wallet = await world.Bob.CreateAsync(exportable: true);
        SecretText given = await world.Bob.ExportAsync(
            new ExportWalletRequest { WalletId = wallet.WalletId, Format = KeyFormat.Wif }, answer => answer.Wif!);
        Assert.Throws<ObjectDisposedException>(() => given.Text.Length);
    }

    private static ExportWalletRequest Export(WalletDescription wallet, KeyFormat format) =>
        new() { WalletId = wallet.WalletId, Format = format, Passphrase = Passphrase() };

    private static SecretText Passphrase() => new(Vectors.Passphrase);

    private static string FileOf(string? nep2, string address, params IReadOnlyList<KeyVector> more)
    {
        Nep6Account[] accounts =
        [
            new(address, null, true, false, nep2, null, null),
            .. more.Select(vector => new Nep6Account(vector.Address, null, false, false, vector.Nep2, null, null)),
        ];
        return Encoding.UTF8.GetString(new Nep6Wallet("w", Nep6Wallet.CurrentVersion, Nep6Scrypt.Standard, accounts, null).ToBytes());
    }
}
