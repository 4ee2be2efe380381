namespace NeoServiceLayer.Enclave.Chain.Rpc;

/// <summary>A node's answer that is an error. Its words differ from version to version; what counts here is what they mean.</summary>
/// <param name="Code">The code: those of nodes up to 3.6 are -100 and -500 with a text, newer ones have a code for each.</param>
/// <param name="Message">The text, at most <see cref="MaxText"/> characters.</param>
/// <param name="Data">More of it, at most as many; null if there is none.</param>
internal sealed record RpcError(int Code, string Message, string? Data)
{
    /// <summary>What of a text is kept.</summary>
    internal const int MaxText = 256;

    /// <summary>There is no such transaction, in its ledger or its logs: -100 in older nodes; -103 and, of logs, -105 in newer ones.</summary>
    internal bool IsUnknownTransaction => Code is -103 or -105 || (Code == -100 && Says("Unknown transaction"));

    /// <summary>There is no such contract: -100 in older nodes, -102 in newer ones.</summary>
    internal bool IsUnknownContract => Code == -102 || (Code == -100 && Says("Unknown contract"));

    /// <summary>There is no such block yet: -100 in older nodes, -101 and -109 in newer ones.</summary>
    internal bool IsUnknownBlock => Code is -101 or -109 || (Code == -100 && (Says("Unknown block") || Says("Invalid Height")));

    /// <summary>How a transaction was taken that was refused with this; null where the node said nothing of the transaction.</summary>
    internal Submission? ToSubmission() => Code switch
    {
        -501 or -503 => new Submission(SubmissionStatus.Known, null),
        -502 => new Submission(SubmissionStatus.Unreachable, "memoryPoolFull"),
        -504 => Refused("insufficientFee"),
        -505 => Refused("policyFail"),
        -506 => Refused("invalidScript"),
        -507 => Refused("invalidAttribute"),
        -508 or -512 => Refused("invalidSignature"),
        -509 => Refused("oversize"),
        -510 => Refused("expired"),
        -511 => Refused("insufficientFunds"),
        -500 => OfResult(),
        -32602 => Refused("refused"),
        _ => null,
    };

    /// <summary>The old way: the name of the verification's result is the text, or, in newer nodes, the data.</summary>
    private Submission OfResult()
    {
        string result = Enum.GetNames<VerifyResult>().FirstOrDefault(name => Message == name || Data == name) ?? "";
        return result switch
        {
            nameof(VerifyResult.AlreadyExists) or nameof(VerifyResult.AlreadyInPool) => new Submission(SubmissionStatus.Known, null),
            nameof(VerifyResult.OutOfMemory) => new Submission(SubmissionStatus.Unreachable, "memoryPoolFull"),
            nameof(VerifyResult.UnableToVerify) => new Submission(SubmissionStatus.Unreachable, null),
            nameof(VerifyResult.Invalid) or nameof(VerifyResult.InvalidSignature) => Refused("invalidSignature"),
            nameof(VerifyResult.InvalidScript) => Refused("invalidScript"),
            nameof(VerifyResult.InvalidAttribute) => Refused("invalidAttribute"),
            nameof(VerifyResult.OverSize) => Refused("oversize"),
            nameof(VerifyResult.Expired) => Refused("expired"),
            nameof(VerifyResult.InsufficientFunds) => Refused("insufficientFunds"),
            nameof(VerifyResult.PolicyFail) => Refused("policyFail"),
            nameof(VerifyResult.HasConflicts) => Refused("conflicts"),
            _ => Refused("refused"),
        };
    }

    private static Submission Refused(string reason) => new(SubmissionStatus.Refused, reason);

    private bool Says(string text) => Message.Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>What a node's check of a transaction gives (neo-project/neo, VerifyResult).</summary>
    private enum VerifyResult
    {
        AlreadyExists,
        AlreadyInPool,
        OutOfMemory,
        UnableToVerify,
        Invalid,
        InvalidScript,
        InvalidAttribute,
        InvalidSignature,
        OverSize,
        Expired,
        InsufficientFunds,
        PolicyFail,
        HasConflicts,
    }
}
