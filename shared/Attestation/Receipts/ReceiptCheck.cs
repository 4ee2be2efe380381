namespace NeoServiceLayer.Attestation.Receipts;

/// <summary>What a receipt must pass, in the order in which it is looked at. The set is closed.</summary>
public enum ReceiptCheck
{
    /// <summary>There is one.</summary>
    Missing,

    /// <summary>It is a receipt in the one form that receipts have.</summary>
    Form,

    /// <summary>It is of the boot whose document is there.</summary>
    Boot,

    /// <summary>It is of the deployment.</summary>
    Deployment,

    /// <summary>It names the boot's receipt key.</summary>
    Key,

    /// <summary>The signature is that key's.</summary>
    Signature,

    /// <summary>It is for this requestId.</summary>
    RequestId,

    /// <summary>It is for this operation.</summary>
    Operation,

    /// <summary>It is for a request that this key stamped.</summary>
    Caller,

    /// <summary>It is for this request's payload.</summary>
    Request,

    /// <summary>It is for this answer's payload.</summary>
    Response,

    /// <summary>Its state is not older than one that was seen before.</summary>
    RolledBack,

    /// <summary>Its state is of the same history as one that was seen before.</summary>
    Forked,
}

/// <summary>Sentences about checks.</summary>
public static class ReceiptChecks
{
    /// <summary>The check's name as it is written: <c>rolledBack</c>.</summary>
    public static string Name(this ReceiptCheck check)
    {
        string name = check.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>What it means that a receipt failed a check, in one sentence.</summary>
    public static string Sentence(this ReceiptCheck failed) => failed switch
    {
        ReceiptCheck.Missing => "The answer came without a receipt.",
        ReceiptCheck.Form => "This is not a receipt in the one form that receipts have.",
        ReceiptCheck.Boot => "The receipt is of another boot than the document.",
        ReceiptCheck.Deployment => "The receipt is of another deployment.",
        ReceiptCheck.Key => "The receipt does not name the key that the boot's document binds.",
        ReceiptCheck.Signature => "The receipt's signature is not the boot's.",
        ReceiptCheck.RequestId => "The receipt is for another requestId.",
        ReceiptCheck.Operation => "The receipt is for another operation.",
        ReceiptCheck.Caller => "The receipt is for a request that another key stamped.",
        ReceiptCheck.Request => "The receipt is for another request than this one.",
        ReceiptCheck.Response => "The receipt is for another answer than this one.",
        ReceiptCheck.RolledBack => "The state that the receipt names is older than one that was seen before.",
        ReceiptCheck.Forked => "The state that the receipt names is of another history than one that was seen before.",
        _ => throw new ArgumentOutOfRangeException(nameof(failed)),
    };
}
