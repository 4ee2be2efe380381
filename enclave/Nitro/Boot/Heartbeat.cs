using System.Buffers;
using System.IO.Pipelines;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Enclave.Nitro.Boot;

/// <summary>
/// Tells whoever started the enclave that it has booted: dials, sends one byte and reads it back. The one connection that an
/// enclave dials. nitro-cli waits for it 90 s.
/// </summary>
internal static class Heartbeat
{
    private const byte Beat = 0xB7;
    private const uint ParentCid = 3;
    private const uint Port = 9000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The parent's end of it.</summary>
    internal static WireEndpoint Parent => WireEndpoint.Vsock(ParentCid, Port);

    /// <summary>Tries until the parent answers or has not for a minute: its ear may be opened after the enclave is started.</summary>
    /// <exception cref="BootException">Nobody answered, or with something else.</exception>
    internal static void Send(WireEndpoint parent) => Send(parent, Patience);

    internal static void Send(WireEndpoint parent, TimeSpan patience)
    {
        long until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (!TrySend(parent, patience, isLast: Environment.TickCount64 >= until))
        {
            Thread.Sleep(Pause);
        }
    }

    private static bool TrySend(WireEndpoint parent, TimeSpan patience, bool isLast)
    {
        try
        {
            using Connection connection = Dialer.Dial(parent, new TransportSettings { IdleTimeout = patience }, patience);
            connection.Send([Beat]);
            ReadResult read = connection.Input.Wait();
            return read.Buffer.FirstSpan is [Beat]
                ? true
                : throw new BootException($"the parent's heartbeat on {parent} is answered with something else.");
        }
        catch (IOException failed) when (failed is TransportException or ConnectionLostException)
        {
            return isLast ? throw new BootException($"the parent does not answer the heartbeat: {failed.Message}", failed) : false;
        }
    }
}
