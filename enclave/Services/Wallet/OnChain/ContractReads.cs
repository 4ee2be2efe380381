using System.Globalization;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Wallet.OnChain;

/// <summary>Serves <c>wallet.invokeRead</c>.</summary>
internal sealed class ContractReads(Dispatch dispatch)
{
    internal async ValueTask<Answered<InvokeReadResponse>> InvokeAsync(InvokeReadRequest request)
    {
        byte[] script = Drafts.ScriptOf(request.Contract, request.Method, request.Args, assert: false);
        Signer[] signers = ReadSigners(request.Signers ?? []);
        INeoNetwork network = dispatch.Networks.Require(request.Network);
        Invocation result = await network.InvokeAsync(script, signers);
        return new Answered<InvokeReadResponse>(new InvokeReadResponse
        {
            Network = network.Name,
            State = result.Halted ? "HALT" : "FAULT",
            GasConsumed = result.GasConsumed.ToString(CultureInfo.InvariantCulture),
            Stack = [.. result.Stack.Select(ValueMapping.From)],
            Exception = result.Exception,
        });
    }

    private static Signer[] ReadSigners(IReadOnlyList<AssumedSigner> signers)
    {
        if (signers.Count > WalletLimits.MaxSigners)
        {
            throw new RequestException($"signers are at most {WalletLimits.MaxSigners}.");
        }

        // An element of a JSON array may be null, whatever the type says.
        Signer[] read = [.. signers.Select(signer => signer is null
            ? throw new RequestException("signers are objects with account, scope and allowedContracts.")
            : ChainNames.ReadSigner(ChainText.ReadAccount(signer.Account, "signers[].account"), signer.Scope, signer.AllowedContracts))];
        return read.Select(signer => signer.Account).Distinct().Count() == read.Length
            ? read
            : throw new RequestException("signers hold an account twice.");
    }
}

/// <summary>An answer that was made outside the state's transaction, which adds nothing to it.</summary>
internal sealed record Answered<T>(T Response) : IDisposable
{
    /// <summary>Nothing in it is secret, or anybody else's.</summary>
    public void Dispose()
    {
    }
}
