using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Contracts.Function;

/// <summary>The <c>function</c> service: users' JavaScript inside the enclave. What runs it stands in <see cref="ExecutionOperations"/> and <see cref="TriggerOperations"/>.</summary>
public static class FunctionOperations
{
    /// <summary>Begins a function.</summary>
    public static readonly Operation<CreateFunctionRequest, FunctionVersion> CreateFunction = new(
        "function", "createFunction",
        "Creates a function with its first version, which is active.",
        static () => FunctionRequestJson.Default.CreateFunctionRequest, static () => FunctionResponseJson.Default.FunctionVersion)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Gives a function a next version.</summary>
    public static readonly Operation<UpdateFunctionRequest, FunctionVersion> UpdateFunction = new(
        "function", "updateFunction",
        "Writes a function's next version; it has no grants until it is given them.",
        static () => FunctionRequestJson.Default.UpdateFunctionRequest, static () => FunctionResponseJson.Default.FunctionVersion)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Removes a function.</summary>
    public static readonly Operation<DeleteFunctionRequest, DeleteFunctionResponse> DeleteFunction = new(
        "function", "deleteFunction",
        "Deletes a function with its versions, values, triggers and executions.",
        static () => FunctionRequestJson.Default.DeleteFunctionRequest, static () => FunctionResponseJson.Default.DeleteFunctionResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Lists functions.</summary>
    public static readonly Operation<ListFunctionsRequest, ListFunctionsResponse> ListFunctions = new(
        "function", "listFunctions",
        "Lists the account's functions, oldest first.",
        static () => FunctionRequestJson.Default.ListFunctionsRequest, static () => FunctionResponseJson.Default.ListFunctionsResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Shows a function.</summary>
    public static readonly Operation<GetFunctionRequest, FunctionDescription> GetFunction = new(
        "function", "getFunction",
        "Shows a function, by id or by name.",
        static () => FunctionRequestJson.Default.GetFunctionRequest, static () => FunctionResponseJson.Default.FunctionDescription)
    {
        Access = Access.Stamped,
    };

    /// <summary>Lists versions.</summary>
    public static readonly Operation<ListVersionsRequest, ListVersionsResponse> ListVersions = new(
        "function", "listVersions",
        "Lists a function's versions, newest first, without their code.",
        static () => FunctionRequestJson.Default.ListVersionsRequest, static () => FunctionResponseJson.Default.ListVersionsResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>Shows a version.</summary>
    public static readonly Operation<GetVersionRequest, FunctionVersion> GetVersion = new(
        "function", "getVersion",
        "Shows a version of a function with its code.",
        static () => FunctionRequestJson.Default.GetVersionRequest, static () => FunctionResponseJson.Default.FunctionVersion)
    {
        Access = Access.Stamped,
    };

    /// <summary>Says which version runs.</summary>
    public static readonly Operation<ActivateVersionRequest, FunctionDescription> ActivateVersion = new(
        "function", "activateVersion",
        "Activates a version of a function, a newer or an older one.",
        static () => FunctionRequestJson.Default.ActivateVersionRequest, static () => FunctionResponseJson.Default.FunctionDescription)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Reads a value.</summary>
    public static readonly Operation<GetValueRequest, StoredValue> GetValue = new(
        "function", "getValue",
        "Reads a value of a function's storage.",
        static () => FunctionRequestJson.Default.GetValueRequest, static () => FunctionResponseJson.Default.StoredValue)
    {
        Access = Access.Stamped,
    };

    /// <summary>Writes a value.</summary>
    public static readonly Operation<PutValueRequest, StoredValue> PutValue = new(
        "function", "putValue",
        "Writes a value of a function's storage; with expectedRevision only behind that one.",
        static () => FunctionRequestJson.Default.PutValueRequest, static () => FunctionResponseJson.Default.StoredValue)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Removes a value.</summary>
    public static readonly Operation<DeleteValueRequest, DeleteValueResponse> DeleteValue = new(
        "function", "deleteValue",
        "Deletes a value of a function's storage.",
        static () => FunctionRequestJson.Default.DeleteValueRequest, static () => FunctionResponseJson.Default.DeleteValueResponse)
    {
        Access = Access.Stamped,
        Effects = Effects.ChangesState,
    };

    /// <summary>Lists values.</summary>
    public static readonly Operation<ListValuesRequest, ListValuesResponse> ListValues = new(
        "function", "listValues",
        "Lists the values of a function's storage by key.",
        static () => FunctionRequestJson.Default.ListValuesRequest, static () => FunctionResponseJson.Default.ListValuesResponse)
    {
        Access = Access.Stamped,
    };

    /// <summary>The operations on functions, their versions and their storage.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        CreateFunction, UpdateFunction, DeleteFunction, ListFunctions, GetFunction, ListVersions, GetVersion, ActivateVersion, GetValue, PutValue, DeleteValue, ListValues,
    ];
}
