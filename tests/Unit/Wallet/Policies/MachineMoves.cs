using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Tests.Neo.Reference;

namespace NeoServiceLayer.Tests.Wallets.Policies;

/// <summary>What Neo's own machine called when it ran a script, read as a token would read it: a number may be bytes there.</summary>
internal sealed partial class MachineMoves
{
    private MachineMoves(bool halted, IReadOnlyList<string> calls) => (Halted, Calls) = (halted, calls);

    /// <summary>Whether it ended well; otherwise nothing has happened.</summary>
    internal bool Halted { get; }

    /// <summary>The calls as the machine notes them.</summary>
    internal IReadOnlyList<string> Calls { get; }

    internal static MachineMoves Of(byte[] script)
    {
        Machine machine = new();
        return new MachineMoves(machine.Run(script), machine.Calls);
    }

    /// <summary>What leaves an account, by token, where every transfer succeeds.</summary>
    internal Dictionary<UInt160, BigInteger> From(UInt160 account)
    {
        Dictionary<UInt160, BigInteger> moved = [];
        foreach ((UInt160 asset, UInt160 _, BigInteger amount) in TransfersFrom(account))
        {
            moved[asset] = moved.GetValueOrDefault(asset) + amount;
        }

        return moved;
    }

    internal IEnumerable<(UInt160 Asset, UInt160 To, BigInteger Amount)> TransfersFrom(UInt160 account)
    {
        foreach (Match call in Calls.Select(call => TransferForm().Match(call)).Where(match => match.Success))
        {
            if (new UInt160(Convert.FromHexString(call.Groups["from"].Value)) == account)
            {
                yield return (new UInt160(Convert.FromHexString(call.Groups["asset"].Value)),
                    new UInt160(Convert.FromHexString(call.Groups["to"].Value)), Number(call.Groups["amount"].Value));
            }
        }
    }

    private static BigInteger Number(string text) => text.StartsWith('\'')
        ? new BigInteger(Convert.FromHexString(text.Trim('\'')))
        : BigInteger.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<asset>[0-9a-f]{40})\.transfer/\d+\['(?<from>[0-9a-f]{40})','(?<to>[0-9a-f]{40})',(?<amount>'[0-9a-f]*'|-?\d+),.*\]$")]
    private static partial Regex TransferForm();
}
