using NeoServiceLayer.Enclave.Platform.Interop;
using NeoServiceLayer.Enclave.Platform.Machine;

namespace NeoServiceLayer.Enclave.Platform.Processes;

/// <summary>
/// A child process with a pipe to its descriptor 0, one from its 1 and one from its 2, and nothing else that it inherits. One thread
/// uses it, but for <see cref="Kill"/>, which any may call.
/// </summary>
public sealed unsafe partial class ChildProcess : IDisposable
{
    private const int None = -1;

    private readonly int input;
    private readonly int output;
    private readonly int errors;
    private ChildEnd? end;

    private ChildProcess(int id, int input, int output, int errors)
    {
        Id = id;
        this.input = input;
        this.output = output;
        this.errors = errors;
    }

    /// <summary>Its number.</summary>
    public int Id { get; }

    /// <summary>Whether this process may make another user of a child.</summary>
    public static bool MayChangeUser => LibC.GetEffectiveUser() == 0;

    /// <summary>Waits until there is something to read, or room to write if that is wanted, or the signal is set, or the time is over.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="toWrite">Whether to wait for room too.</param>
    /// <param name="milliseconds">The time.</param>
    public void Wait(WakeSignal signal, bool toWrite, int milliseconds)
    {
        ArgumentNullException.ThrowIfNull(signal);
        LibC.PollRequest* requests = stackalloc LibC.PollRequest[3];
        requests[0] = new() { FileDescriptor = output, Events = LibC.PollIn };
        requests[1] = new() { FileDescriptor = signal.Descriptor, Events = LibC.PollIn };
        requests[2] = new() { FileDescriptor = input, Events = LibC.PollOut };
        _ = LibC.Poll(requests, toWrite ? 3u : 2u, milliseconds);
    }

    /// <summary>Reads what is there.</summary>
    /// <returns>How many bytes; 0 at the end; negative: nothing is there now.</returns>
    public int Read(Span<byte> into) => Read(output, into);

    /// <summary>Reads what is there of its complaints; likewise.</summary>
    public int ReadErrors(Span<byte> into) => Read(errors, into);

    /// <summary>Writes as much as there is room for now.</summary>
    /// <returns>How many bytes; negative: it reads no more.</returns>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            nint written = LibC.Write(input, start, (nuint)bytes.Length);
            return written >= 0 ? (int)written : LibC.LastError is LibC.EAgain or LibC.EIntr ? 0 : None;
        }
    }

    /// <summary>Kills it; whoever waits sees its end. Nothing happens where it has ended.</summary>
    public void Kill() => Children.Kill(Id);

    /// <summary>Waits for its end, however long that takes.</summary>
    public ChildEnd WaitForEnd() => end ??= Children.Wait(Id);

    /// <summary>Kills it, waits until it is gone, and closes the pipes.</summary>
    public void Dispose()
    {
        Kill();
        WaitForEnd();
        _ = LibC.Close(input);
        _ = LibC.Close(output);
        _ = LibC.Close(errors);
    }

    private static int Read(int descriptor, Span<byte> into)
    {
        fixed (byte* start = into)
        {
            nint read = LibC.Read(descriptor, start, (nuint)into.Length);
            return read >= 0 ? (int)read : LibC.LastError is LibC.EAgain or LibC.EIntr ? None : 0;
        }
    }
}
