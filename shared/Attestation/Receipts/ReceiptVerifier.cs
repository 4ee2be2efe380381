namespace NeoServiceLayer.Attestation.Receipts;

/// <summary>What a receipt is compared with; what is null is not.</summary>
public sealed record ReceiptExpectation
{
    /// <summary>The request's id.</summary>
    public string? RequestId { get; init; }

    /// <summary>The service's name.</summary>
    public string? Service { get; init; }

    /// <summary>The operation's name.</summary>
    public string? Operation { get; init; }

    /// <summary>The id of the key that stamped the request.</summary>
    public string? KeyId { get; init; }

    /// <summary>The deployment, 64 digits of lower hex.</summary>
    public string? GenesisId { get; init; }

    /// <summary>The request's payload, byte for byte.</summary>
    public ReadOnlyMemory<byte>? Request { get; init; }

    /// <summary>The answer's payload, byte for byte.</summary>
    public ReadOnlyMemory<byte>? Response { get; init; }
}

/// <summary>Verifies receipts.</summary>
public static class ReceiptVerifier
{
    /// <summary>Whether a boot made a receipt. That the identity is that of an enclave, its attestation document says.</summary>
    /// <returns>The first check that failed; null if none did.</returns>
    public static ReceiptCheck? Origin(Receipt receipt, BootIdentity boot)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(boot);
        ReceiptClaims claims = receipt.Claims;
        return !claims.BootId.Span.SequenceEqual(boot.BootId.Span) ? ReceiptCheck.Boot
            : !claims.GenesisId.Span.SequenceEqual(boot.GenesisId.Span) ? ReceiptCheck.Deployment
            : receipt.SignerId != ReceiptKeyId.Of(boot.ReceiptKey.Span) ? ReceiptCheck.Key
            : !receipt.IsSignedBy(boot.ReceiptKey.Span) ? ReceiptCheck.Signature
            : null;
    }

    /// <summary>Whether a receipt is about what was asked and answered. It is to be believed only if <see cref="Origin"/> holds too.</summary>
    /// <returns>The first check that failed; null if none did.</returns>
    public static ReceiptCheck? Content(Receipt receipt, ReceiptExpectation wanted)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(wanted);
        ReceiptClaims claims = receipt.Claims;
        return wanted.GenesisId is not null && wanted.GenesisId != Convert.ToHexStringLower(claims.GenesisId.Span) ? ReceiptCheck.Deployment
            : wanted.RequestId is not null && wanted.RequestId != claims.RequestId ? ReceiptCheck.RequestId
            : wanted.Service is not null && wanted.Service != claims.Service ? ReceiptCheck.Operation
            : wanted.Operation is not null && wanted.Operation != claims.Operation ? ReceiptCheck.Operation
            : wanted.KeyId is not null && wanted.KeyId != claims.KeyId ? ReceiptCheck.Caller
            : wanted.Request is { } request && !receipt.IsForRequest(request.Span) ? ReceiptCheck.Request
            : wanted.Response is { } response && !receipt.IsForResponse(response.Span) ? ReceiptCheck.Response
            : null;
    }
}
