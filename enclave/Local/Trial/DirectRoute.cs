using System.Net.Sockets;
using NeoServiceLayer.Enclave.Core.Egress;

namespace NeoServiceLayer.Enclave.Local.Trial;

/// <summary>Straight to the host, as this machine finds it: for a run without a gateway. TLS and its checks are the enclave's own.</summary>
internal sealed class DirectRoute : IEgressRoute
{
    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(string host, int port, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        giveUp.CancelAfter(timeout);
#pragma warning disable CA2000 // the stream that is given out owns it; else it is disposed of below
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        bool connected = false;
        try
        {
            await socket.ConnectAsync(host, port, giveUp.Token);
            connected = true;
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException)
        {
            throw new EgressException(EgressFailure.Refused);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new EgressException(EgressFailure.TimedOut);
        }
        finally
        {
            if (!connected)
            {
                socket.Dispose();
            }
        }
    }
}
