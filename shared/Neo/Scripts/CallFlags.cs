namespace NeoServiceLayer.Neo.Scripts;

/// <summary>What a called contract may do (neo-project/neo, CallFlags).</summary>
[Flags]
public enum CallFlags
{
    /// <summary>Nothing but compute.</summary>
    None = 0,

    /// <summary>Read storage.</summary>
    ReadStates = 1,

    /// <summary>Write storage.</summary>
    WriteStates = 2,

    /// <summary>Call other contracts.</summary>
    AllowCall = 4,

    /// <summary>Send notifications.</summary>
    AllowNotify = 8,

    /// <summary>Read and write storage.</summary>
    States = ReadStates | WriteStates,

    /// <summary>Read storage and call other contracts.</summary>
    ReadOnly = ReadStates | AllowCall,

    /// <summary>All of it.</summary>
    All = States | AllowCall | AllowNotify,
}
