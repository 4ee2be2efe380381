using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>Of <c>secrets.get</c>.</summary>
internal sealed record SecretArguments
{
    public required string Name { get; init; }
}

/// <summary>Of <c>storage.get</c> and <c>storage.delete</c>.</summary>
internal sealed record KeyArguments
{
    public required string Key { get; init; }
}

/// <summary>Of <c>storage.put</c>.</summary>
internal sealed record PutArguments
{
    public required string Key { get; init; }

    public required JsonElement Value { get; init; }
}

/// <summary>Of <c>storage.list</c>.</summary>
internal sealed record ListArguments
{
    public string? Prefix { get; init; }

    public int? Limit { get; init; }

    public string? After { get; init; }
}

/// <summary>Of <c>timer.sleep</c>.</summary>
internal sealed record SleepArguments
{
    public required int Ms { get; init; }
}

/// <summary>Of <c>chain.height</c>.</summary>
internal sealed record HeightArguments
{
    /// <summary>The network's name, or its number; the first one of the configuration when absent, here and below.</summary>
    public string? Network { get; init; }
}

/// <summary>Of <c>chain.getBalance</c>.</summary>
internal sealed record AccountBalanceArguments
{
    public required string Asset { get; init; }

    public required string Account { get; init; }

    public string? Network { get; init; }
}

/// <summary>Of <c>chain.invokeRead</c>.</summary>
internal sealed record InvokeReadArguments
{
    public required string Contract { get; init; }

    public required string Method { get; init; }

    public IReadOnlyList<ContractArgument>? Arguments { get; init; }

    public string? Network { get; init; }
}

/// <summary>Of <c>chain.getTransaction</c>.</summary>
internal sealed record TransactionArguments
{
    public required string Hash { get; init; }

    public string? Network { get; init; }
}

/// <summary>Of <c>wallet.address</c>. A wallet is named as the function's version calls it, here and below.</summary>
internal sealed record AddressArguments
{
    public required string Wallet { get; init; }
}

/// <summary>Of <c>wallet.getBalance</c>.</summary>
internal sealed record WalletBalanceArguments
{
    public required string Wallet { get; init; }

    public required string Asset { get; init; }

    public string? Network { get; init; }
}

/// <summary>Of <c>wallet.transfer</c>.</summary>
internal sealed record TransferArguments
{
    public required string Wallet { get; init; }

    public required string Asset { get; init; }

    public required string To { get; init; }

    public required string Amount { get; init; }

    public ContractArgument? Data { get; init; }

    public string? Network { get; init; }

    public string? FeePayer { get; init; }
}

/// <summary>Of <c>wallet.invoke</c>.</summary>
internal sealed record InvokeArguments
{
    public required string Wallet { get; init; }

    public required string Contract { get; init; }

    public required string Method { get; init; }

    public IReadOnlyList<ContractArgument>? Arguments { get; init; }

    public SignerScope Scope { get; init; }

    public IReadOnlyList<string>? AllowedContracts { get; init; }

    public string? MaxSystemFee { get; init; }

    public string? Network { get; init; }

    public string? FeePayer { get; init; }
}

/// <summary>Of <c>wallet.signMessage</c>.</summary>
internal sealed record SignMessageArguments
{
    public required string Wallet { get; init; }

    public required string Message { get; init; }
}

/// <summary>Of <c>fetch</c>.</summary>
internal sealed record FetchArguments
{
    public required string Url { get; init; }

    public string? Method { get; init; }

    /// <summary>Pairs of name and value.</summary>
    public JsonElement? Headers { get; init; }

    /// <summary>Base64.</summary>
    public string? Body { get; init; }
}

/// <summary>How they are read: strictly.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(SecretArguments))]
[JsonType(typeof(KeyArguments))]
[JsonType(typeof(PutArguments))]
[JsonType(typeof(ListArguments))]
[JsonType(typeof(SleepArguments))]
[JsonType(typeof(HeightArguments))]
[JsonType(typeof(AccountBalanceArguments))]
[JsonType(typeof(InvokeReadArguments))]
[JsonType(typeof(TransactionArguments))]
[JsonType(typeof(AddressArguments))]
[JsonType(typeof(WalletBalanceArguments))]
[JsonType(typeof(TransferArguments))]
[JsonType(typeof(InvokeArguments))]
[JsonType(typeof(SignMessageArguments))]
[JsonType(typeof(FetchArguments))]
internal sealed partial class HostArgumentsJson : JsonContext;
