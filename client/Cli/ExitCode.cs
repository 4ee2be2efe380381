namespace NeoServiceLayer.Cli;

/// <summary>What the command tells the shell.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The service refused; its error code is on stderr.</summary>
    public const int Refused = 1;

    /// <summary>The command line is not right; nothing was sent.</summary>
    public const int Usage = 2;

    /// <summary>No answer of a gateway came.</summary>
    public const int NotReachable = 3;

    /// <summary>What was checked is not what was expected, or nothing vouches for it; the first check that failed is on stderr.</summary>
    public const int NotTrusted = 4;

    /// <summary>SIGINT ended the command, as shells write it.</summary>
    public const int Interrupted = 130;

    /// <summary>SIGTERM ended the command, as shells write it.</summary>
    public const int Terminated = 143;
}
