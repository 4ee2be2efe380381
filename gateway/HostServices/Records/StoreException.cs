namespace NeoServiceLayer.Gateway.HostServices.Records;

/// <summary>The store cannot be opened, or has failed. The message is for the operator.</summary>
internal sealed class StoreException : Exception
{
    internal StoreException(string message)
        : base(message)
    {
    }

    internal StoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
