using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Contracts.GasBank;

/// <summary>The <c>gasbank</c> service's sponsorship: a bank account pays the fees of transactions that others sign.</summary>
public static class SponsorOperations
{
    /// <summary>Makes a policy.</summary>
    public static readonly Operation<CreateSponsorPolicyRequest, SponsorPolicyDescription> CreateSponsorPolicy = new(
        "gasbank", "createSponsorPolicy",
        "Says which transactions of others a bank account pays the fees of, and how much of that.",
        static () => SponsorRequestJson.Default.CreateSponsorPolicyRequest, static () => SponsorResponseJson.Default.SponsorPolicyDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Changes one.</summary>
    public static readonly Operation<UpdateSponsorPolicyRequest, SponsorPolicyDescription> UpdateSponsorPolicy = new(
        "gasbank", "updateSponsorPolicy",
        "Changes a sponsor policy, pauses it, or forgets users' failures.",
        static () => SponsorRequestJson.Default.UpdateSponsorPolicyRequest, static () => SponsorResponseJson.Default.SponsorPolicyDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Lists them.</summary>
    public static readonly Operation<ListSponsorPoliciesRequest, ListSponsorPoliciesResponse> ListSponsorPolicies = new(
        "gasbank", "listSponsorPolicies",
        "Lists a bank account's sponsor policies, oldest first.",
        static () => SponsorRequestJson.Default.ListSponsorPoliciesRequest, static () => SponsorResponseJson.Default.ListSponsorPoliciesResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Removes one.</summary>
    public static readonly Operation<DeleteSponsorPolicyRequest, DeleteSponsorPolicyResponse> DeleteSponsorPolicy = new(
        "gasbank", "deleteSponsorPolicy",
        "Deletes a sponsor policy; what it sponsored is settled all the same.",
        static () => SponsorRequestJson.Default.DeleteSponsorPolicyRequest, static () => SponsorResponseJson.Default.DeleteSponsorPolicyResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Says what a sponsorship would cost, and what speaks against it.</summary>
    public static readonly Operation<QuoteSponsorshipRequest, QuoteSponsorshipResponse> QuoteSponsorship = new(
        "gasbank", "quoteSponsorship",
        "Says whether a transaction would be sponsored and at what fees; makes one of a script for the user to sign.",
        static () => SponsorRequestJson.Default.QuoteSponsorshipRequest, static () => SponsorResponseJson.Default.QuoteSponsorshipResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Signs as the payer of a transaction's fees.</summary>
    public static readonly Operation<SponsorTransactionRequest, SponsorTransactionResponse> SponsorTransaction = new(
        "gasbank", "sponsorTransaction",
        "Reserves the fees of a transaction that its user signed, and gives the bank account's signature, for others to broadcast.",
        static () => SponsorRequestJson.Default.SponsorTransactionRequest, static () => SponsorResponseJson.Default.SponsorTransactionResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>The same, and broadcasts.</summary>
    public static readonly Operation<SponsorTransactionRequest, RelaySponsoredResponse> RelaySponsored = new(
        "gasbank", "relaySponsored",
        "Reserves the fees of a transaction that its user signed, signs as their payer, and sends it until it is in a block or expired.",
        static () => SponsorRequestJson.Default.SponsorTransactionRequest, static () => SponsorResponseJson.Default.RelaySponsoredResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Every operation of sponsorship.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        CreateSponsorPolicy, UpdateSponsorPolicy, ListSponsorPolicies, DeleteSponsorPolicy, QuoteSponsorship, SponsorTransaction, RelaySponsored,
    ];
}
