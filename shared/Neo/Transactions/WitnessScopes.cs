namespace NeoServiceLayer.Neo.Transactions;

/// <summary>Where a signer's witness counts (neo-project/neo, WitnessScope).</summary>
[Flags]
public enum WitnessScopes
{
    /// <summary>It only pays or attests; no contract sees it.</summary>
    None = 0,

    /// <summary>In what the transaction's script calls directly.</summary>
    CalledByEntry = 0x01,

    /// <summary>In the contracts that are listed.</summary>
    CustomContracts = 0x10,

    /// <summary>In contracts of the groups that are listed.</summary>
    CustomGroups = 0x20,

    /// <summary>Where the rules that are listed say so.</summary>
    WitnessRules = 0x40,

    /// <summary>Everywhere: any contract that is called may use it. Stands alone.</summary>
    Global = 0x80,
}
