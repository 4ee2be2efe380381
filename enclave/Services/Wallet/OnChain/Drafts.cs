using System.Numerics;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.OnChain;

/// <summary>Reads <c>wallet.transfer</c> and <c>wallet.invokeWrite</c>: what comes before nodes are asked.</summary>
internal sealed class Drafts(Dispatch dispatch, TransactionPreparation preparation)
{
    internal ValueTask<PreparedTransaction> PrepareAsync(TransferRequest request, Preparation before)
    {
        UInt160 asset = ChainNames.ReadContract(request.Asset, "asset");
        UInt160 to = ChainText.ReadAccount(request.To, "to");
        BigInteger amount = ChainNames.ReadAmount(request.Amount, "amount");
        ScriptValue? data = Arguments.ReadOne(request.Data, "data");
        return preparation.PrepareAsync(
            new TransactionDraft
            {
                WalletId = request.WalletId,
                Index = request.Index,
                Network = dispatch.Networks.Require(request.Network),
                Script = from => Check(new ScriptBuilder().Transfer(asset, from, to, amount, data)),
                Payment = (asset, amount),
                FeePayer = request.FeePayer,
                ValidForBlocks = request.ValidForBlocks,
            },
            before);
    }

    internal ValueTask<PreparedTransaction> PrepareAsync(InvokeWriteRequest request, Preparation before)
    {
        byte[] script = ScriptOf(request.Contract, request.Method, request.Args, request.Assert);
        return preparation.PrepareAsync(
            new TransactionDraft
            {
                WalletId = request.WalletId,
                Index = request.Index,
                Network = dispatch.Networks.Require(request.Network),
                Script = _ => script,
                Scope = request.Scope,
                AllowedContracts = request.AllowedContracts,
                MaxSystemFee = ChainNames.ReadDatoshi(request.MaxSystemFee, "maxSystemFee"),
                FeePayer = request.FeePayer,
                ValidForBlocks = request.ValidForBlocks,
            },
            before);
    }

    /// <summary>The script of one call.</summary>
    internal static byte[] ScriptOf(string contract, string method, IReadOnlyList<ContractArgument>? args, bool assert)
    {
        ScriptBuilder script = new ScriptBuilder().Call(
            ChainNames.ReadContract(contract, "contract"), ChainNames.ReadMethod(method), CallFlags.All, Arguments.Read(args, "args"));
        return Check(assert ? script.Emit(OpCode.ASSERT) : script);
    }

    private static byte[] Check(ScriptBuilder builder)
    {
        byte[] script = builder.ToArray();
        return script.Length <= Transaction.MaxScript
            ? script
            : throw new RequestException($"The arguments make a script of {script.Length} bytes: at most {Transaction.MaxScript} are taken.");
    }
}
