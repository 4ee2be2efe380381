using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Provisioning;

namespace NeoServiceLayer.Enclave.Core.Keys;

/// <summary>Which deployment this enclave is of: its identity, and the root of its keys.</summary>
public sealed class Deployment : IDisposable
{
    private readonly Action initialised;
    private volatile bool isNew;

    /// <param name="genesis">The genesis record's bytes.</param>
    /// <param name="mode">The mode that they name.</param>
    /// <param name="rootKey">Owned from then on.</param>
    /// <param name="source">Where the root key comes from.</param>
    /// <param name="isNew">Whether the deployment has no state yet: only then is an empty store its own.</param>
    /// <param name="initialised">
    /// Notes durably that there is state from now on. It may throw IOException and UnauthorizedAccessException, and is tried again.
    /// </param>
    public Deployment(
        ReadOnlySpan<byte> genesis, EnclaveMode mode, RootKey rootKey, RootKeySource source, bool isNew, Action initialised)
    {
        Genesis = genesis.ToArray();
        GenesisId = GenesisRecord.IdOf(genesis);
        Mode = mode;
        RootKey = rootKey;
        Source = source;
        this.isNew = isNew;
        this.initialised = initialised;
    }

    /// <summary>The genesis record's bytes.</summary>
    public ReadOnlyMemory<byte> Genesis { get; }

    /// <summary>Its identity, 32 bytes: the audience of every stamp.</summary>
    public ReadOnlyMemory<byte> GenesisId { get; }

    /// <summary>The identity as it is written: 64 digits of lower hex.</summary>
    public string GenesisIdHex => Convert.ToHexStringLower(GenesisId.Span);

    /// <summary>Which kind of enclave it is for.</summary>
    public EnclaveMode Mode { get; }

    /// <summary>What every key of the deployment derives from.</summary>
    public RootKey RootKey { get; }

    /// <summary>Where the root key comes from.</summary>
    public RootKeySource Source { get; }

    /// <summary>States that its operators have seen, each known to be one that an enclave of it told.</summary>
    internal IReadOnlyList<State.CommitPoint> Floors { get; init; } = [];

    /// <summary>Whether it has no state yet: only then may it make the first of an empty store.</summary>
    public bool IsNew => isNew;

    /// <summary>A deployment whose root key ends with this boot, and its state with it.</summary>
    public static Deployment ForOneBoot(EnclaveMode mode, TimeProvider clock)
    {
        RootKey root = RootKey.Random();
        return new Deployment(WholeGenesis.Write(root, mode, clock), mode, root, RootKeySource.Boot, isNew: true, static () => { });
    }

    /// <summary>There is state from now on; an empty store is no longer this deployment's.</summary>
    public void MarkInitialised()
    {
        if (isNew)
        {
            initialised();
            isNew = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => RootKey.Dispose();
}
