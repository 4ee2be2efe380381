using System.Globalization;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Chain.Rpc;

/// <summary>What nodes say in texts.</summary>
internal static class NodeText
{
    private const int MaxException = 1024;

    /// <exception cref="NodeException">It does not hold: the answer is none.</exception>
    internal static void Require(bool holds)
    {
        if (!holds)
        {
            throw new NodeException(NodeFailure.Malformed);
        }
    }

    /// <summary>Whether a script ended well.</summary>
    internal static bool ReadHalted(string state)
    {
        Require(state is "HALT" or "FAULT");
        return state == "HALT";
    }

    /// <summary>An amount of GAS in datoshi, in decimal digits.</summary>
    internal static long ReadFee(string digits)
    {
        Require(long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long fee));
        return fee;
    }

    internal static UInt256 ReadHash(string text)
    {
        Require(UInt256.TryParse(text, out UInt256 hash));
        return hash;
    }

    internal static ChainNotification[] ReadNotifications(IReadOnlyList<NotificationAnswer>? answers) => [.. (answers ?? []).Select(answer =>
    {
        Require(UInt160.TryParse(answer.Contract, out UInt160 contract));
        return new ChainNotification(contract, answer.Eventname, answer.State?.Items ?? []);
    })];

    /// <summary>Not more of a text than somebody wants to read.</summary>
    internal static string? Cut(string? text) => text?.Length > MaxException ? text[..MaxException] : text;
}
