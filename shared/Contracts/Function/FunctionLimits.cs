namespace NeoServiceLayer.Contracts.Function;

/// <summary>Bounds of functions, held by both sides.</summary>
public static class FunctionLimits
{
    /// <summary>The longest source of a version, in bytes of UTF-8.</summary>
    public const int MaxSourceBytes = 256 << 10;

    /// <summary>The longest name of a function, in UTF-16 code units.</summary>
    public const int MaxNameLength = 128;

    /// <summary>The longest description, in UTF-16 code units.</summary>
    public const int MaxDescriptionLength = 1024;

    /// <summary>The longest name of an export, of a variable or of a secret as a function calls it, in characters.</summary>
    public const int MaxIdentifierLength = 64;

    /// <summary>The most variables of a version.</summary>
    public const int MaxVariables = 64;

    /// <summary>The longest value of a variable, in UTF-16 code units.</summary>
    public const int MaxVariableLength = 4096;

    /// <summary>What all variables of a version may have together with their names, in bytes of UTF-8.</summary>
    public const int MaxEnvironmentBytes = 64 << 10;

    /// <summary>The most secrets that a version names.</summary>
    public const int MaxSecrets = 32;

    /// <summary>The most wallets that a version names.</summary>
    public const int MaxWallets = 8;

    /// <summary>The most hosts that a version may fetch from.</summary>
    public const int MaxHosts = 32;

    /// <summary>The most versions that are kept of a function: the oldest that is not active makes room.</summary>
    public const int MaxVersions = 50;

    /// <summary>The longest parameters of an execution, and the longest result, in bytes of JSON.</summary>
    public const int MaxJsonBytes = 256 << 10;

    /// <summary>How long an execution may take when the version does not say, in milliseconds.</summary>
    public const int DefaultTimeoutMs = 10_000;

    /// <summary>The least that can be asked for.</summary>
    public const int MinTimeoutMs = 100;

    /// <summary>How long it may take at most.</summary>
    public const int MaxTimeoutMs = 300_000;

    /// <summary>What an execution may have of memory when the version does not say, in MiB.</summary>
    public const int DefaultMemoryMiB = 128;

    /// <summary>The least that can be asked for.</summary>
    public const int MinMemoryMiB = 32;

    /// <summary>What it may have at most.</summary>
    public const int MaxMemoryMiB = 512;

    /// <summary>How many statements an execution may run when the version does not say.</summary>
    public const long DefaultStatements = 50_000_000;

    /// <summary>The least that can be asked for.</summary>
    public const long MinStatements = 1000;

    /// <summary>How many it may run at most.</summary>
    public const long MaxStatements = 2_000_000_000;

    /// <summary>The most lines that are kept of an execution's log.</summary>
    public const int MaxLogLines = 500;

    /// <summary>The longest line, in UTF-16 code units; what is longer is cut.</summary>
    public const int MaxLogLineLength = 2048;

    /// <summary>What all lines may have together, in UTF-16 code units.</summary>
    public const int MaxLogLength = 64 << 10;

    /// <summary>The most calls to the outside that an execution makes.</summary>
    public const int MaxHostCalls = 200;

    /// <summary>The most transactions that an execution asks for.</summary>
    public const int MaxTransactions = 32;

    /// <summary>The longest body that it sends with fetch, in bytes.</summary>
    public const int MaxFetchBytes = 256 << 10;

    /// <summary>The longest body of an answer to fetch, in bytes.</summary>
    public const int MaxFetchedBytes = 1 << 20;

    /// <summary>The most headers that go with fetch, and that are given of its answer.</summary>
    public const int MaxHeaders = 64;

    /// <summary>What all answers to these may have together, in bytes.</summary>
    public const int MaxAnswerBytes = 2 << 20;

    /// <summary>The longest key of a function's storage, in bytes of UTF-8.</summary>
    public const int MaxKeyBytes = 128;

    /// <summary>The longest value there, in bytes of JSON.</summary>
    public const int MaxValueBytes = 64 << 10;

    /// <summary>How deep a value may be nested.</summary>
    public const int MaxValueDepth = 32;

    /// <summary>The most keys that one execution writes or deletes.</summary>
    public const int MaxWrittenValues = 64;

    /// <summary>What all values that one execution writes may have together, in bytes of JSON.</summary>
    public const int MaxWrittenBytes = 256 << 10;

    /// <summary>What the values of one page of a list may have together, in bytes of JSON.</summary>
    public const int MaxPageBytes = 512 << 10;

    /// <summary>The most values of one function.</summary>
    public const int MaxValues = 1000;

    /// <summary>The most items in one page of a list.</summary>
    public const int MaxPage = 100;

    /// <summary>How many there are where a request does not say.</summary>
    public const int DefaultPage = 50;

    /// <summary>The most triggers of a function.</summary>
    public const int MaxTriggers = 16;
}
