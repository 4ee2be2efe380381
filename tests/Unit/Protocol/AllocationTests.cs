using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Wire.Transport;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Protocol;

public sealed class AllocationTests
{
    private const int Warm = 2000;
    private const int Counted = 20_000;

    [Fact]
    public void A_ping_allocates_its_request_and_response_objects_and_nothing_else()
    {
        // What the objects themselves cost, measured in the same run: reading the payload, and the response.
        byte[] payload = "{}"u8.ToArray();
        long objects = Measure(() =>
        {
            PingRequest request = JsonSerializer.Deserialize(payload, SystemOperations.Ping.Request)!;
            GC.KeepAlive(Answer(request));
        });
        using RepeatingConnection connection = new("""{"requestId":"1234","serviceType":"system","operation":"ping","payload":{}}""");
        OperationTable table = new OperationMap()
            .Bind(SystemOperations.Ping, (PingRequest request, in CallContext _) => Answer(request))
            .Seal([SystemOperations.Ping]);
        using ServerSession session = new(connection, table, new SessionSettings { ClearBuffers = true }, new Admission(1, 1));
        session.Run();
        Assert.Equal(Counted, connection.Answered);
        // By the request: what the runtime allocates once on either side, for itself, is no request's.
        Assert.Equal(objects / Counted, connection.Allocated / Counted);
    }

    private static PingResponse Answer(PingRequest request) => new() { Echo = request.Echo, Time = DateTime.UnixEpoch };

    private static long Measure(Action once)
    {
        long before = 0;
        for (int i = 0; i < Warm + Counted; i++)
        {
            before = i == Warm ? GC.GetAllocatedBytesForCurrentThread() : before;
            once();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>The same request again and again, on the session's thread; it counts what that thread allocates once all is warm.</summary>
    private sealed class RepeatingConnection : Connection
    {
        private readonly RepeatingInput input;

        internal RepeatingConnection(string body)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(body);
            byte[] frame = new byte[4 + utf8.Length];
            BinaryPrimitives.WriteInt32BigEndian(frame, utf8.Length);
            utf8.CopyTo(frame, 4);
            input = new RepeatingInput(frame, this);
        }

        internal int Answered { get; private set; }

        internal long Allocated { get; private set; }

        private long Before { get; set; }

        private int Reads { get; set; }

        public override PipeReader Input => input;

        public override int TrySend(ReadOnlySpan<byte> bytes)
        {
            Answered += Reads > Warm ? 1 : 0;
            return bytes.Length;
        }

        public override int Send(ReadOnlySpan<byte> bytes) => TrySend(bytes);

        public override void FinishSending()
        {
        }

        public override void StopReceiving()
        {
        }

        protected override void Shutdown()
        {
        }

        private bool Next()
        {
            long now = GC.GetAllocatedBytesForCurrentThread();
            Before = Reads == Warm ? now : Before;
            if (Reads++ == Warm + Counted)
            {
                Allocated = now - Before;
                return false;
            }

            return true;
        }

        private sealed class RepeatingInput(byte[] frame, RepeatingConnection connection) : PipeReader
        {
            private readonly System.Buffers.ReadOnlySequence<byte> whole = new(frame);

            public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => connection.Next()
                ? new(new ReadResult(whole, isCanceled: false, isCompleted: false))
                : new(new ReadResult(default, isCanceled: false, isCompleted: true));

            public override bool TryRead(out ReadResult result) => throw new NotSupportedException();

            public override void AdvanceTo(SequencePosition consumed)
            {
            }

            public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
            {
            }

            public override void CancelPendingRead()
            {
            }

            public override void Complete(Exception? exception = null)
            {
            }
        }
    }
}
