using System.Globalization;
using System.Numerics;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.OnChain;

/// <summary>Serves <c>wallet.getBalance</c>.</summary>
internal sealed class Balances(WalletDocuments documents, Dispatch dispatch)
{
    private const int MaxSymbolLength = 32;

    internal async ValueTask<Answered<GetBalanceResponse>> ReadAsync(GetBalanceRequest request, Preparation preparation)
    {
        UInt160[] assets = ReadAssets(request.Assets);
        INeoNetwork network = dispatch.Networks.Require(request.Network);
        UInt160 account = await ReadAccountAsync(request, preparation);
        List<AssetBalance> balances = [];
        foreach (UInt160 asset in assets)
        {
            BigInteger amount = await network.GetBalanceAsync(asset, account);
            (string? symbol, int? decimals) = asset == NativeContracts.Gas ? ("GAS", 8)
                : asset == NativeContracts.Neo ? ("NEO", 0)
                : await DescribeAsync(network, asset);
            balances.Add(new AssetBalance
            {
                Asset = asset.ToString(),
                Amount = amount.ToString(CultureInfo.InvariantCulture),
                Symbol = symbol,
                Decimals = decimals,
            });
        }

        return new Answered<GetBalanceResponse>(
            new GetBalanceResponse { Network = network.Name, Address = Address.ToAddress(account), Balances = balances });
    }

    /// <summary>Gives what was read, and names the wallet for who looks at the call.</summary>
    internal static ValueTask<GetBalanceResponse> GiveAsync(GetBalanceRequest request, Answered<GetBalanceResponse> read, Call call)
    {
        call.Target = request.WalletId;
        return ValueTask.FromResult(read.Response);
    }

    private static UInt160[] ReadAssets(IReadOnlyList<string>? assets) => assets switch
    {
        null => [NativeContracts.Gas, NativeContracts.Neo],
        { Count: > 0 and <= WalletLimits.MaxAssets } => [.. assets.Select(text => ChainNames.ReadContract(text, "assets"))],
        _ => throw new RequestException($"assets are 1 to {WalletLimits.MaxAssets}."),
    };

    private async ValueTask<UInt160> ReadAccountAsync(GetBalanceRequest request, Preparation preparation) => (request.WalletId, request.Address) switch
    {
        ({ } walletId, null) => (await preparation.ReadAsync(
            state => documents.RequireAddressAsync(state, preparation.Caller, walletId, request.Index))).Account,
        (null, { } address) => request.Index is null
            ? ChainText.ReadAccount(address, "address")
            : throw new RequestException("index stands with walletId only."),
        _ => throw new RequestException("payload: exactly one of the members walletId and address must stand there."),
    };

    /// <summary>What a token says of itself: it may say anything, so what is no plain answer is left out.</summary>
    private static async ValueTask<(string? Symbol, int? Decimals)> DescribeAsync(INeoNetwork network, UInt160 asset)
    {
        byte[] script = new ScriptBuilder()
            .Call(asset, "symbol", CallFlags.ReadOnly, [])
            .Call(asset, "decimals", CallFlags.ReadOnly, [])
            .ToArray();
        Invocation said = await network.InvokeAsync(script, []);
        if (!said.Halted || said.Stack is not [ChainInteger decimals, ChainBytes symbol])
        {
            return (null, null);
        }

        string? text = ValueMapping.ReadText(symbol.Value.Span);
        return (
            text?.Length <= MaxSymbolLength ? text : null,
            decimals.Value >= 0 && decimals.Value <= byte.MaxValue ? (int)decimals.Value : null);
    }
}
