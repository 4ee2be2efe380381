using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Schemas;

/// <summary>
/// What payloads look like, member by member, for who describes them to people: the gateway's OpenAPI document and the <c>nsl</c>
/// command. The code that reads and writes payloads has no such description, so that no enclave carries it; here the serializer's
/// own generator makes one of the same declarations. That both read and write alike is tested.
/// </summary>
public static class PayloadMetadata
{
    private static readonly JsonSerializerContext[] Requests =
        [SystemRequestJson.Default, AccountRequestJson.Default, WalletRequestJson.Default, SecretsRequestJson.Default, GasBankRequestJson.Default,
            SponsorRequestJson.Default, FunctionRequestJson.Default];

    private static readonly JsonSerializerContext[] Responses =
        [SystemResponseJson.Default, AccountResponseJson.Default, WalletResponseJson.Default, SecretsResponseJson.Default, GasBankResponseJson.Default,
            SponsorResponseJson.Default, FunctionResponseJson.Default];

    /// <summary>What an operation's request looks like.</summary>
    public static JsonTypeInfo Request(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return Find(operation.RequestInfo, Requests);
    }

    /// <summary>What an operation's response looks like.</summary>
    public static JsonTypeInfo Response(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return Find(operation.ResponseInfo, Responses);
    }

    /// <summary>An operation that is none of the contracts' brings its own.</summary>
    private static JsonTypeInfo Find(JsonTypeInfo info, JsonSerializerContext[] contexts) =>
        contexts.Select(context => context.GetTypeInfo(info.Type)).FirstOrDefault(found => found is not null) ?? info;
}
