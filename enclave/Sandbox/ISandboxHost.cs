namespace NeoServiceLayer.Enclave.Sandbox;

/// <summary>Answers what users' code asks of the outside. The worker that asks may be taken over by the code: nothing it says is believed.</summary>
public interface ISandboxHost
{
    /// <summary>Answers one call. Many may be under way at once; their answers reach the code in the order of their places, or else as they come.</summary>
    /// <param name="name">Which function of the host: <c>secrets.get</c>, <c>fetch</c> and the like; anything at all.</param>
    /// <param name="arguments">Its arguments, one JSON value that was checked strictly; the memory is valid until this returns.</param>
    /// <param name="cancellationToken">The run is over.</param>
    /// <returns>The answer, or what the code catches.</returns>
    ValueTask<HostAnswer> CallAsync(string name, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken);
}

/// <summary>An answer to users' code.</summary>
/// <param name="Json">The value, one JSON value in UTF-8; empty with an error.</param>
/// <param name="ErrorCode">What the Error's <c>code</c> is that the code catches; null: there is none.</param>
/// <param name="ErrorMessage">Its message.</param>
/// <param name="Time">What the time is from now on, as far as the code is told.</param>
public sealed record HostAnswer(ReadOnlyMemory<byte> Json, string? ErrorCode, string? ErrorMessage, DateTimeOffset Time)
{
    /// <summary>
    /// Which answer of the run it is, from 0 on: it reaches the code behind those before it, whenever these come. Null: as soon as it is there.
    /// </summary>
    public int? Place { get; init; }
}
