namespace NeoServiceLayer.Neo.Transactions;

/// <summary>The numbers by which networks are told apart in what is signed.</summary>
public static class Network
{
    /// <summary>Neo N3's main network.</summary>
    public const uint Mainnet = 860833102;

    /// <summary>Neo N3's test network (NEP-21 still names its predecessor's 877933390).</summary>
    public const uint Testnet = 894710606;
}
