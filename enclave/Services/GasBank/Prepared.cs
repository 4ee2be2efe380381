namespace NeoServiceLayer.Enclave.GasBank;

/// <summary>What was read and made before a transaction of the state. It holds no secrets, so nothing is cleared at its end.</summary>
internal sealed class Prepared<T>(T value) : IDisposable
{
    internal T Value => value;

    public void Dispose()
    {
    }
}
