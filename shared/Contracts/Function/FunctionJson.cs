using System.Text.Json.Serialization;
using NeoServiceLayer.Json;

namespace NeoServiceLayer.Contracts.Function;

/// <summary>Requests of the service: strict.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(CreateFunctionRequest))]
[JsonType(typeof(UpdateFunctionRequest))]
[JsonType(typeof(GetFunctionRequest))]
[JsonType(typeof(ListFunctionsRequest))]
[JsonType(typeof(DeleteFunctionRequest))]
[JsonType(typeof(ListVersionsRequest))]
[JsonType(typeof(GetVersionRequest))]
[JsonType(typeof(ActivateVersionRequest))]
[JsonType(typeof(GetValueRequest))]
[JsonType(typeof(PutValueRequest))]
[JsonType(typeof(DeleteValueRequest))]
[JsonType(typeof(ListValuesRequest))]
[JsonType(typeof(ExecuteFunctionRequest))]
[JsonType(typeof(GetExecutionRequest))]
[JsonType(typeof(ListExecutionsRequest))]
[JsonType(typeof(CancelExecutionRequest))]
[JsonType(typeof(ReplayExecutionRequest))]
[JsonType(typeof(CreateTriggerRequest))]
[JsonType(typeof(ListTriggersRequest))]
[JsonType(typeof(PauseTriggerRequest))]
[JsonType(typeof(DeleteTriggerRequest))]
[JsonType(typeof(ListDeadLettersRequest))]
[JsonType(typeof(RetryDeadLetterRequest))]
[JsonType(typeof(DeliverWebhookRequest))]
public sealed partial class FunctionRequestJson : JsonContext;

/// <summary>Responses of the service: they may grow.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonType(typeof(FunctionDescription))]
[JsonType(typeof(ListFunctionsResponse))]
[JsonType(typeof(DeleteFunctionResponse))]
[JsonType(typeof(FunctionVersion))]
[JsonType(typeof(ListVersionsResponse))]
[JsonType(typeof(StoredValue))]
[JsonType(typeof(DeleteValueResponse))]
[JsonType(typeof(ListValuesResponse))]
[JsonType(typeof(ExecutionDescription))]
[JsonType(typeof(ListExecutionsResponse))]
[JsonType(typeof(ReplayExecutionResponse))]
[JsonType(typeof(TriggerDescription))]
[JsonType(typeof(ListTriggersResponse))]
[JsonType(typeof(DeleteTriggerResponse))]
[JsonType(typeof(ListDeadLettersResponse))]
[JsonType(typeof(RetryDeadLetterResponse))]
[JsonType(typeof(DeliverWebhookResponse))]
public sealed partial class FunctionResponseJson : JsonContext;
