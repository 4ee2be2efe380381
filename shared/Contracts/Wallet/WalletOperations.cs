using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>The <c>wallet</c> service: Neo N3 keys, signatures and transactions.</summary>
public static class WalletOperations
{
    /// <summary>Says what a transaction or script asks for.</summary>
    public static readonly Operation<DecodeTransactionRequest, DecodeTransactionResponse> DecodeTransaction = new(
        "wallet", "decodeTransaction",
        "Decodes a Neo N3 transaction or script: calls, transfers, signers, scopes, fees, witnesses and risks.",
        static () => WalletRequestJson.Default.DecodeTransactionRequest, static () => WalletResponseJson.Default.DecodeTransactionResponse);

    /// <summary>Checks a signature over data.</summary>
    public static readonly Operation<VerifyDataRequest, VerifyDataResponse> VerifyData = new(
        "wallet", "verifyData",
        "Checks a Neo N3 key's signature over raw data, a wallet's signed message or a NEP-20 sign-in.",
        static () => WalletRequestJson.Default.VerifyDataRequest, static () => WalletResponseJson.Default.VerifyDataResponse);

    /// <summary>Makes a wallet with a key of its own, or of several keys.</summary>
    public static readonly Operation<CreateWalletRequest, WalletDescription> CreateWallet = new(
        "wallet", "createWallet",
        "Creates a wallet: a new key inside the enclave, a seed of many keys, or m of n keys that sign together.",
        static () => WalletRequestJson.Default.CreateWalletRequest, static () => WalletResponseJson.Default.WalletDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Makes a wallet of a key that exists.</summary>
    public static readonly Operation<ImportWalletRequest, WalletDescription> ImportWallet = new(
        "wallet", "importWallet",
        "Imports a key as a wallet: WIF, NEP-2, or an account of a NEP-6 file.",
        static () => WalletRequestJson.Default.ImportWalletRequest, static () => WalletResponseJson.Default.WalletDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Confidential = Confidential.Request,
    };

    /// <summary>Gives out a wallet's key.</summary>
    public static readonly Operation<ExportWalletRequest, ExportWalletResponse> ExportWallet = new(
        "wallet", "exportWallet",
        "Exports the key of a wallet that was made exportable: WIF, NEP-2 or NEP-6.",
        static () => WalletRequestJson.Default.ExportWalletRequest, static () => WalletResponseJson.Default.ExportWalletResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Guard = true,
        Confidential = Confidential.Request | Confidential.Response,
    };

    /// <summary>Shows a wallet.</summary>
    public static readonly Operation<GetWalletRequest, WalletDescription> GetWallet = new(
        "wallet", "getWallet",
        "Shows a wallet: address, keys, settings.",
        static () => WalletRequestJson.Default.GetWalletRequest, static () => WalletResponseJson.Default.WalletDescription)
    {
        Access = Access.Stamped,
    };

    /// <summary>Lists wallets.</summary>
    public static readonly Operation<ListWalletsRequest, ListWalletsResponse> ListWallets = new(
        "wallet", "listWallets",
        "Lists the account's wallets, oldest first.",
        static () => WalletRequestJson.Default.ListWalletsRequest, static () => WalletResponseJson.Default.ListWalletsResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Changes what the owner calls a wallet.</summary>
    public static readonly Operation<UpdateWalletRequest, WalletDescription> UpdateWallet = new(
        "wallet", "updateWallet",
        "Changes a wallet's name or tags.",
        static () => WalletRequestJson.Default.UpdateWalletRequest, static () => WalletResponseJson.Default.WalletDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Stops a wallet from signing, or lets it again.</summary>
    public static readonly Operation<FreezeWalletRequest, WalletDescription> FreezeWallet = new(
        "wallet", "freezeWallet",
        "Freezes a wallet, which then signs nothing and is not exported, or takes that back.",
        static () => WalletRequestJson.Default.FreezeWalletRequest, static () => WalletResponseJson.Default.WalletDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Removes a wallet with its key.</summary>
    public static readonly Operation<DeleteWalletRequest, DeleteWalletResponse> DeleteWallet = new(
        "wallet", "deleteWallet",
        "Deletes a wallet and its key for good; its address must be repeated.",
        static () => WalletRequestJson.Default.DeleteWalletRequest, static () => WalletResponseJson.Default.DeleteWalletResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Signs data that are no transaction.</summary>
    public static readonly Operation<SignDataRequest, SignDataResponse> SignData = new(
        "wallet", "signData",
        "Signs raw data, a message as wallets sign it, or a NEP-20 sign-in.",
        static () => WalletRequestJson.Default.SignDataRequest, static () => WalletResponseJson.Default.SignDataResponse)
    {
        Access = Access.Stamped,
        Audited = true,
    };

    /// <summary>Signs a transaction.</summary>
    public static readonly Operation<SignTransactionRequest, SignTransactionResponse> SignTransaction = new(
        "wallet", "signTransaction",
        "Signs a transaction or NEP-21 context; gives the witness and the context for the next signer, or sends what is complete.",
        static () => WalletRequestJson.Default.SignTransactionRequest, static () => WalletResponseJson.Default.SignTransactionResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Says what a wallet may sign.</summary>
    public static readonly Operation<SetPolicyRequest, SetPolicyResponse> SetPolicy = new(
        "wallet", "setPolicy",
        "Sets what a wallet may sign: assets, amounts, recipients, contracts, fees, times, approvals.",
        static () => WalletRequestJson.Default.SetPolicyRequest, static () => WalletResponseJson.Default.SetPolicyResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Guard = true,
    };

    /// <summary>Shows what a wallet may sign.</summary>
    public static readonly Operation<GetPolicyRequest, GetPolicyResponse> GetPolicy = new(
        "wallet", "getPolicy",
        "Shows a wallet's policy, and what counts against its limits of 24 hours.",
        static () => WalletRequestJson.Default.GetPolicyRequest, static () => WalletResponseJson.Default.GetPolicyResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Says what a policy would say.</summary>
    public static readonly Operation<SimulatePolicyRequest, SimulatePolicyResponse> SimulatePolicy = new(
        "wallet", "simulatePolicy",
        "Says whether a wallet would sign a transaction, context or script, by its policy or one that is tried; changes nothing.",
        static () => WalletRequestJson.Default.SimulatePolicyRequest, static () => WalletResponseJson.Default.SimulatePolicyResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Adds an address to a wallet of one seed.</summary>
    public static readonly Operation<DeriveAddressRequest, DerivedAddress> DeriveAddress = new(
        "wallet", "deriveAddress",
        "Adds an address to a wallet of kind hd: SLIP-10 on nist256p1, m/44'/888'/0'/0/index.",
        static () => WalletRequestJson.Default.DeriveAddressRequest, static () => WalletResponseJson.Default.DerivedAddress)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Lists the addresses of a wallet of one seed.</summary>
    public static readonly Operation<ListAddressesRequest, ListAddressesResponse> ListAddresses = new(
        "wallet", "listAddresses",
        "Lists the addresses that a wallet of kind hd has, by index.",
        static () => WalletRequestJson.Default.ListAddressesRequest, static () => WalletResponseJson.Default.ListAddressesResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Sends tokens.</summary>
    public static readonly Operation<TransferRequest, SubmittedTransaction> Transfer = new(
        "wallet", "transfer",
        "Sends GAS, NEO or a NEP-17 token; signed once, and sent until a block has it or its time is over.",
        static () => WalletRequestJson.Default.TransferRequest, static () => WalletResponseJson.Default.SubmittedTransaction)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Runs a contract's method for its result.</summary>
    public static readonly Operation<InvokeReadRequest, InvokeReadResponse> InvokeRead = new(
        "wallet", "invokeRead",
        "Runs a contract's method at several nodes and gives what they agree on; nothing is changed.",
        static () => WalletRequestJson.Default.InvokeReadRequest, static () => WalletResponseJson.Default.InvokeReadResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Calls a contract's method in a transaction.</summary>
    public static readonly Operation<InvokeWriteRequest, SubmittedTransaction> InvokeWrite = new(
        "wallet", "invokeWrite",
        "Calls a contract's method in a transaction that a wallet signs.",
        static () => WalletRequestJson.Default.InvokeWriteRequest, static () => WalletResponseJson.Default.SubmittedTransaction)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Says what an account has.</summary>
    public static readonly Operation<GetBalanceRequest, GetBalanceResponse> GetBalance = new(
        "wallet", "getBalance",
        "Says what a wallet, or any address, has of GAS, NEO and NEP-17 tokens.",
        static () => WalletRequestJson.Default.GetBalanceRequest, static () => WalletResponseJson.Default.GetBalanceResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Says what became of a transaction.</summary>
    public static readonly Operation<GetTransactionStatusRequest, GetTransactionStatusResponse> GetTransactionStatus = new(
        "wallet", "getTransactionStatus",
        "Says how a transaction stands: pending, sent, confirmed, failed or expired, and what it burnt.",
        static () => WalletRequestJson.Default.GetTransactionStatusRequest, static () => WalletResponseJson.Default.GetTransactionStatusResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Lets a function use a wallet.</summary>
    public static readonly Operation<GrantWalletRequest, WalletGrant> GrantWallet = new(
        "wallet", "grantWallet",
        "Grants a wallet, within its policy, to one source of one function.",
        static () => WalletRequestJson.Default.GrantWalletRequest, static () => WalletResponseJson.Default.WalletGrant)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Guard = true,
    };

    /// <summary>Takes a grant back.</summary>
    public static readonly Operation<RevokeWalletGrantRequest, RevokeWalletGrantResponse> RevokeWalletGrant = new(
        "wallet", "revokeWalletGrant",
        "Revokes what was granted to a function.",
        static () => WalletRequestJson.Default.RevokeWalletGrantRequest, static () => WalletResponseJson.Default.RevokeWalletGrantResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
        Guard = true,
    };

    /// <summary>Lists grants.</summary>
    public static readonly Operation<ListWalletGrantsRequest, ListWalletGrantsResponse> ListWalletGrants = new(
        "wallet", "listWalletGrants",
        "Lists the functions that a wallet was granted to.",
        static () => WalletRequestJson.Default.ListWalletGrantsRequest, static () => WalletResponseJson.Default.ListWalletGrantsResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Every operation of the service.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        DecodeTransaction, VerifyData, CreateWallet, ImportWallet, ExportWallet, GetWallet, ListWallets, UpdateWallet, FreezeWallet,
        DeleteWallet, SignData, SignTransaction, SetPolicy, GetPolicy, SimulatePolicy, DeriveAddress, ListAddresses, Transfer, InvokeRead,
        InvokeWrite, GetBalance, GetTransactionStatus, GrantWallet, RevokeWalletGrant, ListWalletGrants,
    ];
}
