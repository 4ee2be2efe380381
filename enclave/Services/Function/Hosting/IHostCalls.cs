namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>
/// Some of the functions that users' code calls of its host. A run's calls are begun one after the other, in the order in which the code
/// made them: what comes before the first wait is done in that order. Any thread may begin one, for any number of runs at once.
/// </summary>
internal interface IHostCalls
{
    /// <summary>Whether a call of that name is one of these.</summary>
    bool Serves(string name);

    /// <summary>Answers a call.</summary>
    /// <param name="name">One that is served.</param>
    /// <param name="arguments">One JSON value that was checked strictly; whether it is what the call takes is found here. Not read after the first wait.</param>
    /// <param name="run">Who calls.</param>
    /// <param name="cancellationToken">The run is over. What was committed by then stays; nothing is committed after that.</param>
    /// <returns>One JSON value in UTF-8.</returns>
    /// <exception cref="Protocol.Errors.RequestException">What the code catches: its code, and its message.</exception>
    /// <exception cref="OperationCanceledException">The run is over.</exception>
    ValueTask<ReadOnlyMemory<byte>> CallAsync(string name, ReadOnlyMemory<byte> arguments, FunctionRun run, CancellationToken cancellationToken);
}
