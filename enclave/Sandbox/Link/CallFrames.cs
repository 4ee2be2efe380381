using NeoServiceLayer.Enclave.Sandbox.Engine;

namespace NeoServiceLayer.Enclave.Sandbox.Link;

/// <summary>Calls and answers as they are sent.</summary>
internal static class CallFrames
{
    internal static ReadOnlyMemory<byte> Write(WorkerCall call) =>
        new FrameWriter(FrameKind.Call).Int32(call.Id).Text(call.Name).Bytes(call.Arguments.Span).Frame();

    /// <exception cref="FormatException">It is none, or longer than it may be.</exception>
    internal static WorkerCall ReadCall(ReadOnlySpan<byte> fields)
    {
        FieldReader reader = new(fields);
        int id = reader.Int32();
        string name = reader.Text();
        ReadOnlySpan<byte> arguments = reader.Bytes();
        reader.End();
        return name.Length is > 0 and <= FrameLimits.MaxNameBytes && arguments.Length <= FrameLimits.MaxArgumentBytes
            ? new WorkerCall(id, name, arguments.ToArray())
            : throw new FormatException("A call is longer than it may be.");
    }

    internal static ReadOnlyMemory<byte> Write(WorkerAnswer answer) => new FrameWriter(FrameKind.Answer)
        .Int32(answer.Id)
        .Bytes(answer.Answer.Json.Span)
        .Optional(answer.Answer.ErrorCode)
        .Optional(answer.Answer.ErrorMessage)
        .Int64(answer.Answer.Time.UtcTicks)
        .Frame();

    /// <exception cref="FormatException">It is none.</exception>
    internal static WorkerAnswer ReadAnswer(ReadOnlySpan<byte> fields)
    {
        FieldReader reader = new(fields);
        int id = reader.Int32();
        HostAnswer answer = new(
            reader.Bytes().ToArray(), reader.Optional(), reader.Optional(), new DateTimeOffset(reader.Int64(), TimeSpan.Zero));
        reader.End();
        return new WorkerAnswer(id, answer);
    }
}
