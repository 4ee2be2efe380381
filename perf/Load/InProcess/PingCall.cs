using System.Diagnostics;
using System.Globalization;
using System.Text;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Wire.Framing;

namespace NeoServiceLayer.Perf.Load.InProcess;

/// <summary>A place in flight: as soon as its ping is answered, on the reader's thread, it asks again.</summary>
internal sealed class PingCall : PendingCall
{
    private readonly PingLoad load;
    private long began;

    internal PingCall(PingLoad load, int place)
    {
        this.load = load;
        ExpiresAt = long.MaxValue;
        SetId(Encoding.ASCII.GetBytes(place.ToString("D8", CultureInfo.InvariantCulture)));
    }

    internal void Start()
    {
        began = Stopwatch.GetTimestamp();
        if (load.Connection.TryStart(this) is { } refusal)
        {
            throw new PerfException($"The call was not started: {refusal.Name}.");
        }
    }

    protected override void WriteTo(FrameBuffer body)
    {
        int start = body.Length;
        RequestWriter.Begin(body, Id, "system", "ping");
        body.Write(load.Payload);
        RequestWriter.End(body, deadlineMilliseconds: -1, traceParent: default, auth: default);
        load.RequestBytes = body.Length - start;
    }

    protected override void OnResponse(in ResponseFrame response)
    {
        if (!response.Success)
        {
            throw new PerfException($"The server answered {response.ErrorCode.Name}: {response.ErrorMessage}");
        }

        long now = Stopwatch.GetTimestamp();
        load.Samples.Add(now, began);
        load.ResponseBytes = response.Payload.Length;
        if (load.Samples.Over(now))
        {
            load.Finish();
            return;
        }

        Start();
    }

    protected override void OnFailed(ErrorCode code, string message)
    {
        if (!load.Finished)
        {
            throw new PerfException($"The call failed: {code.Name}.");
        }
    }
}
