using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship;

/// <summary>Serves the operations on sponsor policies.</summary>
internal sealed class SponsorPolicyManagement(SponsorPolicies policies, SponsorUses uses, GasBankDocuments banks)
{
    private const string IdPrefix = "spo_";

    internal async ValueTask<SponsorPolicyDescription> CreateAsync(CreateSponsorPolicyRequest request, Call call)
    {
        await banks.RequireAsync(call.State, call.Caller, request.BankAccountId);
        SponsorPolicyDocument policy = new()
        {
            AccountId = call.Caller.AccountId,
            PolicyId = RandomId.New(IdPrefix),
            BankAccountId = request.BankAccountId,
            Name = Labels.CheckName(request.Name, SponsorLimits.MaxNameLength),
            Status = SponsorPolicyStatus.Active,
            Contracts = SponsorPolicyText.ReadContracts(request.Contracts),
            Senders = SponsorPolicyText.ReadSenders(request.Senders),
            Cosigners = SponsorPolicyText.ReadCosigners(request.Cosigners ?? []),
            MaxPerTransaction = DatoshiText.Read(request.MaxPerTransaction, "maxPerTransaction"),
            MaxPerUser = DatoshiText.Read(request.MaxPerUser, "maxPerUser"),
            MaxPerDay = DatoshiText.Read(request.MaxPerDay, "maxPerDay"),
            WindowSeconds = SponsorPolicyText.ReadWindow(request.WindowSeconds ?? SponsorLimits.DefaultWindowSeconds),
            MaxFaults = SponsorPolicyText.ReadFaults(request.MaxFaults ?? SponsorLimits.DefaultFaults),
            MaxOutstandingPerUser = SponsorPolicyText.ReadOutstandingPerUser(request.MaxOutstandingPerUser ?? SponsorLimits.DefaultOutstandingPerUser),
            MaxOutstanding = SponsorPolicyText.ReadOutstanding(request.MaxOutstanding ?? SponsorLimits.DefaultOutstanding),
            CreatedAt = WholeTime.Of(call.Time),
        };
        await policies.AddAsync(call.State, policy);
        call.Target = policy.PolicyId;
        return policy.Describe(default);
    }

    internal async ValueTask<SponsorPolicyDescription> UpdateAsync(UpdateSponsorPolicyRequest request, Call call)
    {
        SponsorPolicyDocument policy = await policies.RequireAsync(call.State, call.Caller, request.PolicyId);
        if (request.AnySender && request.Senders is not null)
        {
            throw new RequestException("anySender stands without senders.");
        }

        SponsorPolicyDocument changed = policy with
        {
            Name = request.Name is null ? policy.Name : Labels.CheckName(request.Name, SponsorLimits.MaxNameLength),
            Status = request.Status ?? policy.Status,
            Contracts = request.Contracts is null ? policy.Contracts : SponsorPolicyText.ReadContracts(request.Contracts),
            Senders = request.AnySender ? null : request.Senders is null ? policy.Senders : SponsorPolicyText.ReadSenders(request.Senders),
            Cosigners = request.Cosigners is null ? policy.Cosigners : SponsorPolicyText.ReadCosigners(request.Cosigners),
            MaxPerTransaction = Amount(request.MaxPerTransaction, "maxPerTransaction", policy.MaxPerTransaction),
            MaxPerUser = Amount(request.MaxPerUser, "maxPerUser", policy.MaxPerUser),
            MaxPerDay = Amount(request.MaxPerDay, "maxPerDay", policy.MaxPerDay),
            WindowSeconds = SponsorPolicyText.ReadWindow(request.WindowSeconds ?? policy.WindowSeconds),
            MaxFaults = SponsorPolicyText.ReadFaults(request.MaxFaults ?? policy.MaxFaults),
            MaxOutstandingPerUser = SponsorPolicyText.ReadOutstandingPerUser(request.MaxOutstandingPerUser ?? policy.MaxOutstandingPerUser),
            MaxOutstanding = SponsorPolicyText.ReadOutstanding(request.MaxOutstanding ?? policy.MaxOutstanding),
        };
        policies.Update(call.State, changed);
        foreach (string user in SponsorPolicyText.ReadUnblocked(request.Unblock ?? []))
        {
            await uses.ForgiveAsync(call.State, changed, ChainText.ReadAccount(user, "unblock"));
        }

        call.Target = policy.PolicyId;
        return changed.Describe(await uses.FindAsync(call.State, changed, call.Time));
    }

    internal async ValueTask<ListSponsorPoliciesResponse> ListAsync(ListSponsorPoliciesRequest request, Call call)
    {
        await banks.RequireAsync(call.State, call.Caller, request.BankAccountId);
        ListPage<SponsorPolicyDocument> page = await policies.PageAsync(call.State, request.BankAccountId, new PageRequest(request.Limit, request.Cursor));
        List<SponsorPolicyDescription> described = [];
        foreach (SponsorPolicyDocument policy in page.Items)
        {
            described.Add(policy.Describe(await uses.FindAsync(call.State, policy, call.Time)));
        }

        return new ListSponsorPoliciesResponse { Policies = described, NextCursor = page.NextCursor };
    }

    internal async ValueTask<DeleteSponsorPolicyResponse> DeleteAsync(DeleteSponsorPolicyRequest request, Call call)
    {
        SponsorPolicyDocument policy = await policies.RequireAsync(call.State, call.Caller, request.PolicyId);
        await policies.RemoveAsync(call.State, policy);
        await uses.RemoveAsync(call.State, policy);
        call.Target = policy.PolicyId;
        return new DeleteSponsorPolicyResponse { PolicyId = policy.PolicyId };
    }

    private static long Amount(string? text, string member, long before) => text is null ? before : DatoshiText.Read(text, member);
}
