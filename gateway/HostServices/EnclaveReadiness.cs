namespace NeoServiceLayer.Gateway.HostServices;

/// <summary>Whether the enclave serves, by its last heartbeat to this host.</summary>
internal sealed class EnclaveReadiness
{
    private volatile bool serving;

    /// <summary>Set by each heartbeat, and unset when a connection attaches: the enclave behind it may be another.</summary>
    internal bool IsServing
    {
        get => serving;
        set => serving = value;
    }
}
