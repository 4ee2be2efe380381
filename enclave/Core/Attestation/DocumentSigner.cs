using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.Attestation;

/// <summary>
/// Has the module sign, one document after the other, on a thread that exists only while there is something to sign: neither a
/// connection nor the pool, which serves everybody else, ever waits for the module. Any thread may ask.
/// </summary>
/// <param name="module">Not owned.</param>
/// <param name="userData">What every document binds.</param>
internal sealed class DocumentSigner(ISecurityModule module, ReadOnlyMemory<byte> userData)
{
    /// <summary>How many may wait behind the one that is being signed: some tenths of a second, at some milliseconds each.</summary>
    internal const int MaxWaiting = 32;

    private readonly Lock gate = new();
    private readonly Queue<Task<byte[]>> waiting = new();
    private bool signing;

    /// <summary>A fresh document.</summary>
    /// <param name="nonce">What it binds besides; nothing if empty.</param>
    /// <param name="context">The call whose deadline counts: once it has passed nothing is signed. Null if none does.</param>
    /// <exception cref="RequestException">overloaded: too many wait; notReady: the module does not sign; deadlineExceeded.</exception>
    internal Task<byte[]> SignAsync(ReadOnlyMemory<byte> nonce, CallContext? context)
    {
        Task<byte[]> document = new(() => Sign(nonce, context), TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (waiting.Count >= MaxWaiting)
            {
                throw new RequestException(ErrorCode.Overloaded, "Too many wait for a document of the security module; send the request again later.");
            }

            waiting.Enqueue(document);
            if (signing)
            {
                return document;
            }

            signing = true;
        }

        new Thread(SignAll) { IsBackground = true, Name = "nsl-attestation" }.Start();
        return document;
    }

    private byte[] Sign(ReadOnlyMemory<byte> nonce, CallContext? context)
    {
        if (context is { DeadlinePassed: true })
        {
            throw new RequestException(ErrorCode.DeadlineExceeded, "The deadline passed before the security module came to it.");
        }

        try
        {
            return module.Attest(userData.Span, nonce.Span, publicKey: default);
        }
        catch (SecurityModuleException)
        {
            throw new RequestException(ErrorCode.NotReady, "The security module did not sign; try again.");
        }
    }

    private void SignAll()
    {
        while (Next() is { } document)
        {
            document.RunSynchronously(TaskScheduler.Default); // what it throws is its task's
        }
    }

    private Task<byte[]>? Next()
    {
        lock (gate)
        {
            signing = waiting.TryDequeue(out Task<byte[]>? next);
            return next;
        }
    }
}
