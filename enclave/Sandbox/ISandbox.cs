namespace NeoServiceLayer.Enclave.Sandbox;

/// <summary>Runs users' code, each run in a worker process of its own that holds nothing and may do nothing but ask. Any thread may use it.</summary>
public interface ISandbox
{
    /// <summary>Runs a job to its end. Whatever the code does, this returns: when the job's time is over its worker is killed.</summary>
    /// <param name="job">What is run.</param>
    /// <param name="host">What its calls to the outside go to. It is called by one run at once for as many calls as the code has made.</param>
    /// <param name="cancellationToken">Kills the worker; the outcome is then thrown away.</param>
    /// <exception cref="OperationCanceledException">The token said so.</exception>
    /// <exception cref="Protocol.Errors.RequestException">overloaded: as many run as may, and as many wait.</exception>
    ValueTask<SandboxOutcome> RunAsync(SandboxJob job, ISandboxHost host, CancellationToken cancellationToken = default);
}
