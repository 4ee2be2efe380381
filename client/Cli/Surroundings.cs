using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Cli;

/// <summary>All that the command takes from outside itself, so that a test can be its outside.</summary>
public sealed record Surroundings
{
    /// <summary>What <c>-</c> reads.</summary>
    public required Stream Input { get; init; }

    /// <summary>Where answers and help go.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Where the one sentence about a failure goes.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>An environment variable by name.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>What there is to call.</summary>
    public required IReadOnlyList<Operation> Operations { get; init; }

    /// <summary>How documents are judged.</summary>
    public IDocumentVerifier Documents { get; init; } = new SignedDocuments();

    /// <summary>Where the programs are that were published with this one.</summary>
    public string ProgramFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>This machine's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
