namespace NeoServiceLayer.Enclave.Sandbox;

/// <summary>What a worker is given. All that decides what the code does is in here and in the answers of the host: the same gives the same.</summary>
public sealed record SandboxJob
{
    /// <summary>The module.</summary>
    public required string SourceCode { get; init; }

    /// <summary>Which export runs.</summary>
    public required string Handler { get; init; }

    /// <summary>The handler's argument: one JSON value in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Parameters { get; init; }

    /// <summary>The variables: <c>nsl.env</c>.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The parts of <c>nsl</c> that are there beside env and storage, such as <c>secrets</c>, <c>chain</c>, <c>wallet</c>, <c>price</c>.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>What random numbers are made of: 32 bytes.</summary>
    public required ReadOnlyMemory<byte> Seed { get; init; }

    /// <summary>What the time is at the beginning. It stands still but for answers of the host.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How long it may take, in milliseconds.</summary>
    public required int TimeoutMs { get; init; }

    /// <summary>What it may have of memory, in MiB.</summary>
    public required int MemoryMiB { get; init; }

    /// <summary>How many statements it may run.</summary>
    public required long Statements { get; init; }
}
