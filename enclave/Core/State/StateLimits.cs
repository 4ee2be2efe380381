namespace NeoServiceLayer.Enclave.Core.State;

/// <summary>Bounds of the state.</summary>
public static class StateLimits
{
    /// <summary>The longest content of a record, in bytes: the longest value that the parent takes, less the seal.</summary>
    public const int MaxContentBytes = 500 << 10;

    /// <summary>The most records that one transaction may change.</summary>
    public const int MaxChanges = 256;

    /// <summary>
    /// What the contents that one transaction writes may have together, in bytes: a secret of 1 MiB and what goes with it. With
    /// frames shorter than the default's it is less: what fits one commit's frame.
    /// </summary>
    public const int MaxTransactionBytes = 1536 << 10;
}
