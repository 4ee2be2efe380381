using System.Buffers.Binary;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Enclave.Sandbox.Engine;
using NeoServiceLayer.Enclave.Sandbox.Link;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Sandbox.Containment;

/// <summary>What a worker says is read, or refused, whatever it is.</summary>
public sealed class FrameTests
{
    private static readonly byte[] Outcome = OutcomeFrame.Write(new EngineOutcome
    {
        Error = new ExecutionError { Code = ExecutionFailure.Threw, Message = "no", Stack = "at 1" },
        Logs = [new ExecutionLogLine { Level = "warn", Text = "hm" }],
        Statements = 7,
    }).ToArray();

    private static readonly byte[] Call = CallFrames.Write(new WorkerCall(3, "storage.get", "{\"key\":\"k\"}"u8.ToArray())).ToArray();

    [Fact]
    public void A_job_arrives_as_it_was_sent()
    {
        SandboxJob job = new()
        {
            SourceCode = "export default () => 'é'",
            Handler = "default",
            Parameters = "[1]"u8.ToArray(),
            Environment = new Dictionary<string, string> { ["A"] = "b" },
            Features = ["chain"],
            Seed = new byte[] { 1, 2 },
            Time = DateTimeOffset.UnixEpoch.AddDays(1),
            TimeoutMs = 5,
            MemoryMiB = 64,
            Statements = long.MaxValue,
        };
        SandboxJob read = JobFrame.Read(Fields(JobFrame.Write(job).ToArray()));
        Assert.Equal((job.SourceCode, job.Handler, job.Time, job.TimeoutMs, job.MemoryMiB, job.Statements), (read.SourceCode, read.Handler, read.Time, read.TimeoutMs, read.MemoryMiB, read.Statements));
        Assert.Equal(job.Environment, read.Environment);
        Assert.Equal(job.Features, read.Features);
        Assert.Equal(job.Seed.ToArray(), read.Seed.ToArray());
        Assert.Equal(job.Parameters.ToArray(), read.Parameters.ToArray());
    }

    [Fact]
    public void Every_cut_of_an_outcome_or_a_call_is_refused()
    {
        for (int length = 0; length < Fields(Outcome).Length; length++)
        {
            Assert.Throws<FormatException>(() => OutcomeFrame.Read(Fields(Outcome)[..length]));
        }

        for (int length = 0; length < Fields(Call).Length; length++)
        {
            Assert.Throws<FormatException>(() => CallFrames.ReadCall(Fields(Call)[..length]));
        }
    }

    [Fact]
    public void Every_flipped_bit_is_read_or_refused_and_nothing_else()
    {
        Flip(Outcome, static fields => OutcomeFrame.Read(fields));
        Flip(Call, static fields => CallFrames.ReadCall(fields));
    }

    [Fact]
    public void A_frame_arrives_whatever_the_pieces_it_comes_in()
    {
        for (int split = 1; split < Call.Length; split++)
        {
            FrameBuffer buffer = new(FrameLimits.MaxFromWorker);
            Feed(buffer, Call.AsSpan(0, split));
            Assert.False(buffer.TryTake(out _, out _));
            Feed(buffer, Call.AsSpan(split));
            Assert.True(buffer.TryTake(out FrameKind kind, out ReadOnlySpan<byte> fields));
            Assert.Equal(FrameKind.Call, kind);
            Assert.Equal("storage.get", CallFrames.ReadCall(fields).Name);
            Assert.False(buffer.TryTake(out _, out _));
        }
    }

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(0x80000000u)]
    [InlineData((uint)FrameLimits.MaxFromWorker + 1)]
    public void A_length_beyond_the_limit_is_refused_before_anything_of_it_has_come(uint length)
    {
        FrameBuffer buffer = new(FrameLimits.MaxFromWorker);
        byte[] head = new byte[FrameLimits.HeadBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(head, length);
        Feed(buffer, head);
        Assert.Throws<FormatException>(() => buffer.TryTake(out _, out _));
    }

    [Fact]
    public void Half_a_surrogate_pair_in_a_log_arrives_as_a_replacement()
    {
        byte[] frame = OutcomeFrame.Write(new EngineOutcome { Logs = [new ExecutionLogLine { Level = "log", Text = "\uD800x" }], Statements = 0 }).ToArray();
        Assert.Equal("\uFFFDx", Assert.Single(OutcomeFrame.Read(Fields(frame)).Logs).Text);
    }

    private delegate object Reading(ReadOnlySpan<byte> fields);

    private static void Flip(byte[] frame, Reading read)
    {
        for (int bit = 0; bit < (frame.Length - FrameLimits.HeadBytes) * 8; bit++)
        {
            byte[] changed = [.. Fields(frame)];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Assert.NotNull(read(changed));
            }
            catch (FormatException)
            {
                // refused
            }
        }
    }

    private static ReadOnlySpan<byte> Fields(byte[] frame) => frame.AsSpan(FrameLimits.HeadBytes);

    private static void Feed(FrameBuffer buffer, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            Span<byte> room = buffer.Room();
            int count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            buffer.Came(count);
            bytes = bytes[count..];
        }
    }
}
