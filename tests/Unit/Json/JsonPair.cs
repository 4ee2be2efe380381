extern alias Schemas;

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Enclave.Account;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Chain.Rpc;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Grants;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;
using NeoServiceLayer.Enclave.GasBank.Storage;
using NeoServiceLayer.Enclave.Secrets.Storage;
using NeoServiceLayer.Enclave.Wallet.Storage;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Wallets;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Provisioning;
using Schemas::NeoServiceLayer.Schemas;

namespace NeoServiceLayer.Tests.Unit.Json;

/// <summary>A type's converter of ours, and the serializer's own for the same declaration.</summary>
internal sealed record JsonPair(string Name, JsonTypeInfo Ours, JsonTypeInfo Reference)
{
    /// <summary>All that are generated.</summary>
    internal static IReadOnlyList<JsonPair> All { get; } = [.. OfOperations(), .. OfHosts(), .. OfDocuments()];

    /// <summary>Reads a text with one of them.</summary>
    internal static (object? Value, JsonException? Refusal) Read(ReadOnlySpan<byte> text, JsonTypeInfo info)
    {
        try
        {
            return (JsonSerializer.Deserialize(text, info), null);
        }
        catch (JsonException refusal)
        {
            return (null, refusal);
        }
    }

    public override string ToString() => Name;

    private static IEnumerable<JsonPair> OfOperations() => Operations.All.SelectMany(operation => new JsonPair[]
    {
        new($"{operation} request", operation.RequestInfo, PayloadMetadata.Request(operation)),
        new($"{operation} response", operation.ResponseInfo, PayloadMetadata.Response(operation)),
    });

    private static IEnumerable<JsonPair> OfHosts() =>
        ((IEnumerable<Operation>)[.. HostOperations.All, .. RecordOperations.All]).Distinct().SelectMany(operation => new JsonPair[]
        {
            new($"{operation} request", operation.RequestInfo, HostRequestReference.Default.GetTypeInfo(operation.RequestInfo.Type)!),
            new($"{operation} response", operation.ResponseInfo, HostResponseReference.Default.GetTypeInfo(operation.ResponseInfo.Type)!),
        });

    private static IEnumerable<JsonPair> OfDocuments() =>
    [
        new("attach request", AttachJson.Default.AttachRequest, AttachReference.Default.AttachRequest),
        new("attach response", AttachJson.Default.AttachResponse, AttachReference.Default.AttachResponse),
        new("log event", HostRequestJson.Default.LogEvent, HostRequestReference.Default.LogEvent),
        new("genesis record", ProvisioningJson.Default.GenesisRecord, ProvisioningReference.Default.GenesisRecord),
        new("rotation record", ProvisioningJson.Default.RotationRecord, ProvisioningReference.Default.RotationRecord),
        new("key", AccessJson.Default.KeyDocument, AccessReference.Default.KeyDocument),
        new("account", AccessJson.Default.AccountDocument, AccessReference.Default.AccountDocument),
        new("remembered response", AccessJson.Default.RememberedResponse, AccessReference.Default.RememberedResponse),
        new("audit event", AccessJson.Default.AuditEvent, AccessReference.Default.AuditEvent),
        new("approval policy", AccessJson.Default.ApprovalPolicyDocument, AccessReference.Default.ApprovalPolicyDocument),
        new("approval roll", AccessJson.Default.ApprovalRollDocument, AccessReference.Default.ApprovalRollDocument),
        new("approval", AccessJson.Default.ApprovalDocument, AccessReference.Default.ApprovalDocument),
        new("profile", AccountDocumentJson.Default.ProfileDocument, AccountDocumentReference.Default.ProfileDocument),
        new("invitation", AccountDocumentJson.Default.UsedInvitationDocument, AccountDocumentReference.Default.UsedInvitationDocument),
        new("secret", SecretsDocumentJson.Default.SecretDocument, SecretsDocumentReference.Default.SecretDocument),
        new("grant", GrantJson.Default.StoredGrant, SecretsDocumentReference.Default.StoredGrant),
        new("transit key", SecretsDocumentJson.Default.TransitKeyDocument, SecretsDocumentReference.Default.TransitKeyDocument),
        new("wallet", WalletDocumentJson.Default.WalletDocument, WalletDocumentReference.Default.WalletDocument),
        new("bank account", GasBankDocumentJson.Default.BankAccountDocument, GasBankDocumentReference.Default.BankAccountDocument),
        new("reservation", GasBankDocumentJson.Default.ReservationDocument, GasBankDocumentReference.Default.ReservationDocument),
        new("allocation", GasBankDocumentJson.Default.AllocationDocument, GasBankDocumentReference.Default.AllocationDocument),
        new("withdrawal", GasBankDocumentJson.Default.WithdrawalDocument, GasBankDocumentReference.Default.WithdrawalDocument),
        new("sponsor policy", SponsorDocumentJson.Default.SponsorPolicyDocument, SponsorDocumentReference.Default.SponsorPolicyDocument),
        new("sponsorship", SponsorDocumentJson.Default.SponsorshipDocument, SponsorDocumentReference.Default.SponsorshipDocument),
        new("ledger entry", GasBankDocumentJson.Default.LedgerEntryDocument, GasBankDocumentReference.Default.LedgerEntryDocument),
        new("policy", PolicyDocumentJson.Default.PolicyDocument, PolicyDocumentReference.Default.PolicyDocument),
        new("spent", PolicyDocumentJson.Default.SpendDocument, PolicyDocumentReference.Default.SpendDocument),
        new("outbox", OutboxDocumentJson.Default.OutboxDocument, OutboxDocumentReference.Default.OutboxDocument),
        new("outbox account", OutboxDocumentJson.Default.OutboxAccountDocument, OutboxDocumentReference.Default.OutboxAccountDocument),
        new("node's version", NodeJson.Default.VersionAnswer, NodeReference.Default.VersionAnswer),
        new("transaction's place", NodeJson.Default.PlaceAnswer, NodeReference.Default.PlaceAnswer),
        new("block", NodeJson.Default.BlockAnswer, NodeReference.Default.BlockAnswer),
        new("contract", NodeJson.Default.ContractAnswer, NodeReference.Default.ContractAnswer),
        new("settings", EnclaveSettingsJson.Default.EnclaveSettings, EnclaveSettingsReference.Default.EnclaveSettings),
        new("context", ContextJsonContext.Default.ContextJson, ContextReference.Default.ContextJson),
        new("wallet file", Nep6Json.Default.Nep6Wallet, Nep6Reference.Default.Nep6Wallet),
    ];
}
