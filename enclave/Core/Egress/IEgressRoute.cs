namespace NeoServiceLayer.Enclave.Core.Egress;

/// <summary>How raw bytes get to a host: over the lines that the parent parks; on a developer's machine, for a run without a gateway, directly.</summary>
internal interface IEgressRoute
{
    /// <summary>Opens a line to a target.</summary>
    /// <param name="host">A name or the literal of an address.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="timeout">How long all of it may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EgressException">There is no line to it.</exception>
    Task<Stream> OpenAsync(string host, int port, TimeSpan timeout, CancellationToken cancellationToken);
}
