using System.Globalization;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Neo.Keys;
using NeoServiceLayer.Tests.Neo.Transactions;
using NeoServiceLayer.Tests.Wallets.Policies;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets.OnChain;

/// <summary>What <c>signTransaction</c> knows of the chain's height; the vector is valid until block 5760.</summary>
public sealed class HeightTests : IDisposable
{
    private readonly OnChainWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_policy_s_maxBlocksValid_is_held_against_the_height_of_the_network()
    {
        SignTransactionRequest request = await PreparedAsync(100);
        world.Chain.Height = 5660;
        Assert.True((await world.Wallets.Alice.SignTransactionAsync(request)).Complete);
        Assert.Empty((await SimulateAsync(request)).Violations);
        world.Chain.Height = 5659;
        Assert.Contains("5659", await Refused.AsAsync(ErrorCode.PolicyDenied, world.Wallets.Alice.SignTransactionAsync(request)), StringComparison.Ordinal);
        Assert.Equal("validTooLong", Assert.Single((await SimulateAsync(request)).Violations).Code);
        Assert.Empty((await SimulateAsync(request, height: 5660)).Violations);
    }

    [Fact]
    public async Task Where_no_node_answers_such_a_policy_waits_and_others_sign()
    {
        SignTransactionRequest bounded = await PreparedAsync(100);
        SignTransactionRequest free = bounded with { WalletId = (await world.Wallets.Bob.ImportAsync(Vectors.Keys[0])).WalletId };
        world.Chain.IsDown = true;
        await Refused.AsAsync(ErrorCode.ChainUnavailable, world.Wallets.Alice.SignTransactionAsync(bounded));
        Assert.True((await world.Wallets.Bob.SignTransactionAsync(free)).Complete);
    }

    [Fact]
    public async Task The_height_of_another_network_is_none()
    {
        SignTransactionRequest request = await PreparedAsync(100) with { Network = "mainnet" };
        world.Chain.Height = 5700;
        await Refused.AsAsync(ErrorCode.PolicyDenied, world.Wallets.Alice.SignTransactionAsync(request));
        Assert.Equal("heightUnknown", Assert.Single((await SimulateAsync(request)).Violations).Code);
    }

    [Theory]
    [InlineData(5760u, 5760u, false)]
    [InlineData(5759u, 5760u, true)]
    [InlineData(0u, 5760u, true)]
    [InlineData(0u, 5759u, false)]
    [InlineData(uint.MaxValue, uint.MaxValue, false)]
    public async Task What_is_sent_is_valid_for_as_long_as_nodes_take(uint height, uint most, bool taken)
    {
        SignTransactionRequest request = await PreparedAsync(maxBlocksValid: null) with { Broadcast = true };
        world.Chain.Height = height;
        world.Chain.Fees = world.Chain.Fees with { MaxValidUntilBlockIncrement = most };
        if (taken)
        {
            Assert.Equal(SubmittedStatus.Pending, (await world.Wallets.Alice.SignTransactionAsync(request)).Status);
            return;
        }

        await Refused.AsAsync(ErrorCode.ChainRefused, world.Wallets.Alice.SignTransactionAsync(request));
        Assert.Empty(OutboxDouble.Committed(world.Wallets));
    }

    private Task<SimulatePolicyResponse> SimulateAsync(SignTransactionRequest request, uint? height = null) => world.Wallets.Alice.SimulateAsync(
        new() { WalletId = request.WalletId, Transaction = request.Transaction, Network = request.Network, Height = height });

    private async Task<SignTransactionRequest> PreparedAsync(long? maxBlocksValid)
    {
        string network = world.Chain.Magic.ToString(CultureInfo.InvariantCulture);
        WalletDescription wallet = await world.Wallets.Alice.ImportAsync(Vectors.Keys[0], blind: false);
        await world.Wallets.Alice.SetPolicyAsync(
            wallet.WalletId, SamplePolicy.Vector with { Networks = [network, "mainnet"], MaxBlocksValid = maxBlocksValid });
        return new SignTransactionRequest
        {
            WalletId = wallet.WalletId,
            Transaction = Convert.ToBase64String(TransferVector.Unsigned().ToUnsignedBytes()),
            Network = network,
        };
    }
}
