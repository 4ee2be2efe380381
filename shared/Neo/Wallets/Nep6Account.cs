using System.Text.Json;
using NeoServiceLayer.Neo.Hashing;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Neo.Wallets;

/// <summary>An account in a wallet file.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Label">The owner's name for it, or null.</param>
/// <param name="IsDefault">Whether change and claims go here.</param>
/// <param name="Lock">Whether the owner forbade spending from it.</param>
/// <param name="Key">The private key as NEP-2, or null where the account is only watched.</param>
/// <param name="Contract">How it verifies, or null where that is not known.</param>
/// <param name="Extra">Whatever a wallet program keeps here, or null; kept as it is.</param>
public sealed record Nep6Account(
    string Address, string? Label, bool IsDefault, bool Lock, string? Key, Nep6Contract? Contract, JsonElement? Extra)
{
    /// <summary>The account of a key, with the key under a passphrase.</summary>
    /// <exception cref="FormatException">The passphrase holds something else than ASCII.</exception>
    public static Nep6Account Of(PrivateKey key, ReadOnlySpan<char> passphrase, string? label = null, bool isDefault = false)
    {
        var script = VerificationScript.Single(key.PublicKey);
        return new Nep6Account(
            Keys.Address.ToAddress(Hash.Hash160(script)), label, isDefault, Lock: false, Nep2.Encrypt(key, passphrase),
            new Nep6Contract(script, [new Nep6Parameter("signature", "Signature")], Deployed: false), Extra: null);
    }

    internal void Check()
    {
        if (!Keys.Address.TryParse(Address, out var hash))
        {
            throw new FormatException("An account's address is none.");
        }

        if (Key is not null && !Nep2.IsWellFormed(Key))
        {
            throw new FormatException("An account's key is not NEP-2.");
        }

        if (Contract is not null)
        {
            Contract.Check(hash);
        }
    }
}

/// <summary>How an account verifies.</summary>
/// <param name="Script">The verification script (base64 in the file), or null or empty where the contract is
/// deployed.</param>
/// <param name="Parameters">What the script takes.</param>
/// <param name="Deployed">Whether the contract stands on the chain.</param>
public sealed record Nep6Contract(byte[]? Script, IReadOnlyList<Nep6Parameter> Parameters, bool Deployed)
{
    internal void Check(UInt160 account)
    {
        // A script that is not the address's own would sign for someone else's account.
        if (!Deployed && Script is { Length: > 0 } && Hash.Hash160(Script) != account)
        {
            throw new FormatException("An account's script is not the one of its address.");
        }

        if (Parameters.Any(parameter => parameter is null))
        {
            throw new FormatException("A parameter is an object.");
        }
    }
}

/// <summary>A parameter of a verification script.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as Neo names types: "Signature" in what keys sign.</param>
public sealed record Nep6Parameter(string Name, string Type);
