using System.Globalization;
using System.Numerics;
using System.Text;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.Policy;

/// <summary>The texts in a policy; a refusal names where it stands and what it takes.</summary>
internal static class PolicyText
{
    /// <summary>The largest integer of a token: what the machine's 32 bytes hold.</summary>
    internal static readonly BigInteger MaxAmount = BigInteger.Pow(2, 255) - 1;

    private const int MaxDigits = 77;
    private const int ThumbprintLength = 43;

    /// <summary>Reads an amount, 0 to <paramref name="most"/>.</summary>
    internal static BigInteger Amount(string text, BigInteger most, string member) =>
        text.Length <= MaxDigits && BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger amount) && amount <= most
            ? amount
            : throw new RequestException($"{member} is an amount in the smallest unit: decimal digits, at most {most}.");

    /// <summary>Reads an account: an address or a script hash. An element of a JSON array may be null, whatever the type says.</summary>
    internal static UInt160 Account(string? text, string member) =>
        Address.TryParse(text, out UInt160 account) || UInt160.TryParse(text, out account)
            ? account
            : throw new RequestException($"{member} is a Neo N3 address, or a script hash: 0x and 40 hexadecimal digits.");

    /// <summary>Reads a contract: its hash, or a native one's name.</summary>
    internal static UInt160 Contract(string? text, string member)
    {
        if (UInt160.TryParse(text, out UInt160 contract))
        {
            return contract;
        }

        foreach ((UInt160 hash, string name) in NativeContracts.All)
        {
            if (name == text)
            {
                return hash;
            }
        }

        throw new RequestException($"{member} is a contract's hash, 0x and 40 hexadecimal digits, or a native contract's name.");
    }

    /// <summary>Reads a token.</summary>
    internal static UInt160 Asset(string? text, string member) => text switch
    {
        "GAS" => NativeContracts.Gas,
        "NEO" => NativeContracts.Neo,
        _ => UInt160.TryParse(text, out UInt160 asset)
            ? asset
            : throw new RequestException($"{member} is GAS, NEO, or a token's contract: 0x and 40 hexadecimal digits."),
    };

    /// <summary>Reads a network.</summary>
    internal static uint Network(string? text, string member) =>
        RequestBytes.ReadNetwork(text, member) ?? throw new RequestException($"{member} is null.");

    /// <summary>Reads a method's name.</summary>
    internal static string Method(string? text, string member) =>
        text is { Length: > 0 and <= PolicyLimits.MaxMethodBytes } && text[0] != '_' && Encoding.UTF8.GetByteCount(text) <= PolicyLimits.MaxMethodBytes
            ? text
            : throw new RequestException($"{member} is a method's name of 1 to {PolicyLimits.MaxMethodBytes} bytes that does not begin with an underscore.");

    /// <summary>Reads a time of the day as minutes.</summary>
    internal static int Minute(string text, string member)
    {
        if (text.Length == 5 && text[2] == ':'
            && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int hour)
            && int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out int minute)
            && minute < 60 && (hour < 24 || (hour == 24 && minute == 0)))
        {
            return (hour * 60) + minute;
        }

        throw new RequestException($"{member} is a time in UTC, 00:00 to 24:00.");
    }

    /// <summary>Checks who approves.</summary>
    /// <param name="approval">Who.</param>
    /// <param name="mayHaveAbove">Whether it is one of an asset.</param>
    /// <param name="member">Where it stands.</param>
    internal static PolicyApproval? Approval(PolicyApproval? approval, bool mayHaveAbove, string member)
    {
        if (approval is null)
        {
            return null;
        }

        if (approval.Above is not null && !mayHaveAbove)
        {
            throw new RequestException($"{member}.above stands with assets only.");
        }

        IReadOnlySet<string> keys = Set(approval.KeyIds, 1, PolicyLimits.MaxApprovers, $"{member}.keyIds", KeyId);
        return approval.Approvals >= 1 && approval.Approvals <= keys.Count
            ? approval
            : throw new RequestException($"{member}.approvals is 1 to the number of keyIds.");
    }

    /// <summary>Reads a list of different things.</summary>
    internal static IReadOnlySet<T> Set<TElement, T>(
        IReadOnlyList<TElement> list, int least, int most, string member, Func<TElement, string, T> read)
    {
        if (list.Count < least || list.Count > most)
        {
            throw new RequestException($"{member} are {least} to {most}, not {list.Count}.");
        }

        HashSet<T> set = [];
        for (int i = 0; i < list.Count; i++)
        {
            if (!set.Add(read(list[i], $"{member}[{i}]")))
            {
                throw new RequestException($"{member}[{i}] stands there twice.");
            }
        }

        return set;
    }

    private static string KeyId(string? text, string member) =>
        text is { Length: ThumbprintLength }
            ? text
            : throw new RequestException($"{member} is the id of a key of this account, as account.listKeys gives it.");
}
