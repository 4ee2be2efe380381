namespace NeoServiceLayer.Enclave.Core.Grants;

/// <summary>Who uses what was granted to a function: a run of one version, or a trigger of it.</summary>
/// <param name="AccountId">Whose function.</param>
/// <param name="FunctionId">Which.</param>
/// <param name="Version">The version that runs.</param>
/// <param name="SourceHash">What grants name: another source of the function has none of them.</param>
/// <param name="Reference">What the audit event says: an execution's id, or a trigger's.</param>
public sealed record GrantHolder(string AccountId, string FunctionId, int Version, string SourceHash, string Reference)
{
    /// <summary>What stands in audit events in the place of a key's id: <c>function:</c>, the function's id, <c>@</c> and the version.</summary>
    public string KeyId => $"function:{FunctionId}@{Version.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}
