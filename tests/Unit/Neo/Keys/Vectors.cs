using NeoServiceLayer.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Neo.Keys;

/// <summary>Keys whose every form three other implementations agreed on.</summary>
internal static class Vectors
{
    public const string Passphrase = "pwd_123";
    public const string MultiAddress = "NLzJFfW2qvR8RZP7pe7dmReAp2AAutiQzL";

    public static readonly KeyVector[] Keys =
    [
        new(
            "9ab7e154840daca3a2efadaf0df93cd3a5b51768c632f5433f86909d9b994a69",
            "031d8e1630ce640966967bc6d95223d21f44304133003140c3b52004dc981349c9",
            "L2QTooFoDFyRFTxmtiVHt5CfsXfVnexdbENGDkkrrgTTryiLsPMG",
            "NMBfzaEq2c5zodiNbLPoohVENARMbJim1r",
            "0x118ba6f59931a56ec469770f7fc790ece96df00d",
            "6PYUmBuLcbg4zKkcyP45WRCyspUPBmmXhTM5DwvoYFeScaGmhbAMQuSQuQ"),
        new(
            "0000000000000000000000000000000000000000000000000000000000000001",
            "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
            "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn",
            "NVHt5YtAnadMwntAVAJLUy36M2nLYKHUeK",
            "0x7efe7ee0d3e349e085388c351955e5172605de66",
            "6PYQY227hp9rK8AH5bj7gmWJ7Lm2KBsCU82CA8P6qCXijVXjUz3CwTH2SC"),
        new(
            "c7134d6fd8e73d819e82755c64c93788d8db0961929e025a53363c4cc02a6962",
            "035a928f201639204e06b4368b1a93365462a8ebbff0b8818151b74faab3a2b61a",
            "L3tgppXLgdaeqSGSFw1Go3skBiy8vQAM7YMXvTHsKQtE16PBncSU",
            "NMACuhqEaNAeDSQVipcUPYiJ9TVgVyUxGV",
            "0x04decc9e65ace86fb48e8e7ff22b4300a467a90d",
            "6PYLyTFiWejVRKHd4P3Dgjbaz195j9UGFoEDBzzcyNamup7D2h5QX9xdSE"),
    ];

    public static PrivateKey Import(string hex)
    {
        Assert.True(PrivateKey.TryImport(Convert.FromHexString(hex), out var key));
        return key;
    }

    public static PublicKey Public(string hex)
    {
        Assert.True(PublicKey.TryParse(hex, out var key));
        return key;
    }

    public static string WifOf(PrivateKey key)
    {
        Span<char> text = stackalloc char[Wif.Length];
        Wif.Write(key, text);
        return new string(text);
    }
}

/// <summary>One key in all its forms.</summary>
internal sealed record KeyVector(
    string Private, string Public, string Wif, string Address, string ScriptHash, string Nep2);
