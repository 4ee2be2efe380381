using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.Chain.Outbox;

/// <summary>A transaction under way as its network's loop sees it. One task at a time works on it, while <see cref="IsBusy"/>.</summary>
/// <param name="name">Its document's name.</param>
/// <param name="document">What is kept of it.</param>
internal sealed class OutboxItem(string name, OutboxDocument document)
{
    private volatile bool mustLook;
    private volatile bool isBusy;
    private volatile bool isSent;
    private volatile string? refusal;

    internal string Name => name;

    internal OutboxEntry Entry { get; } = document.ToEntry();

    internal DateTimeOffset CreatedAt { get; } = document.CreatedAt;

    /// <summary>What is sent: the enclave signed and wrote it, so that it cannot be read would be a fault of ours.</summary>
    internal Transaction Transaction { get; } = Transaction.ParseMaybeUnsigned(document.Transaction);

    /// <summary>Whether the chain must be asked for it: it may be in a block, or have expired.</summary>
    internal bool MustLook
    {
        get => mustLook;
        set => mustLook = value;
    }

    /// <summary>Whether somebody works on it.</summary>
    internal bool IsBusy
    {
        get => isBusy;
        set => isBusy = value;
    }

    /// <summary>Whether a node has it, in this boot.</summary>
    internal bool IsSent
    {
        get => isSent;
        set => isSent = value;
    }

    /// <summary>Why nodes refuse it, as long as they do.</summary>
    internal string? Refusal
    {
        get => refusal;
        set => refusal = value;
    }

    /// <summary>When it is sent next.</summary>
    internal Due Sending { get; } = new();

    /// <summary>When it is looked for next, if it must be.</summary>
    internal Due Looking { get; } = new();
}
