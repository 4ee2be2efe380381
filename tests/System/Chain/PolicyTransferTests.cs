using System.Globalization;
using System.Numerics;
using System.Text.Json;
using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Tests.Gateway;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>What a policy says that transactions move, beside what a real chain then shows moved.</summary>
[Collection(typeof(OnChain))]
public sealed class PolicyTransferTests(PrivateChain chain)
{
    private const int Scripts = 80;
    private const int Gas = 200;
    private const int Neo = 100;
    private const int Supply = 1_000_000;
    private const long SystemFee = 1_00000000;
    private const long NetworkFee = 10000000;

    private static readonly UInt160 Receiver = new("one whom policies nam"u8[..UInt160.Length]);
    private static readonly UInt160 Stranger = new("one whom no policy na"u8[..UInt160.Length]);

    [Fact]
    public async Task What_is_allowed_moves_what_was_said_and_what_is_denied_is_not_signed()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        using StampedAccount owner = await StampedAccount.RegisterAsync(system, "owner");
        WalletDescription wallet = await owner.CallAsync(system, WalletOperations.CreateWallet, new CreateWalletRequest { Name = "by policy" });
        Assert.True(UInt160.TryParse(wallet.ScriptHash, out UInt160 account));
        await chain.FundAsync(wallet.Address, Gas);
        await FundWithNeoAsync(wallet.Address);
        UInt160 token = await DeployedToken.DeployAsync(chain, account, Supply);
        await owner.CallAsync(system, WalletOperations.SetPolicy, new SetPolicyRequest { WalletId = wallet.WalletId, Policy = Policy(chain.NetworkText, token) });

        Random random = new(20261129);
        uint height = (await chain.Rpc.CallAsync("getblockcount")).GetUInt32();
        List<(string Hash, bool Sure, Dictionary<UInt160, BigInteger> Said)> sent = [];
        for (uint i = 0; i < Scripts; i++)
        {
            (byte[] script, bool sure) = NextScript(random, account, token);
            SimulatePolicyRequest request = new()
            {
                WalletId = wallet.WalletId,
                Network = chain.NetworkText,
                Transaction = Convert.ToBase64String(Of(account, script, i, height + 100).ToUnsignedBytes()),
            };
            SimulatePolicyResponse said = await owner.CallAsync(system, WalletOperations.SimulatePolicy, request);
            if (await SignAsync(system, owner, request, said) is { } transaction)
            {
                sent.Add((await chain.SendAsync(transaction), sure, said.Spent.ToDictionary(AssetOf, spend => Number(spend.Adds!))));
            }
        }

        Assert.InRange(sent.Count, Scripts / 3, Scripts - 5);
        Dictionary<UInt160, BigInteger> change = await MovedAsync(sent, account, token);
        Assert.InRange(change[token], -Supply, -1);
        Assert.Equal(Supply + change[token], await BalanceAsync(token, account));
        Assert.Equal((BigInteger)Neo + change[NativeContracts.Neo], await BalanceAsync(NativeContracts.Neo, account));
        Assert.Equal(
            ((BigInteger)Gas * 1_00000000) + change[NativeContracts.Gas] - (sent.Count * (SystemFee + NetworkFee)),
            await BalanceAsync(NativeContracts.Gas, account));
    }

    private static WalletPolicy Policy(string network, UInt160 token)
    {
        AssetRule gas = new() { Asset = "GAS", MaxPerTransaction = "1000000000000000000", MaxPerDay = "1000000000000000000", Recipients = [Receiver.ToString()] };
        return new WalletPolicy
        {
            Networks = [network],
            Assets = [gas, gas with { Asset = "NEO", Recipients = null }, gas with { Asset = token.ToString() }],
            Fees = new FeeRule { MaxSystemFee = $"{SystemFee}", MaxNetworkFee = $"{NetworkFee}", MaxPerDay = $"{120 * (SystemFee + NetworkFee)}" },
        };
    }

    /// <summary>Signs where the simulation says so; null, and refused by the policy, where it does not.</summary>
    private static async Task<byte[]?> SignAsync(LocalSystem system, StampedAccount owner, SimulatePolicyRequest request, SimulatePolicyResponse said)
    {
        (string? answer, NslRefusedException? refusal) = await owner.AskAsync(system, WalletOperations.SignTransaction, new SignTransactionRequest
        {
            WalletId = request.WalletId,
            Network = request.Network,
            Transaction = request.Transaction,
        });
        Assert.Equal(said.Allowed, refusal is null);
        Assert.Equal(said.Allowed, said.Violations.Count == 0);
        if (refusal is not null)
        {
            Assert.Equal("policyDenied", refusal.ErrorCode);
            return null;
        }

        return JsonElement.Parse(answer!).GetProperty("transaction").GetBytesFromBase64();
    }

    /// <summary>A script of some pieces. Sure: it asks for nothing that the account has not, so that all of it happens.</summary>
    private static (byte[] Script, bool Sure) NextScript(Random random, UInt160 account, UInt160 token)
    {
        ScriptBuilder script = new();
        bool sure = true;
        int pieces = random.Next(1, 4);
        for (int i = 0; i < pieces; i++)
        {
            switch (random.Next(22))
            {
                case 0:
                    script.Transfer(NativeContracts.Gas, account, Stranger, 1);
                    break;
                case 1:
                    script.Emit(OpCode.JMP, 2).Transfer(NativeContracts.Gas, account, Receiver, 2);
                    break;
                case 2:
                    Unasserted(script, NativeContracts.Gas, account, BigInteger.Pow(10, 15), random);
                    sure = false;
                    break;
                case 3:
                    script.Transfer(NativeContracts.Neo, account, Receiver, 1000);
                    sure = false;
                    break;
                case 4:
                    script.Push("nothing comes of this").Emit(OpCode.DROP).Emit(OpCode.NOP);
                    break;
                case 5 or 6 or 7:
                    script.Transfer(NativeContracts.Neo, account, random.Next(2) == 0 ? Receiver : Stranger, random.Next(3));
                    break;
                case 8 or 9:
                    Unasserted(script, NativeContracts.Gas, account, random.Next(1_000_000), random);
                    break;
                case 10:
                    script.Transfer(token, account, Stranger, 1);
                    break;
                case 11:
                    Unasserted(script, token, account, Supply + 1, random);
                    sure = false;
                    break;
                case 12 or 13 or 14 or 15:
                    script.Transfer(token, account, Receiver, random.Next(1000));
                    break;
                default:
                    script.Transfer(NativeContracts.Gas, account, Receiver, random.Next(1_000_000));
                    break;
            }
        }

        // What stands behind the end is never run.
        return (random.Next(6) == 0 ? script.Emit(OpCode.RET).Transfer(NativeContracts.Gas, account, Stranger, 1000).ToArray() : script.ToArray(), sure);
    }

    private static void Unasserted(ScriptBuilder script, UInt160 asset, UInt160 from, BigInteger amount, Random random)
    {
        script.Emit(OpCode.PUSHNULL).Push(amount).Push(Receiver).Push(from).Push(4).Emit(OpCode.PACK).Call(asset, "transfer", CallFlags.All);
        if (random.Next(2) == 0)
        {
            script.Emit(OpCode.DROP);
        }
    }

    private static Transaction Of(UInt160 account, byte[] script, uint nonce, uint validUntilBlock) => new()
    {
        Nonce = nonce,
        SystemFee = SystemFee,
        NetworkFee = NetworkFee,
        ValidUntilBlock = validUntilBlock,
        Signers = [new Signer { Account = account, Scopes = WitnessScopes.CalledByEntry }],
        Script = script,
    };

    /// <summary>Holds what each transaction moved by the chain's own log against what was said; gives the account's change by all of them.</summary>
    private async Task<Dictionary<UInt160, BigInteger>> MovedAsync(
        IEnumerable<(string Hash, bool Sure, Dictionary<UInt160, BigInteger> Said)> sent, UInt160 account, UInt160 token)
    {
        Dictionary<UInt160, BigInteger> change = new() { [NativeContracts.Gas] = 0, [NativeContracts.Neo] = 0, [token] = 0 };
        int moving = 0;
        foreach ((string hash, bool sure, Dictionary<UInt160, BigInteger> said) in sent)
        {
            bool halted = await chain.StateInBlockAsync(hash) == "HALT";
            Assert.True(halted || !sure, hash);
            Dictionary<UInt160, BigInteger> moved = said.Keys.ToDictionary(asset => asset, _ => BigInteger.Zero);
            foreach ((UInt160 asset, UInt160? from, UInt160? to, BigInteger amount) in halted ? await TransfersAsync(hash) : [])
            {
                moved[asset] += from == account ? amount : 0;
                change[asset] += (to == account ? amount : 0) - (from == account ? amount : 0);
            }

            Assert.All(said, pair => Assert.True(sure ? moved[pair.Key] == pair.Value : moved[pair.Key] <= pair.Value, hash));
            moving += moved.Values.Any(amount => !amount.IsZero) ? 1 : 0;
        }

        Assert.InRange(moving, Scripts / 4, Scripts);
        return change;
    }

    private async Task<IEnumerable<(UInt160 Asset, UInt160? From, UInt160? To, BigInteger Amount)>> TransfersAsync(string hash)
    {
        JsonElement log = await chain.Rpc.CallAsync("getapplicationlog", hash);
        JsonElement execution = Assert.Single(log.GetProperty("executions").EnumerateArray());
        return execution.GetProperty("notifications").EnumerateArray()
            .Where(each => each.GetProperty("eventname").GetString() == "Transfer")
            .Select(each =>
            {
                Assert.True(UInt160.TryParse(each.GetProperty("contract").GetString(), out UInt160 asset));
                JsonElement[] values = [.. each.GetProperty("state").GetProperty("value").EnumerateArray()];
                return (asset, AccountIn(values[0]), AccountIn(values[1]), Number(values[2].GetProperty("value").GetString()!));
            });
    }

    private async Task<BigInteger> BalanceAsync(UInt160 asset, UInt160 account)
    {
        JsonElement answer = await chain.Rpc.CallAsync(
            "invokefunction", asset.ToString(), "balanceOf", new[] { new { type = "Hash160", value = account.ToString() } });
        return Number(answer.GetProperty("stack")[0].GetProperty("value").GetString()!);
    }

    private async Task FundWithNeoAsync(string address)
    {
        string said = await NeoExpress.RunAsync(
            chain.Folder, "transfer", "--input", Path.Combine(chain.Folder, "chain.neo-express"), $"{Neo}", "NEO", "genesis", address);
        Assert.Equal("HALT", await chain.StateInBlockAsync(said.Split(' ').Single(word => word.StartsWith("0x", StringComparison.Ordinal))));
    }

    private static UInt160? AccountIn(JsonElement value) =>
        value.GetProperty("type").GetString() == "ByteString" ? new UInt160(value.GetProperty("value").GetBytesFromBase64()) : null;

    private static UInt160 AssetOf(PolicySpend spend) =>
        UInt160.TryParse(spend.Asset, out UInt160 asset) ? asset : throw new FormatException(spend.Asset);

    private static BigInteger Number(string text) => BigInteger.Parse(text, CultureInfo.InvariantCulture);
}
