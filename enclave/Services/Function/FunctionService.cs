using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Function.Hosting;
using NeoServiceLayer.Enclave.Function.Management;

namespace NeoServiceLayer.Enclave.Function;

/// <summary>The <c>function</c> service. Disposing of it ends what works beside the requests.</summary>
public sealed class FunctionService : IDisposable
{
    /// <summary>Sets the service up; nothing is read yet.</summary>
    public FunctionService(FunctionServiceParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        Documents = new FunctionDocuments(parts.Enclave.Settings.MaxFunctionsPerAccount);
        Values = new FunctionValues();

        // What goes with a function: a new kind comes at the end.
        Removal = new FunctionRemoval(parts.Enclave.State, [Documents.Versions, Values]);
        Management = new FunctionManagement(Documents, Removal);
        Writing = new FunctionWriting(Documents, Removal, parts.Enclave.Deployment.Mode == EnclaveMode.Local);
        Serving = new ValueServing(Documents, Values);

        // Who answers what runs ask of chain, wallets and the network.
        Hosts = new FunctionHosts(parts.Enclave.State, parts.Enclave.Clock, Documents, Values, parts.Secrets, others: []);
    }

    internal FunctionDocuments Documents { get; }

    internal FunctionValues Values { get; }

    internal FunctionRemoval Removal { get; }

    internal FunctionManagement Management { get; }

    internal FunctionWriting Writing { get; }

    internal ValueServing Serving { get; }

    internal IRunHosts Hosts { get; }

    /// <summary>Binds the service's operations.</summary>
    public void Bind(StampedMap stamped)
    {
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
    }

    /// <inheritdoc/>
    public void Dispose() => Removal.Dispose();
}
