using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Enclave.Wallet.Decoding;
using NeoServiceLayer.Enclave.Wallet.Granting;
using NeoServiceLayer.Enclave.Wallet.Keys;
using NeoServiceLayer.Enclave.Wallet.OnChain;
using NeoServiceLayer.Enclave.Wallet.Policy;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Wallet;

/// <summary>The <c>wallet</c> service. Disposing of it clears the keys that are loaded: when nobody is served any more.</summary>
public sealed class WalletService : IDisposable
{
    private readonly ScryptGate scrypt = new();
    private readonly WalletKeys keys;

    /// <summary>Sets the service up; nothing is read yet.</summary>
    /// <param name="settings">The limits.</param>
    /// <param name="networks">The networks that wallets read and send to; null: none.</param>
    /// <param name="outbox">How transactions get there; it is there where a network is.</param>
    /// <param name="feePayer">Who pays fees in a wallet's stead; null: nobody.</param>
    public WalletService(
        WalletSettings settings, NeoNetworks? networks = null, ITransactionOutbox? outbox = null, IFeePayer? feePayer = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Dispatch dispatch = new(networks ?? new NeoNetworks([]), outbox, feePayer);
        WalletDocuments documents = new(settings.MaxWallets);
        keys = new WalletKeys(documents, settings.MaxLoadedKeys);
        PolicyDocuments policies = new();
        Gate = new PolicyGate(documents, policies);
        Policies = new PolicyManagement(documents, policies);
        ChainHeights heights = new(Gate, dispatch);
        Simulation = new PolicySimulation(documents, policies, Gate, heights);
        Creation = new WalletCreation(documents);
        GrantIndex<WalletGrant> grants = new(
            "wallet-grant",
            WalletLimits.MaxGrants,
            static grant => new WalletGrant { FunctionId = grant.FunctionId, SourceHash = grant.SourceHash, GrantedAt = grant.GrantedAt, GrantedBy = grant.GrantedBy },
            static grant => new FunctionGrant(grant.FunctionId, grant.SourceHash, grant.GrantedAt, grant.GrantedBy));
        Management = new WalletManagement(documents, policies, grants, keys);
        Granting = new WalletGranting(documents, grants);
        Grants = new WalletGrants(documents, grants);
        Import = new KeyImport(scrypt);
        Export = new KeyExport(documents, keys, scrypt);
        DataSigner = new DataSigner(documents, policies, keys, settings);
        ContextSigner signer = new(documents, keys, Gate);
        TransactionSigner = new TransactionSigner(documents, signer, dispatch, heights);
        Derivation = new AddressDerivation(documents);
        Drafts = new Drafts(dispatch, new TransactionPreparation(documents, dispatch));
        Submission = new TransactionSubmission(documents, signer, dispatch);
        Reads = new ContractReads(dispatch);
        Balances = new Balances(documents, dispatch);
        Statuses = new TransactionStatuses(dispatch);
    }

    /// <summary>Says which wallets functions were granted.</summary>
    public IWalletGrants Grants { get; }

    internal PolicyGate Gate { get; }

    internal PolicyManagement Policies { get; }

    internal PolicySimulation Simulation { get; }

    internal WalletCreation Creation { get; }

    internal WalletManagement Management { get; }

    internal WalletGranting Granting { get; }

    internal KeyImport Import { get; }

    internal KeyExport Export { get; }

    internal DataSigner DataSigner { get; }

    internal TransactionSigner TransactionSigner { get; }

    internal AddressDerivation Derivation { get; }

    internal Drafts Drafts { get; }

    internal TransactionSubmission Submission { get; }

    internal ContractReads Reads { get; }

    internal Balances Balances { get; }

    internal TransactionStatuses Statuses { get; }

    /// <summary>Binds the service's operations.</summary>
    /// <remarks>The public ones take up to milliseconds of computing, so none runs on a connection's own thread.</remarks>
    public void Bind(OperationMap map, StampedMap stamped)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(stamped);
        map.BindAsync(WalletOperations.DecodeTransaction, (request, _) => ValueTask.FromResult(TransactionDecoder.Decode(request)))
            .BindAsync(WalletOperations.VerifyData, (request, _) => ValueTask.FromResult(DataVerifier.Verify(request)));
        stamped.Bind(WalletOperations.CreateWallet, Creation.CreateAsync)
            .Bind(WalletOperations.ImportWallet, (request, _) => Import.ReadAsync(request), Creation.ImportAsync)
            .Bind(WalletOperations.ExportWallet, Export.WriteAsync, Export.ExportAsync)
            .Bind(WalletOperations.GetWallet, Management.GetAsync)
            .Bind(WalletOperations.ListWallets, Management.ListAsync)
            .Bind(WalletOperations.UpdateWallet, Management.UpdateAsync)
            .Bind(WalletOperations.FreezeWallet, Management.FreezeAsync)
            .Bind(WalletOperations.DeleteWallet, Management.DeleteAsync)
            .Bind(WalletOperations.SignData, DataSigner.SignAsync)
            .Bind(WalletOperations.SignTransaction, TransactionSigner.PrepareAsync, TransactionSigner.SignAsync)
            .Bind(WalletOperations.SetPolicy, Policies.SetAsync)
            .Bind(WalletOperations.GetPolicy, Policies.GetAsync)
            .Bind(WalletOperations.SimulatePolicy, Simulation.PrepareAsync, Simulation.SimulateAsync)
            .Bind(WalletOperations.DeriveAddress, Derivation.DeriveAsync)
            .Bind(WalletOperations.ListAddresses, Derivation.ListAsync)
            .Bind(WalletOperations.GrantWallet, Granting.GrantAsync)
            .Bind(WalletOperations.RevokeWalletGrant, Granting.RevokeAsync)
            .Bind(WalletOperations.ListWalletGrants, Granting.ListAsync);
        BindOnChain(stamped);
    }

    private void BindOnChain(StampedMap stamped) => stamped
        .Bind(WalletOperations.Transfer, Drafts.PrepareAsync, (TransferRequest _, PreparedTransaction prepared, Call call) => Submission.SubmitAsync(prepared, call))
        .Bind(WalletOperations.InvokeWrite, Drafts.PrepareAsync, (InvokeWriteRequest _, PreparedTransaction prepared, Call call) => Submission.SubmitAsync(prepared, call))
        .Bind(WalletOperations.InvokeRead, (request, _) => Reads.InvokeAsync(request), (_, read, _) => ValueTask.FromResult(read.Response))
        .Bind(WalletOperations.GetBalance, Balances.ReadAsync, Balances.GiveAsync)
        .Bind(WalletOperations.GetTransactionStatus, (request, _) => Statuses.LookAsync(request), (_, seen, call) => Statuses.AnswerAsync(seen, call));

    /// <inheritdoc/>
    public void Dispose()
    {
        keys.Dispose();
        scrypt.Dispose();
    }
}
