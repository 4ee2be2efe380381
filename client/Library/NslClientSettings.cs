using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Client.Sealing;
using NeoServiceLayer.Client.Stamping;

namespace NeoServiceLayer.Client;

/// <summary>What holds for every call of an <see cref="NslClient"/>.</summary>
public sealed record NslClientSettings
{
    /// <summary>How long a call without a deadline waits for its whole answer; 30 seconds unless said otherwise.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long connecting may take; 5 seconds unless said otherwise. Not used with a <see cref="Handler"/>.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The largest answer that is read, in bytes, from 1 KiB to 1 GiB; 4 MiB, the default limit of a frame, unless said
    /// otherwise. A longer one is dropped, whatever it declares its length to be.
    /// </summary>
    public int MaxResponseBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Stamps what has to be stamped; without one, such calls are refused by the enclave.</summary>
    public Stamper? Stamper { get; init; }

    /// <summary>
    /// The boot that must have signed the receipts, from an attestation document that was verified. Then public operations' answers
    /// are held to have receipts too. Without it only form, hashes and ids of receipts are checked, which any gateway can make up.
    /// </summary>
    public BootIdentity? Boot { get; init; }

    /// <summary>
    /// Told of each receipt once it was checked, before the answer is given. What it throws becomes the call's failure.
    /// </summary>
    public Func<Receipt, CancellationToken, Task>? ReceiptReceived { get; init; }

    /// <summary>
    /// Whom to seal to: then operations whose request or answer is confidential go sealed, and their answers come sealed. Without it they go in the
    /// clear, which an enclave outside of local mode refuses.
    /// </summary>
    public SealTarget? SealedTo { get; init; }

    /// <summary>Whether every operation that runs in the enclave goes sealed, not only what is confidential; needs <see cref="SealedTo"/>.</summary>
    public bool SealEverything { get; init; }

    /// <summary>Sends the requests in place of the client's own connections; it stays its owner's to dispose.</summary>
    public HttpMessageHandler? Handler { get; init; }
}
