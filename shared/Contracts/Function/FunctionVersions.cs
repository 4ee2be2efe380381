namespace NeoServiceLayer.Contracts.Function;

/// <summary>What an execution of a version may take; what is absent is the default.</summary>
public sealed record ExecutionLimits
{
    /// <summary>How long, waiting for the outside included, in milliseconds: 100 to 300,000; 10,000 when absent.</summary>
    public int? TimeoutMs { get; init; }

    /// <summary>Memory, in MiB: 32 to 512; 128 when absent.</summary>
    public int? MemoryMiB { get; init; }

    /// <summary>Statements: 1,000 to 2,000,000,000; 50,000,000 when absent.</summary>
    public long? Statements { get; init; }
}

/// <summary>The request of <c>function.createFunction</c>.</summary>
public sealed record CreateFunctionRequest
{
    /// <summary>Its name, the only one of that name in the account: 1 to 128 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for: at most 1,024 characters.</summary>
    public string? Description { get; init; }

    /// <summary>An ES module without imports, at most 256 KiB.</summary>
    public required string SourceCode { get; init; }

    /// <summary>Which of the module's exports runs, with the parameters as its only argument; <c>handler</c> when absent.</summary>
    public string? Handler { get; init; }

    /// <summary>What an execution may take.</summary>
    public ExecutionLimits? Limits { get; init; }

    /// <summary>Variables, which the function reads as <c>nsl.env</c>: no secrets, which are granted instead. At most 64 KiB with their names.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Ids of secrets, by the name that the function calls them. Each has to be granted besides.</summary>
    public IReadOnlyDictionary<string, string>? Secrets { get; init; }

    /// <summary>Ids of wallets, by the name that the function calls them. Each has to be granted besides.</summary>
    public IReadOnlyDictionary<string, string>? Wallets { get; init; }

    /// <summary>Hosts that it may fetch from, in lower case: a name, or name:port in local mode; none when absent.</summary>
    public IReadOnlyList<string>? AllowedHosts { get; init; }

    /// <summary>The Gas Bank account that pays for executions, from what it has allocated to the function; needed where executions cost.</summary>
    public string? BankAccountId { get; init; }
}

/// <summary>
/// The request of <c>function.updateFunction</c>: a next version, with what is absent as in the latest one. Where nothing is given that
/// versions are made of, there is no next version: name, description and bank account are the function's own.
/// </summary>
public sealed record UpdateFunctionRequest
{
    /// <summary>Which function.</summary>
    public required string FunctionId { get; init; }

    /// <summary>Only if this is the latest version; when absent whatever that is.</summary>
    public int? ExpectedVersion { get; init; }

    /// <summary>Whether the new version is the one that runs from now on; true when absent. It stands with a new version only.</summary>
    public bool? Activate { get; init; }

    /// <summary>Another name.</summary>
    public string? Name { get; init; }

    /// <summary>Another description.</summary>
    public string? Description { get; init; }

    /// <summary>Another module.</summary>
    public string? SourceCode { get; init; }

    /// <summary>Another export.</summary>
    public string? Handler { get; init; }

    /// <summary>Other limits, all three of them.</summary>
    public ExecutionLimits? Limits { get; init; }

    /// <summary>Other variables, all of them.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Other secrets, all of them.</summary>
    public IReadOnlyDictionary<string, string>? Secrets { get; init; }

    /// <summary>Other wallets, all of them.</summary>
    public IReadOnlyDictionary<string, string>? Wallets { get; init; }

    /// <summary>Other hosts, all of them.</summary>
    public IReadOnlyList<string>? AllowedHosts { get; init; }

    /// <summary>Another Gas Bank account.</summary>
    public string? BankAccountId { get; init; }
}

/// <summary>A function; its code stands in its versions.</summary>
public sealed class FunctionDescription
{
    /// <summary>Its id.</summary>
    public required string FunctionId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The version that runs.</summary>
    public required int ActiveVersion { get; init; }

    /// <summary>The newest version.</summary>
    public required int LatestVersion { get; init; }

    /// <summary>The source hash of the version that runs: what grants name.</summary>
    public required string SourceHash { get; init; }

    /// <summary>The Gas Bank account that pays for executions.</summary>
    public string? BankAccountId { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was changed last, in UTC.</summary>
    public required DateTime UpdatedAt { get; init; }
}

/// <summary>A version of a function. It never changes.</summary>
public sealed class FunctionVersion
{
    /// <summary>The function.</summary>
    public required string FunctionId { get; init; }

    /// <summary>Its number, from 1 on.</summary>
    public required int Version { get; init; }

    /// <summary>The hash of code, handler, variables, secrets, wallets and hosts (<see cref="FunctionSource"/>): what grants name.</summary>
    public required string SourceHash { get; init; }

    /// <summary>The SHA-256 of the module's UTF-8 alone, in hexadecimal: what <c>sha256sum</c> of the file prints.</summary>
    public required string CodeHash { get; init; }

    /// <summary>Whether it is the version that runs.</summary>
    public required bool Active { get; init; }

    /// <summary>The module; only where it was asked for.</summary>
    public string? SourceCode { get; init; }

    /// <summary>The export that runs.</summary>
    public required string Handler { get; init; }

    /// <summary>What an execution may take, with the defaults filled in.</summary>
    public required ExecutionLimits Limits { get; init; }

    /// <summary>The variables.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Ids of secrets by the function's name for them.</summary>
    public required IReadOnlyDictionary<string, string> Secrets { get; init; }

    /// <summary>Ids of wallets by the function's name for them.</summary>
    public required IReadOnlyDictionary<string, string> Wallets { get; init; }

    /// <summary>Hosts that it may fetch from.</summary>
    public required IReadOnlyList<string> AllowedHosts { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>The key that made it.</summary>
    public required string CreatedBy { get; init; }
}
