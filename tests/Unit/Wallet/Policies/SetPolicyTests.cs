using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Neo.Keys;
using NeoServiceLayer.Tests.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets.Policies;

public sealed class SetPolicyTests
{
    private static readonly WalletPolicy Good = SamplePolicy.Vector;
    private static readonly AssetRule Gas = SamplePolicy.Gas;
    private static readonly ContractRule Router = new() { Contract = SamplePolicy.Router.ToString(), Methods = ["swap"] };
    private static readonly PolicyApproval One = new() { Approvals = 1, KeyIds = [Key('a')] };

    [Fact]
    public async Task A_policy_is_given_back_as_it_was_set_with_its_version()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.CreateAsync(blind: false);
        GetPolicyResponse none = await world.Alice.GetPolicyAsync(wallet.WalletId);
        Assert.Equal((0, null, null), (none.Version, none.Policy, none.UpdatedAt));
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.SetPolicyAsync(wallet.WalletId, Good, expected: 1));
        Assert.Equal(1, (await world.Alice.SetPolicyAsync(wallet.WalletId, Good, expected: 0)).Version);
        Assert.Equal(wallet.WalletId, world.Target);
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.SetPolicyAsync(wallet.WalletId, Good, expected: 0));
        Assert.Equal(2, (await world.Alice.SetPolicyAsync(wallet.WalletId, Full() with { SignData = null, MemberOf = null })).Version);
        GetPolicyResponse full = await world.Alice.GetPolicyAsync(wallet.WalletId);
        Assert.Equivalent(Full() with { SignData = null, MemberOf = null }, full.Policy, strict: true);
        Assert.Equal((2, world.Now.UtcDateTime, "key"), (full.Version, full.UpdatedAt, full.UpdatedBy));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.SetPolicyAsync(wallet.WalletId, Good));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.GetPolicyAsync(wallet.WalletId));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.SimulateAsync(new SimulatePolicyRequest { WalletId = wallet.WalletId, Script = "QA==" }));
    }

    [Fact]
    public async Task Every_list_is_taken_up_to_its_bound()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.CreateAsync(blind: false);
        await world.Alice.SetPolicyAsync(wallet.WalletId, Good with
        {
            Networks = Many(PolicyLimits.MaxNetworks, i => $"{i}"),
            Assets = Many(PolicyLimits.MaxAssets, i => Gas with { Asset = Hash(i), Recipients = Many(i < 4 ? PolicyLimits.MaxRecipients : 0, Hash) is { Count: > 0 } some ? some : null }),
            Contracts = Many(PolicyLimits.MaxContracts, i => Router with { Contract = Hash(i), Methods = Many(PolicyLimits.MaxMethods, j => $"{j}" + new string('m', 62)) }),
            Windows = Many(PolicyLimits.MaxWindows, _ => new PolicyWindow { From = "00:00", To = "00:01" }),
            MemberOf = Many(PolicyLimits.MaxMemberOf, Hash),
        });
    }

    [Fact]
    public async Task What_is_no_policy_is_refused_by_the_member_s_name()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.CreateAsync();
        foreach ((string beginning, WalletPolicy policy) in Wrong())
        {
            await Refused.MemberAsync(beginning, world.Alice.SetPolicyAsync(wallet.WalletId, policy));
            await Refused.MemberAsync(beginning, world.Alice.SimulateAsync(
                new SimulatePolicyRequest { WalletId = wallet.WalletId, Script = "QA==", Policy = policy }));
        }

        Assert.Equal(0, (await world.Alice.GetPolicyAsync(wallet.WalletId)).Version);
    }

    [Fact]
    public async Task Who_approves_is_a_key_of_the_account_that_lives()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.CreateAsync(blind: false);
        WalletPolicy policy = Good with { Approval = One };
        await Refused.MemberAsync("policy: the keyIds", world.Alice.SetPolicyAsync(wallet.WalletId, policy));
        await world.Bob.AddKeyAsync(Key('a'));
        await Refused.MemberAsync("policy: the keyIds", world.Alice.SetPolicyAsync(wallet.WalletId, policy));
        await world.Alice.AddKeyAsync(Key('a'), revoked: world.Now);
        await Refused.MemberAsync("policy: the keyIds", world.Alice.SetPolicyAsync(wallet.WalletId, policy));
        await world.Alice.AddKeyAsync(Key('a'));
        await world.Alice.SetPolicyAsync(wallet.WalletId, policy);
    }

    [Fact]
    public async Task What_needs_a_key_of_the_wallet_s_own_or_blind_signing_is_refused_without()
    {
        using WalletWorld world = new();
        WalletDescription careful = await world.Alice.CreateAsync(blind: false);
        await Refused.MemberAsync("policy.signData names raw", world.Alice.SetPolicyAsync(careful.WalletId, Good with { SignData = [DataFormat.Raw] }));
        WalletDescription several = await world.Alice.CreateMultisigAsync(1, Vectors.Keys[0].Public);
        await Refused.MemberAsync("policy.signData and", world.Alice.SetPolicyAsync(several.WalletId, Good with { SignData = [DataFormat.Nep20] }));
        await Refused.MemberAsync("policy.signData and", world.Alice.SetPolicyAsync(several.WalletId, Good with { MemberOf = [several.Address] }));
        await world.Alice.SetPolicyAsync(several.WalletId, Good);
    }

    [Fact]
    public async Task A_script_is_simulated_for_the_signers_that_are_named()
    {
        using WalletWorld world = new();
        WalletDescription wallet = await world.Alice.ImportAsync(Vectors.Keys[0], blind: false);
        SimulatePolicyRequest request = new()
        {
            WalletId = wallet.WalletId,
            Script = Convert.ToBase64String(TransferVector.Unsigned().Script.Span),
        };
        Assert.Equal("noPolicy", Assert.Single((await world.Alice.SimulateAsync(request)).Violations).Code);
        request = request with { Policy = Good };
        SimulatePolicyResponse tried = await world.Alice.SimulateAsync(request);
        Assert.Equal((true, 0, "0"), (tried.Allowed, tried.Version, tried.Fees!.Adds));
        SimulatedSigner own = new() { Account = wallet.Address, CalledByEntry = true };
        Assert.True((await world.Alice.SimulateAsync(request with { Signers = [own] })).Allowed);
        foreach (PolicyScope scope in new[] { PolicyScope.WitnessRules, PolicyScope.CustomContracts, PolicyScope.CustomGroups })
        {
            SimulatedSigner wide = own with { Scopes = [scope], Contracts = [SamplePolicy.Router.ToString()], Groups = [Vectors.Keys[1].Public] };
            Assert.Equal("scopeDenied", Assert.Single((await world.Alice.SimulateAsync(request with { Signers = [wide] })).Violations).Code);
        }

        SimulatedSigner global = new() { Account = wallet.ScriptHash, Scopes = [PolicyScope.Global] };
        Assert.Equal("scopeDenied", Assert.Single((await world.Alice.SimulateAsync(request with { Signers = [global] })).Violations).Code);
        Assert.Equal("networkDenied", Assert.Single((await world.Alice.SimulateAsync(request with { Network = "testnet" })).Violations).Code);
        SimulatedSigner other = own with { Account = TransferVector.ReceiverAddress };
        Assert.Contains((await world.Alice.SimulateAsync(request with { Signers = [other] })).Violations, violation => violation.Code == "notASigner");
        await Refused.MemberAsync("signers[0].scopes: global", world.Alice.SimulateAsync(request with { Signers = [own with { Scopes = [PolicyScope.Global] }] }));
        await Refused.MemberAsync("signers name an account twice", world.Alice.SimulateAsync(request with { Signers = [own, own] }));
        await Refused.MemberAsync("signers are 1", world.Alice.SimulateAsync(request with { Signers = [] }));
        await Refused.MemberAsync("signers[0] is null", world.Alice.SimulateAsync(request with { Signers = [null!] }));
        await Refused.MemberAsync("signers[0].account", world.Alice.SimulateAsync(request with { Signers = [own with { Account = "N" }] }));
        await Refused.MemberAsync("signers stand with", world.Alice.SimulateAsync(request with { Script = null, Transaction = "AA==", Network = "mainnet", Signers = [own] }));
        await Refused.MemberAsync("script is empty", world.Alice.SimulateAsync(request with { Script = "" }));
        await Refused.MemberAsync("payload: exactly one", world.Alice.SimulateAsync(request with { Script = null }));
        await Refused.MemberAsync("payload: exactly one", world.Alice.SimulateAsync(request with { Transaction = "AA==" }));
        await world.Alice.FreezeAsync(wallet.WalletId);
        Assert.Equal("frozen", Assert.Single((await world.Alice.SimulateAsync(request)).Violations).Code);
    }

    private static IEnumerable<(string Beginning, WalletPolicy Policy)> Wrong() =>
    [
        ("policy.networks are", Good with { Networks = [] }),
        ("policy.networks are", Good with { Networks = Many(PolicyLimits.MaxNetworks + 1, i => $"{i}") }),
        ("policy.networks[0] is mainnet", Good with { Networks = ["main"] }),
        ("policy.networks[1] stands", Good with { Networks = ["mainnet", "860833102"] }),
        ("policy.networks[0] is null", Good with { Networks = [null!] }),
        ("policy.assets are at most", Good with { Assets = Many(PolicyLimits.MaxAssets + 1, i => Gas with { Asset = Hash(i) }) }),
        ("policy.assets[0] is null", Good with { Assets = [null!] }),
        ("policy.assets[1] is for", Good with { Assets = [Gas, Gas with { Asset = "0xd2a4cff31913016155e38e474a2c06d08be276cf" }] }),
        ("policy.assets[0].asset is", Good with { Assets = [Gas with { Asset = "gas" }] }),
        ("policy.assets[0].maxPerTransaction is", Good with { Assets = [Gas with { MaxPerTransaction = "-1" }] }),
        ("policy.assets[0].maxPerTransaction is", Good with { Assets = [Gas with { MaxPerTransaction = "1.5" }] }),
        ("policy.assets[0].maxPerTransaction is", Good with { Assets = [Gas with { MaxPerTransaction = "" }] }),
        ("policy.assets[0].maxPerDay is", Good with { Assets = [Gas with { MaxPerDay = (Enclave.Wallet.Policy.PolicyText.MaxAmount + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) }] }),
        ("policy.assets[0].maxPerDay is", Good with { Assets = [Gas with { MaxPerDay = "1e3" }] }),
        ("policy.assets[0].maxPerDay is", Good with { Assets = [Gas with { MaxPerDay = new string('0', 78) }] }),
        ("policy.assets[0].recipients are", Good with { Assets = [Gas with { Recipients = [] }] }),
        ("policy.assets[0].recipients are", Good with { Assets = [Gas with { Recipients = Many(PolicyLimits.MaxRecipients + 1, Hash) }] }),
        ("policy.assets[0].recipients[0] is", Good with { Assets = [Gas with { Recipients = [TransferVector.ReceiverAddress + " "] }] }),
        ("policy.assets[0].recipients[0] is", Good with { Assets = [Gas with { Recipients = [null!] }] }),
        ("policy.assets[0].recipients[1] stands", Good with { Assets = [Gas with { Recipients = [TransferVector.ReceiverAddress, SamplePolicy.Receiver.ToString()] }] }),
        ("policy.assets have more", Good with { Assets = Many(5, i => Gas with { Asset = Hash(i), Recipients = Many(i < 4 ? 256 : 1, Hash) }) }),
        ("policy.assets[0].approval.above is", Good with { Assets = [Gas with { Approval = One with { Above = "x" } }] }),
        ("policy.contracts are at most", Good with { Contracts = Many(PolicyLimits.MaxContracts + 1, i => Router with { Contract = Hash(i) }) }),
        ("policy.contracts[0].contract is", Good with { Contracts = [Router with { Contract = "Router" }] }),
        ("policy.contracts[1] is for", Good with { Contracts = [Router, Router] }),
        ("policy.contracts[0].methods are", Good with { Contracts = [Router with { Methods = [] }] }),
        ("policy.contracts[0].methods are", Good with { Contracts = [Router with { Methods = Many(PolicyLimits.MaxMethods + 1, i => $"m{i}") }] }),
        ("policy.contracts[0].methods[0] is", Good with { Contracts = [Router with { Methods = [""] }] }),
        ("policy.contracts[0].methods[0] is", Good with { Contracts = [Router with { Methods = ["_deploy"] }] }),
        ("policy.contracts[0].methods[0] is", Good with { Contracts = [Router with { Methods = [new string('ä', 33)] }] }),
        ("policy.contracts[0].methods[1] stands", Good with { Contracts = [Router with { Methods = ["a", "a"] }] }),
        ("policy.contracts[0].callFlags[1] stands", Good with { Contracts = [Router with { CallFlags = [PolicyCallFlag.AllowCall, PolicyCallFlag.AllowCall] }] }),
        ("policy.contracts[0].approval.above stands", Good with { Contracts = [Router with { Approval = One with { Above = "1" } }] }),
        ("policy.fees.maxSystemFee is", Good with { Fees = Good.Fees! with { MaxSystemFee = "9223372036854775808" } }),
        ("policy.fees.maxNetworkFee is", Good with { Fees = Good.Fees! with { MaxNetworkFee = "+1" } }),
        ("policy.fees.maxPerDay is", Good with { Fees = Good.Fees! with { MaxPerDay = " 1" } }),
        ("policy.scopes are at most", Good with { Scopes = Many(5, _ => new ScopeRule { Scope = PolicyScope.Global }) }),
        ("policy.scopes[1] is for", Good with { Scopes = Many(2, _ => new ScopeRule { Scope = PolicyScope.Global }) }),
        ("policy.scopes[0].contracts stand", Good with { Scopes = [new ScopeRule { Scope = PolicyScope.CustomContracts }] }),
        ("policy.scopes[0].contracts stand", Good with { Scopes = [new ScopeRule { Scope = PolicyScope.Global, Contracts = [Hash(1)] }] }),
        ("policy.scopes[0].groups stand", Good with { Scopes = [new ScopeRule { Scope = PolicyScope.WitnessRules, Groups = [] }] }),
        ("policy.scopes.contracts are", Good with { Scopes = [new ScopeRule { Scope = PolicyScope.CustomContracts, Contracts = Many(17, Hash) }] }),
        ("policy.scopes.groups[0] must", Good with { Scopes = [new ScopeRule { Scope = PolicyScope.CustomGroups, Groups = ["02"] }] }),
        ("policy.attributes[1] stands", Good with { Attributes = [PolicyAttribute.Conflicts, PolicyAttribute.Conflicts] }),
        ("policy.maxBlocksValid is", Good with { MaxBlocksValid = 0 }),
        ("policy.maxBlocksValid is", Good with { MaxBlocksValid = PolicyLimits.MaxBlocksValid + 1 }),
        ("policy.windows are", Good with { Windows = [] }),
        ("policy.windows are", Good with { Windows = Many(PolicyLimits.MaxWindows + 1, _ => new PolicyWindow { From = "00:00", To = "01:00" }) }),
        ("policy.windows[0] is null", Good with { Windows = [null!] }),
        ("policy.windows[0].to is after", Good with { Windows = [new PolicyWindow { From = "22:00", To = "06:00" }] }),
        ("policy.windows[0].to is after", Good with { Windows = [new PolicyWindow { From = "22:00", To = "22:00" }] }),
        ("policy.windows[0].from is", Good with { Windows = [new PolicyWindow { From = "9:00", To = "10:00" }] }),
        ("policy.windows[0].to is a time", Good with { Windows = [new PolicyWindow { From = "09:00", To = "24:01" }] }),
        ("policy.windows[0].to is a time", Good with { Windows = [new PolicyWindow { From = "09:00", To = "10:60" }] }),
        ("policy.windows[0].days is empty", Good with { Windows = [new PolicyWindow { From = "09:00", To = "10:00", Days = [] }] }),
        ("policy.approval.approvals is", Good with { Approval = One with { Approvals = 0 } }),
        ("policy.approval.approvals is", Good with { Approval = One with { Approvals = 2 } }),
        ("policy.approval.keyIds are", Good with { Approval = One with { KeyIds = [] } }),
        ("policy.approval.keyIds are", Good with { Approval = One with { KeyIds = Many(17, i => Key((char)('a' + i))) } }),
        ("policy.approval.keyIds[0] is", Good with { Approval = One with { KeyIds = ["short"] } }),
        ("policy.approval.keyIds[1] stands", Good with { Approval = One with { KeyIds = [Key('a'), Key('a')] } }),
        ("policy.signData[1] stands", Good with { SignData = [DataFormat.Nep20, DataFormat.Nep20] }),
        ("policy.memberOf[0] is", Good with { MemberOf = [Vectors.Keys[0].Public] }),
        ("policy.memberOf are", Good with { MemberOf = Many(PolicyLimits.MaxMemberOf + 1, Hash) }),
    ];

    /// <summary>A policy with every member.</summary>
    private static WalletPolicy Full() => new()
    {
        Networks = ["mainnet", "testnet", "7"],
        Assets = [Gas with { AllowData = true }, Gas with { Asset = "NEO", Recipients = null }],
        Contracts = [Router with { CallFlags = [PolicyCallFlag.ReadStates] }, Router with { Contract = "NeoToken", Methods = ["vote"] }],
        Fees = Good.Fees,
        Scopes =
        [
            new ScopeRule { Scope = PolicyScope.CustomContracts, Contracts = [Hash(1)] }, new ScopeRule { Scope = PolicyScope.Global },
            new ScopeRule { Scope = PolicyScope.CustomGroups, Groups = [Vectors.Keys[0].Public] }, new ScopeRule { Scope = PolicyScope.WitnessRules },
        ],
        Attributes = [PolicyAttribute.Conflicts],
        MaxBlocksValid = 5760,
        Windows = [new PolicyWindow { From = "00:00", To = "24:00", Days = [PolicyDay.Monday, PolicyDay.Sunday] }],
        SignData = [DataFormat.LegacyMessage],
        MemberOf = [Vectors.MultiAddress],
    };

    private static List<T> Many<T>(int count, Func<int, T> of) => [.. Enumerable.Range(0, count).Select(of)];

    private static string Hash(int i) => $"0x{i + 1:x40}";

    private static string Key(char letter) => new(letter, 43);
}
