using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Function.Executions;
using NeoServiceLayer.Enclave.Function.Hosting;
using NeoServiceLayer.Enclave.Function.Management;
using NeoServiceLayer.Enclave.Function.Triggers;
using NeoServiceLayer.Enclave.Function.Triggers.Webhooks;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Function;

/// <summary>The <c>function</c> service. Disposing of it ends what works beside the requests.</summary>
public sealed class FunctionService : IDisposable
{
    private readonly OutsideCalls outside;
    private readonly Executions.Executions executions;
    private readonly FunctionTriggers triggers;

    /// <summary>Sets the service up; nothing is read yet.</summary>
    public FunctionService(FunctionServiceParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        EnclaveParts enclave = parts.Enclave;
        Documents = new FunctionDocuments(enclave.Settings.MaxFunctionsPerAccount);
        Values = new FunctionValues();
        outside = new OutsideCalls(parts.Calls, parts.Networks, parts.Wallets, enclave.Egress, enclave.Settings.Egress.MaxConcurrent);
        FunctionHosts hosts = new(enclave.State, enclave.Clock, Documents, Values, parts.Secrets, outside.All);
        executions = new Executions.Executions(enclave.State, enclave.Clock, parts.Sandbox, hosts, Documents, parts.Payer, enclave.Settings.Functions);
        triggers = new FunctionTriggers(
            Documents, executions, new WebhookKeys(parts.Secrets), parts.Networks, enclave.State,
            new EnclaveTime(enclave.Clock, () => enclave.Clock.IsTrusted), enclave.Events, new TriggerSettings());

        // What goes with a function, by and by: a new kind comes at the end.
        Removal = new FunctionRemoval(enclave.State, [Documents.Versions, Values, new ExecutionRemains(executions.History, enclave.Clock)]);
        Management = new FunctionManagement(Documents, Removal, triggers);
        Writing = new FunctionWriting(Documents, Removal, enclave.Deployment.Mode == EnclaveMode.Local);
        Serving = new ValueServing(Documents, Values);
    }

    internal FunctionDocuments Documents { get; }

    internal FunctionValues Values { get; }

    internal FunctionRemoval Removal { get; }

    internal FunctionManagement Management { get; }

    internal FunctionWriting Writing { get; }

    internal ValueServing Serving { get; }

    /// <summary>Binds the service's operations.</summary>
    public void Bind(OperationMap map, StampedMap stamped)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(stamped);
        stamped.Bind(FunctionOperations.CreateFunction, Writing.CreateAsync)
            .Bind(FunctionOperations.UpdateFunction, Writing.UpdateAsync)
            .Bind(FunctionOperations.DeleteFunction, Management.DeleteAsync)
            .Bind(FunctionOperations.ListFunctions, Management.ListAsync)
            .Bind(FunctionOperations.GetFunction, Management.GetAsync)
            .Bind(FunctionOperations.ListVersions, Management.ListVersionsAsync)
            .Bind(FunctionOperations.GetVersion, Management.GetVersionAsync)
            .Bind(FunctionOperations.ActivateVersion, Management.ActivateAsync)
            .Bind(FunctionOperations.GetValue, Serving.GetAsync)
            .Bind(FunctionOperations.PutValue, Serving.PutAsync)
            .Bind(FunctionOperations.DeleteValue, Serving.DeleteAsync)
            .Bind(FunctionOperations.ListValues, Serving.ListAsync);
        new ExecutionService(executions).Bind(stamped);
        triggers.Bind(map, stamped);
    }

    /// <summary>Begins to execute what is due, once every service is bound; what the state does not serve yet is waited for.</summary>
    public void Start() => triggers.Start();

    /// <inheritdoc/>
    public void Dispose()
    {
        triggers.Dispose();
        executions.Dispose();
        outside.Dispose();
        Removal.Dispose();
    }
}
