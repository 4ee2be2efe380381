using System.Text;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Messages;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Neo.Contexts;
using NeoServiceLayer.Tests.Neo.Keys;
using NeoServiceLayer.Tests.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets.Policies;

/// <summary>What wallets sign once they have a policy, and what they count.</summary>
public sealed class SignByPolicyTests
{
    private static readonly string ApproverKey = new('a', 43);

    [Fact]
    public async Task A_wallet_without_a_policy_signs_nothing_and_says_what_to_do()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.ImportAsync(Vectors.Keys[0], blind: false);
        string message = await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignTransactionAsync(Vector(wallet)));
        Assert.Contains("wallet.setPolicy", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_policy_allows_is_signed_until_the_day_s_limit_is_reached()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.ImportAsync(Vectors.Keys[0], blind: false);
        await world.Alice.SetPolicyAsync(wallet.WalletId, SamplePolicy.Vector);
        for (int i = 1; i <= 2; i++)
        {
            SignTransactionResponse signed = await world.Alice.SignTransactionAsync(Vector(wallet));
            Transaction transaction = Transaction.Parse(Convert.FromBase64String(signed.Transaction!));
            Assert.Equal(WitnessFinding.Valid, WitnessCheck.Of(transaction, 0, NetworkMagic.MainNet));
            GetPolicyResponse policy = await world.Alice.GetPolicyAsync(wallet.WalletId);
            Assert.Equal($"{i * TransferVector.Amount}", Assert.Single(policy.Spent).Spent);
            Assert.Equal($"{i * 11210300}", policy.Fees!.Spent);
        }

        string denied = await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignTransactionAsync(Vector(wallet)));
        Assert.Contains("2469135780", denied, StringComparison.Ordinal);
        Assert.Contains("1 more", denied, StringComparison.Ordinal);
        GetPolicyResponse full = await world.Alice.GetPolicyAsync(wallet.WalletId);
        Assert.Equal(("2469135780", "0"), (full.Spent[0].Spent, full.Spent[0].Left));

        // A policy that is set anew does not begin a new day; a day that has gone does.
        await world.Alice.SetPolicyAsync(wallet.WalletId, SamplePolicy.Vector);
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignTransactionAsync(Vector(wallet)));
        world.Now = world.Now.AddHours(25);
        await world.Alice.SignTransactionAsync(Vector(wallet));
    }

    [Fact]
    public async Task A_refusal_counts_nothing_and_a_simulation_does_not_either()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.ImportAsync(Vectors.Keys[0], blind: false);
        await world.Alice.SetPolicyAsync(wallet.WalletId, SamplePolicy.Vector);
        Transaction theft = SamplePolicy.With(TransferVector.Unsigned(), script: new ScriptBuilder().Transfer(1).Transfer(1, SamplePolicy.Token).ToArray());
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignTransactionAsync(Of(wallet, theft)));
        IReadOnlyDictionary<string, byte[]> before = new Dictionary<string, byte[]>(world.Store.Records);
        SimulatePolicyResponse good = await world.Alice.SimulateAsync(Simulated(wallet, TransferVector.Unsigned()));
        Assert.True(good.Allowed);
        Assert.Equal((1, "0", $"{TransferVector.Amount}", "11210300"), (good.Version, good.Spent[0].Spent, good.Spent[0].Adds, good.Fees!.Adds));
        Assert.Equal(TransferVector.ReceiverAddress, Assert.Single(good.Transfers).To);
        SimulatePolicyResponse bad = await world.Alice.SimulateAsync(Simulated(wallet, theft));
        Assert.False(bad.Allowed);
        Assert.Equal(("recipientDenied", "assets[0].recipients"), (bad.Violations[0].Code, Assert.Single(bad.Violations).Rule));
        Assert.Equal(before, world.Store.Records);
    }

    [Fact]
    public async Task Approvals_are_asked_for_when_nothing_else_forbids_and_nothing_is_counted_before()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.ImportAsync(Vectors.Keys[0], blind: false);
        await world.Alice.AddKeyAsync(ApproverKey);
        PolicyApproval one = new() { Approvals = 1, KeyIds = [ApproverKey], Above = "5" };
        await world.Alice.SetPolicyAsync(wallet.WalletId, SamplePolicy.Vector with { Assets = [SamplePolicy.Gas with { Approval = one }] });
        await Refused.AsAsync(ErrorCode.ApprovalRequired, world.Alice.SignTransactionAsync(Vector(wallet)));
        Assert.Equal("0", (await world.Alice.GetPolicyAsync(wallet.WalletId)).Spent[0].Spent);
        SimulatePolicyResponse simulated = await world.Alice.SimulateAsync(Simulated(wallet, TransferVector.Unsigned()));
        Assert.True(simulated.Allowed);
        Assert.Equal((1, ApproverKey), (Assert.Single(simulated.Approvals).Approvals, simulated.Approvals[0].KeyIds[0]));
        Transaction small = SamplePolicy.With(TransferVector.Unsigned(), script: new ScriptBuilder().Transfer(5).ToArray());
        await world.Alice.SignTransactionAsync(Of(wallet, small));
        Transaction theft = SamplePolicy.With(TransferVector.Unsigned(), script: new ScriptBuilder().Transfer(6, SamplePolicy.Token).ToArray());
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignTransactionAsync(Of(wallet, theft)));
    }

    [Fact]
    public async Task Blind_signing_needs_the_wallet_s_word_and_the_policy_s()
    {
        using WalletWorld world = new();
        WalletDescription careful = await world.Alice.ImportAsync(Vectors.Keys[0], blind: false);
        WalletPolicy blind = SamplePolicy.Vector with { BlindSigning = true };
        await Refused.MemberAsync("policy.blindSigning", world.Alice.SetPolicyAsync(careful.WalletId, blind));
        await world.Alice.DeleteAsync(careful.WalletId, careful.Address);

        WalletDescription wallet = await world.Alice.ImportAsync(Vectors.Keys[0]);
        byte[] odd = new ScriptBuilder().Transfer(1).Emit(OpCode.JMP, 2).ToArray();
        Transaction unknown = SamplePolicy.With(TransferVector.Unsigned(), script: odd);
        await world.Alice.SignTransactionAsync(Of(wallet, unknown));
        await world.Alice.SetPolicyAsync(wallet.WalletId, SamplePolicy.Vector);
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignTransactionAsync(Of(wallet, unknown)));
        await world.Alice.SetPolicyAsync(wallet.WalletId, blind);
        await world.Alice.SignTransactionAsync(Of(wallet, unknown));

        // All else holds: what is seen of the script, its fees, the network.
        Assert.Equal("1", (await world.Alice.GetPolicyAsync(wallet.WalletId)).Spent[0].Spent);
        byte[] seen = new ScriptBuilder().Transfer(1, SamplePolicy.Token).Emit(OpCode.JMP, 2).ToArray();
        foreach (SignTransactionRequest request in new[]
        {
            Of(wallet, SamplePolicy.With(unknown, systemFee: 9977781)), Of(wallet, SamplePolicy.With(unknown, script: seen)),
            Of(wallet, unknown) with { Network = "testnet" },
        })
        {
            await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignTransactionAsync(request));
        }
    }

    [Fact]
    public async Task A_signature_that_would_stand_for_another_wallet_asks_that_one_s_policy_too()
    {
        using WalletWorld world = new();
        WalletDescription single = await world.Alice.ImportAsync(Vectors.Keys[0], blind: false);
        WalletDescription several = await world.Alice.CreateAsync(new CreateWalletRequest
        {
            Name = "one of two",
            Kind = WalletKind.Multisig,
            Multisig = new MultisigKeys { M = 1, PublicKeys = [Vectors.Keys[0].Public, Vectors.Keys[1].Public] },
        });
        await world.Alice.SetPolicyAsync(single.WalletId, SamplePolicy.Vector with { MemberOf = [several.Address] });
        Assert.True(Address.TryParse(several.Address, out UInt160 account));

        // The single wallet's policy sees nothing of its own move; the key's signature would move the other's all.
        Transaction theft = SamplePolicy.With(
            TransferVector.Unsigned(), script: new ScriptBuilder().Transfer(NativeContracts.Gas, account, SamplePolicy.Token, 1_000_000).ToArray(),
            signers: [.. TransferVector.Unsigned().Signers, new Signer { Account = account, Scopes = WitnessScopes.CalledByEntry }]);
        Assert.Contains("no policy", await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignTransactionAsync(Of(single, theft))), StringComparison.Ordinal);
        await world.Alice.SetPolicyAsync(several.WalletId, SamplePolicy.Vector);
        string denied = await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignTransactionAsync(Of(single, theft)));
        Assert.Contains("no recipient", denied, StringComparison.Ordinal);
        SimulatePolicyResponse simulated = await world.Alice.SimulateAsync(Simulated(single, theft));
        Assert.Contains(several.WalletId, Assert.Single(simulated.Violations).Message, StringComparison.Ordinal);
        Assert.Equal("0", (await world.Alice.GetPolicyAsync(single.WalletId)).Fees!.Spent);
        await world.Alice.FreezeAsync(several.WalletId);
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.SignTransactionAsync(Of(single, theft)));

        // With a stranger's account beside it the signature stands for itself alone.
        Transaction beside = SamplePolicy.With(
            TransferVector.Unsigned(), signers: [.. TransferVector.Unsigned().Signers, new Signer { Account = SamplePolicy.Token, Scopes = WitnessScopes.None }]);
        Assert.True((await world.Alice.SignTransactionAsync(Of(single, beside))).Complete);
    }

    [Fact]
    public async Task A_multisig_wallet_s_policy_decides_and_its_keys_wallets_say_whether_they_lend_themselves()
    {
        using WalletWorld world = new();
        AccountContract contract = AccountContract.Multi(1, Vectors.Public(Vectors.Keys[0].Public));
        WalletDescription member = await world.Alice.ImportAsync(Vectors.Keys[0], blind: false);
        WalletDescription several = await world.Alice.CreateAsync(new CreateWalletRequest
        {
            Name = "one of one",
            Kind = WalletKind.Multisig,
            Multisig = new MultisigKeys { M = 1, PublicKeys = [Vectors.Keys[0].Public] },
        });
        Transaction transfer = SamplePolicy.With(
            TransferVector.Unsigned(), script: new ScriptBuilder().Transfer(NativeContracts.Gas, contract.ScriptHash, SamplePolicy.Receiver, 7).ToArray(),
            signers: [new Signer { Account = contract.ScriptHash, Scopes = WitnessScopes.CalledByEntry }]);
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignTransactionAsync(Of(several, transfer)));
        await world.Alice.SetPolicyAsync(several.WalletId, SamplePolicy.Vector);
        Assert.Contains("memberOf", await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignTransactionAsync(Of(several, transfer))), StringComparison.Ordinal);
        await world.Alice.SetPolicyAsync(member.WalletId, SamplePolicy.Vector);
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignTransactionAsync(Of(several, transfer)));
        Assert.Equal("0", (await world.Alice.GetPolicyAsync(several.WalletId)).Spent[0].Spent);
        await world.Alice.SetPolicyAsync(member.WalletId, SamplePolicy.Vector with { MemberOf = [several.Address] });
        Assert.True((await world.Alice.SignTransactionAsync(Of(several, transfer))).Complete);
        Assert.Equal("7", (await world.Alice.GetPolicyAsync(several.WalletId)).Spent[0].Spent);
        Assert.Equal("0", (await world.Alice.GetPolicyAsync(member.WalletId)).Spent[0].Spent);
    }

    [Fact]
    public async Task Data_are_signed_in_the_formats_that_the_policy_names_when_it_signs_at_all()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.ImportAsync(Vectors.Keys[0]);
        byte[] signIn = new Nep20Message(NetworkMagic.MainNet, 7, (uint)world.Now.ToUnixTimeSeconds(), SamplePolicy.Account).ToBytes();
        SignDataRequest[] requests =
        [
            Data(wallet, DataFormat.Raw, "x"u8.ToArray()), Data(wallet, DataFormat.LegacyMessage, "x"u8.ToArray()), Data(wallet, DataFormat.Nep20, signIn),
        ];
        foreach (DataFormat[] named in new DataFormat[][] { [], [DataFormat.Raw], [DataFormat.LegacyMessage], [DataFormat.Nep20], Enum.GetValues<DataFormat>() })
        {
            await world.Alice.SetPolicyAsync(wallet.WalletId, SamplePolicy.Vector with { SignData = named });
            foreach (SignDataRequest request in requests)
            {
                if (named.Contains(request.Format))
                {
                    await world.Alice.SignDataAsync(request);
                }
                else
                {
                    await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignDataAsync(request));
                }
            }
        }

        // 36 raw bytes are never signed, whatever a policy names.
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignDataAsync(
            Data(wallet, DataFormat.Raw, TransferVector.Unsigned().SignedData(NetworkMagic.MainNet))));
        DateTime utc = world.Now.UtcDateTime;
        PolicyWindow earlier = new() { From = "00:00", To = $"{utc:HH:mm}" };
        await world.Alice.SetPolicyAsync(wallet.WalletId, SamplePolicy.Vector with { SignData = [DataFormat.LegacyMessage], Windows = [earlier] });
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.Alice.SignDataAsync(requests[1]));
    }

    [Fact]
    public async Task A_wallet_that_is_deleted_leaves_no_policy_and_no_counter()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.ImportAsync(Vectors.Keys[0], blind: false);
        await world.Alice.SetPolicyAsync(wallet.WalletId, SamplePolicy.Vector);
        await world.Alice.SignTransactionAsync(Vector(wallet));
        Assert.Equal(2, world.Store.Records.Keys.Count(IsOfPolicy));
        await world.Alice.DeleteAsync(wallet.WalletId, wallet.Address);
        Assert.DoesNotContain(world.Store.Records.Keys, IsOfPolicy);
    }

    private static bool IsOfPolicy(string record) =>
        record.Contains("wallet-policy", StringComparison.Ordinal) || record.Contains("wallet-spend", StringComparison.Ordinal);

    private static SignTransactionRequest Vector(WalletDescription wallet) => Of(wallet, TransferVector.Unsigned());

    private static SignTransactionRequest Of(WalletDescription wallet, Transaction transaction) => new()
    {
        WalletId = wallet.WalletId,
        Transaction = Convert.ToBase64String(transaction.ToUnsignedBytes()),
        Network = "mainnet",
    };

    private static SimulatePolicyRequest Simulated(WalletDescription wallet, Transaction transaction) => new()
    {
        WalletId = wallet.WalletId,
        Transaction = Convert.ToBase64String(transaction.ToUnsignedBytes()),
        Network = "mainnet",
    };

    private static SignDataRequest Data(WalletDescription wallet, DataFormat format, byte[] data) =>
        new() { WalletId = wallet.WalletId, Data = Convert.ToBase64String(data), Format = format };
}
