using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Sandbox.Engine;

namespace NeoServiceLayer.Enclave.Sandbox.Link;

/// <summary>An outcome as it is sent.</summary>
internal static class OutcomeFrame
{
    private static readonly string[] Levels = ["debug", "log", "info", "warn", "error"];

    internal static ReadOnlyMemory<byte> Write(EngineOutcome outcome)
    {
        FrameWriter frame = new FrameWriter(FrameKind.Outcome).Int64(outcome.Statements).Bytes(outcome.Result.Span);
        if (outcome.Error is { } error)
        {
            frame.Byte(1).Byte((byte)error.Code).Text(error.Message).Optional(error.Stack);
        }
        else
        {
            frame.Byte(0);
        }

        frame.Int32(outcome.Logs.Count);
        foreach (ExecutionLogLine line in outcome.Logs)
        {
            frame.Byte((byte)Math.Max(0, Array.IndexOf(Levels, line.Level))).Text(line.Text);
        }

        return frame.Frame();
    }

    /// <summary>Reads what a worker says came of its job; what is too long in it is cut.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static EngineOutcome Read(ReadOnlySpan<byte> fields)
    {
        FieldReader reader = new(fields);
        long statements = reader.Int64();
        ReadOnlySpan<byte> result = reader.Bytes();
        ExecutionError? error = reader.Byte() switch
        {
            0 => null,
            1 => Error(ref reader),
            _ => throw new FormatException("An outcome neither has an error nor has none."),
        };
        List<ExecutionLogLine> logs = Logs(ref reader);
        reader.End();
        return new EngineOutcome { Error = error, Result = error is null ? result.ToArray() : default, Logs = logs, Statements = statements };
    }

    private static ExecutionError Error(ref FieldReader reader)
    {
        ExecutionFailure code = (ExecutionFailure)reader.Byte();
        return Enum.IsDefined(code)
            ? new ExecutionError
            {
                Code = code,
                Message = Cut(reader.Text(), FrameLimits.MaxMessageLength),
                Stack = reader.Optional() is { } stack ? Cut(stack, FrameLimits.MaxStackLength) : null,
            }
            : throw new FormatException("There is no such failure.");
    }

    private static List<ExecutionLogLine> Logs(ref FieldReader reader)
    {
        List<ExecutionLogLine> logs = [];
        int room = FunctionLimits.MaxLogLength;
        for (int left = reader.Count(); left > 0; left--)
        {
            byte level = reader.Byte();
            string text = Cut(reader.Text(), FunctionLimits.MaxLogLineLength);
            if (level >= Levels.Length)
            {
                throw new FormatException("There is no such level.");
            }

            if (logs.Count < FunctionLimits.MaxLogLines && (room -= text.Length) >= 0)
            {
                logs.Add(new ExecutionLogLine { Level = Levels[level], Text = text });
            }
        }

        return logs;
    }

    /// <summary>Never between the halves of a surrogate pair.</summary>
    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
