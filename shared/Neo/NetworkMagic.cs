namespace NeoServiceLayer.Neo;

/// <summary>The number that tells networks apart: a signature for one is worth nothing on another. A private network
/// has any other value.</summary>
public static class NetworkMagic
{
    /// <summary>N3's main network ("NEO3").</summary>
    public const uint MainNet = 860833102;

    /// <summary>N3's test network, T5.</summary>
    public const uint TestNet = 894710606;
}
