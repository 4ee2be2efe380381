namespace NeoServiceLayer.Enclave.Sandbox.Supervisor;

/// <summary>How much runs at once, and how.</summary>
public sealed record SandboxSettings
{
    /// <summary>How many jobs run at once; each has a thread of the enclave's that waits for its worker.</summary>
    public int MaxRunning { get; init; } = 8;

    /// <summary>How many wait for their turn; who comes after them is refused.</summary>
    public int MaxWaiting { get; init; } = 256;

    /// <summary>What jobs that run may have of memory together, in MiB; one that may have more than that alone runs alone.</summary>
    public int MaxMemoryMiB { get; init; } = 1024;

    /// <summary>How many workers wait for a job, confined already: of those with the memory that a version has which does not say. None before the first job.</summary>
    public int WarmWorkers { get; init; } = 4;

    /// <summary>The program that is a worker when it is called so: null is this very one.</summary>
    public string? Program { get; init; }

    /// <summary>What the program is called with before a worker's own arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>What is in a worker's environment beside its own.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>The first of the users that workers are, where this process may choose: as many as run, wait and end at once.</summary>
    public uint FirstUserId { get; init; } = 50_000;

    /// <summary>How long a worker may take to begin.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(20);
}
