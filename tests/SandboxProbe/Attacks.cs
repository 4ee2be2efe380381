using System.Runtime.CompilerServices;
using System.Text;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Platform.Processes;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Enclave.Sandbox.Engine;
using NeoServiceLayer.Enclave.Sandbox.Link;

namespace NeoServiceLayer.Tests.SandboxProbe;

/// <summary>What a worker does that is no longer ours, by name and argument: <c>name argument</c>.</summary>
internal static class Attacks
{
    private const int Page = 4096;

    internal static EngineOutcome Run(SandboxJob job, IWorkerLink link)
    {
        string[] words = job.SourceCode.Split(' ', 3);
        string argument = words.Length > 1 ? words[1] : "";
        return words[0] switch
        {
            "echo" => Returned(job.Parameters),
            "syscall" => Number(SystemCalls.Make(words)),
            "ask" => Ask(link, argument, int.Parse(words[2])),
            "spin" => Spin(),
            "sleep" => Sleep(),
            "objects" => Objects(),
            "pages" => Pages(),
            "stack" => Number(Deeper(0)),
            "fault" => Fault(),
            "exit" => Exit(int.Parse(argument)),
            "garbage" => Garbage(Convert.FromHexString(argument)),
            "flood" => Flood(link),
            "log" => new EngineOutcome { Logs = [new ExecutionLogLine { Level = "log", Text = new string('x', 5000) }], Statements = long.MaxValue, Result = "1"u8.ToArray() },
            "collect" => Collect(),
            _ => Returned("null"u8.ToArray()), // also the job that warms up
        };
    }

    private static EngineOutcome Number(long value) => Returned(Encoding.ASCII.GetBytes($"{value}"));

    private static EngineOutcome Returned(ReadOnlyMemory<byte> json) => new() { Result = json, Logs = [], Statements = 1 };

    private static EngineOutcome Ask(IWorkerLink link, string name, int times)
    {
        for (int i = 1; i <= times; i++)
        {
            link.Send(new WorkerCall(i, name, "{}"u8.ToArray()));
        }

        string? error = null;
        for (int i = 0; i < times; i++)
        {
            error = link.Receive().Answer.ErrorCode ?? error;
        }

        return Returned(error is null ? "1"u8.ToArray() : Encoding.UTF8.GetBytes($"\"{error}\""));
    }

    private static EngineOutcome Spin()
    {
        while (true)
        {
        }
    }

    private static EngineOutcome Sleep()
    {
        Thread.Sleep(Timeout.Infinite);
        return Number(0);
    }

    /// <summary>Eats objects, and carries on where others would give up.</summary>
    private static EngineOutcome Objects()
    {
        List<byte[]> kept = [];
        while (true)
        {
            kept.Add(new byte[1 << 16]);
        }
    }

    /// <summary>Eats pages behind the runtime's back.</summary>
    private static EngineOutcome Pages()
    {
        long had = 0;
        while (SystemCalls.TryMap(1 << 20, out nint start))
        {
            for (int at = 0; at < 1 << 20; at += Page)
            {
                SystemCalls.Touch(start + at);
            }

            had++;
        }

        return Number(had);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Deeper(long depth)
    {
        Span<byte> room = stackalloc byte[1024];
        room.Fill((byte)depth);
        return Deeper(depth + 1) + room[(int)(depth % room.Length)];
    }

    private static EngineOutcome Fault()
    {
        SystemCalls.Touch(unchecked((nint)0x7FFF_0000_0000_0000));
        return Number(0);
    }

    private static EngineOutcome Exit(int code)
    {
        Environment.Exit(code);
        return Number(0);
    }

    /// <summary>Says it, and stays.</summary>
    private static EngineOutcome Garbage(byte[] bytes)
    {
        StandardPipes.Write(bytes);
        return Sleep();
    }

    /// <summary>Asks without end, and reads no answer.</summary>
    private static EngineOutcome Flood(IWorkerLink link)
    {
        for (int i = 1; ; i++)
        {
            link.Send(new WorkerCall(i, "large", "{}"u8.ToArray()));
        }
    }

    /// <summary>Makes work for the collector, the finaliser, exceptions and large objects: all that the runtime does goes on in confinement.</summary>
    private static EngineOutcome Collect()
    {
        int caught = 0;
        for (int i = 0; i < 300; i++)
        {
            byte[] large = new byte[(i % 7) << 18];
            try
            {
                throw new InvalidOperationException($"{large.Length}");
            }
            catch (InvalidOperationException)
            {
                caught++;
            }

            if (i % 50 == 0)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }

        return Number(caught);
    }
}
