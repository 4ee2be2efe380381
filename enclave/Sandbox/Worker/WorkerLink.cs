using NeoServiceLayer.Enclave.Platform.Processes;
using NeoServiceLayer.Enclave.Sandbox.Engine;
using NeoServiceLayer.Enclave.Sandbox.Link;

namespace NeoServiceLayer.Enclave.Sandbox.Worker;

/// <summary>The worker's side of its pipes. A supervisor that is gone ends the worker: there is nobody to do anything for.</summary>
internal sealed class WorkerLink : IWorkerLink
{
    private readonly FrameBuffer buffer = new(FrameLimits.MaxToWorker);

    internal static void SendReady() => Send(new FrameWriter(FrameKind.Ready).Frame());

    internal SandboxJob ReceiveJob() => JobFrame.Read(Receive(FrameKind.Job));

    internal static void SendOutcome(EngineOutcome outcome) => Send(OutcomeFrame.Write(outcome));

    /// <inheritdoc/>
    public void Send(WorkerCall call) => Send(CallFrames.Write(call));

    /// <inheritdoc/>
    public WorkerAnswer Receive() => CallFrames.ReadAnswer(Receive(FrameKind.Answer));

    private static void Send(ReadOnlyMemory<byte> frame)
    {
        if (!StandardPipes.Write(frame.Span))
        {
            Environment.Exit(WorkerProcess.Abandoned);
        }
    }

    private ReadOnlySpan<byte> Receive(FrameKind expected)
    {
        while (true)
        {
            if (buffer.TryTake(out FrameKind kind, out ReadOnlySpan<byte> fields))
            {
                return kind == expected ? fields : throw new FormatException("Something else was expected.");
            }

            int count = StandardPipes.Read(buffer.Room());
            if (count == 0)
            {
                Environment.Exit(WorkerProcess.Abandoned);
            }

            buffer.Came(count);
        }
    }
}
