using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Perf.Load.InProcess;

/// <summary>Pings over the calling side that the gateway uses; its reader is the calling thread.</summary>
internal sealed class PingLoad(Connection connection, Shape shape, double seconds)
{
    private const int MostEchoed = 1024;

    internal CallConnection Connection { get; } = new(connection, new CallSettings());

    internal LatencySamples Samples { get; } = new(seconds);

    /// <summary>{"echo":"xxx…"}; what an echo may not hold is white space before the brace.</summary>
    internal byte[] Payload { get; } = MakePayload(shape.PayloadBytes);

    internal int RequestBytes { get; set; }

    internal int ResponseBytes { get; set; }

    internal bool Finished { get; private set; }

    internal static byte[] MakePayload(int length)
    {
        byte[] payload = new byte[length];
        payload.AsSpan().Fill((byte)' ');
        "{\"echo\":\""u8.CopyTo(payload);
        int echo = Math.Min(MostEchoed, length - 11);
        payload.AsSpan(9, echo).Fill((byte)'x');
        payload[9 + echo] = (byte)'"';
        payload[^1] = (byte)'}';
        return payload;
    }

    internal int Run()
    {
        for (int place = 0; place < shape.InFlight; place++)
        {
            new PingCall(this, place).Start();
        }

        ConnectionEnd end = Connection.Run();
        if (!Finished)
        {
            throw new PerfException($"The connection ended: {end}.");
        }

        Samples.Print(RequestBytes, ResponseBytes);
        return 0;
    }

    internal void Finish()
    {
        Finished = true;
        Connection.Close(ConnectionEnd.ClosedHere);
    }
}
