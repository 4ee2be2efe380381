using System.Numerics;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Wallet.Policy;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Tests.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets.Policies;

/// <summary>Whatever is allowed moves what was said, by Neo's own machine; what it would do otherwise is denied.</summary>
public sealed class ChangedScriptTests
{
    private const int Scripts = 6000;

    [Fact]
    public void The_vector_with_any_byte_another_is_denied_or_says_what_the_machine_does()
    {
        byte[] vector = TransferVector.Unsigned().Script.ToArray();
        int allowed = 0;
        int moved = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            for (int value = 0; value <= byte.MaxValue; value++)
            {
                byte[] script = [.. vector];
                script[i] = (byte)value;
                PolicyDecision decision = SamplePolicy.Judge(SamplePolicy.Vector, script);
                if (decision.Violations.Count == 0 && value != vector[i])
                {
                    allowed++;
                    moved += Compare(decision, script);
                }
            }
        }

        // Smaller amounts, other call flags, and another instruction in the place of the last, which asserts; and any other account as the
        // one that pays, which moves nothing of the wallet's.
        Assert.InRange(allowed, 5000, 6000);
        Assert.InRange(moved, 400, 600);
    }

    [Fact]
    public void The_vector_with_a_byte_more_or_less_is_denied_or_says_what_the_machine_does()
    {
        byte[] vector = TransferVector.Unsigned().Script.ToArray();
        int allowed = 0;
        for (int i = 0; i <= vector.Length; i++)
        {
            byte[][] others = [.. Enumerable.Range(0, 256).Select(value => (byte[])[.. vector[..i], (byte)value, .. vector[i..]])];
            foreach (byte[] script in i < vector.Length ? [.. others, [.. vector[..i], .. vector[(i + 1)..]]] : others)
            {
                PolicyDecision decision = SamplePolicy.Judge(SamplePolicy.Vector, script);
                if (decision.Violations.Count == 0)
                {
                    allowed++;
                    Compare(decision, script);
                }
            }
        }

        Assert.InRange(allowed, 50, 1500);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_script_of_any_pieces_that_is_allowed_moves_what_was_said(int seed)
    {
        Random random = new(seed);
        WalletPolicy policy = SamplePolicy.Vector with
        {
            Assets =
            [
                SamplePolicy.Free(NativeContracts.Gas) with { Recipients = [TransferVector.ReceiverAddress], AllowData = true },
                SamplePolicy.Free(NativeContracts.Neo), SamplePolicy.Free(SamplePolicy.Token) with { AllowData = true },
            ],
            Contracts = [new ContractRule { Contract = SamplePolicy.Router.ToString(), Methods = ["swap"] }],
        };
        int moved = 0;
        int denied = 0;
        for (int i = 0; i < Scripts; i++)
        {
            byte[] script = PolicyScript.Next(random);
            PolicyDecision decision = SamplePolicy.Judge(policy, script);
            if (decision.Violations.Count == 0)
            {
                moved += Compare(decision, script);
            }
            else
            {
                denied++;
            }
        }

        Assert.InRange(moved, Scripts / 20, Scripts);
        Assert.InRange(denied, Scripts / 20, Scripts);
    }

    /// <summary>Runs a script that is allowed; gives 1 if it ended well and moved something.</summary>
    private static int Compare(PolicyDecision decision, byte[] script)
    {
        MachineMoves moves = MachineMoves.Of(script);
        if (!moves.Halted)
        {
            return 0;
        }

        string hex = Convert.ToHexStringLower(script);
        Dictionary<UInt160, BigInteger> said = decision.Sends.ToDictionary(pair => pair.Key, pair => pair.Value);
        Assert.True(moves.From(SamplePolicy.Account).OrderBy(pair => pair.Key).SequenceEqual(said.OrderBy(pair => pair.Key)), hex);
        Assert.All(
            moves.TransfersFrom(SamplePolicy.Account).Where(transfer => transfer.Asset == NativeContracts.Gas),
            transfer => Assert.True(transfer.To == SamplePolicy.Receiver, hex));
        return said.Count > 0 ? 1 : 0;
    }
}
