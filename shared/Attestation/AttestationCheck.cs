namespace NeoServiceLayer.Attestation;

/// <summary>What a document must pass, in the order in which it is looked at. The set is closed.</summary>
public enum AttestationCheck
{
    /// <summary>COSE_Sign1 in strict CBOR, and nothing behind it.</summary>
    Encoding,

    /// <summary>Signed with ES384, and no header says anything else.</summary>
    Algorithm,

    /// <summary>The fields that AWS documents, each within its limits.</summary>
    Fields,

    /// <summary>The chain begins with the pinned root.</summary>
    Root,

    /// <summary>The signature is the certificate's.</summary>
    Signature,

    /// <summary>Each certificate is signed by the one before and may do what it does.</summary>
    Chain,

    /// <summary>Each certificate is valid when the document was made and at the time of the check.</summary>
    CertificateTime,

    /// <summary>The enclave does not run in debug mode.</summary>
    DebugMode,

    /// <summary>The document was made close to the time of the check.</summary>
    Time,

    /// <summary>The nonce is the one that was sent.</summary>
    Nonce,

    /// <summary>The keys that it binds are those that were shown.</summary>
    UserData,

    /// <summary>PCR1, the release, is the expected one.</summary>
    Release,

    /// <summary>PCR2, the operator's configuration, is the expected one.</summary>
    Configuration,

    /// <summary>PCR0, the whole image, is the expected one.</summary>
    Image,

    /// <summary>Another register that was named is the expected one.</summary>
    Register,
}

/// <summary>Sentences about checks.</summary>
public static class AttestationChecks
{
    /// <summary>The check's name as it is written: <c>certificateTime</c>.</summary>
    public static string Name(this AttestationCheck check)
    {
        string name = check.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>What it means that a document failed a check, in one sentence.</summary>
    public static string Sentence(this AttestationCheck failed) => failed switch
    {
        AttestationCheck.Encoding => "This is not a COSE_Sign1 document in strict CBOR, or something stands behind it.",
        AttestationCheck.Algorithm => "The document is not signed with ES384 alone; an emulator's is not signed at all.",
        AttestationCheck.Fields => "A field of the document is missing, unknown, given twice, or outside its limits.",
        AttestationCheck.Root => "The document's chain does not begin with the pinned root.",
        AttestationCheck.Signature => "The document's signature is not its certificate's.",
        AttestationCheck.Chain => "The document's certificates are not a chain of P-384 keys that may sign what they signed.",
        AttestationCheck.CertificateTime => "A certificate of the document is not valid at the time of the check, or was not when the document was made.",
        AttestationCheck.DebugMode => "The enclave runs in debug mode (PCR0 is all zero): its memory can be read from outside.",
        AttestationCheck.Time => "The document was made too long before, or after, the time of the check.",
        AttestationCheck.Nonce => "The document's nonce is not the one that was sent.",
        AttestationCheck.UserData => "The document does not bind the identity that was shown with it.",
        AttestationCheck.Release => "The release (PCR1) is not the expected one.",
        AttestationCheck.Configuration => "The operator's configuration (PCR2) is not the expected one.",
        AttestationCheck.Image => "The image (PCR0) is not the expected one, although release and configuration are.",
        AttestationCheck.Register => "A register other than PCR0, PCR1 and PCR2 does not have the expected value.",
        _ => throw new ArgumentOutOfRangeException(nameof(failed)),
    };
}
