using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;

namespace NeoServiceLayer.Perf.Load;

/// <summary>Starts servers and runs clients, on one core or where the kernel likes.</summary>
internal static class Processes
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(20);

    /// <summary>The core for pinned measurements: the last one that we may use.</summary>
    internal static string Core { get; } = FindCore();

    /// <summary>Starts a server and waits until it accepts connections.</summary>
    internal static Process Serve(Placement placement, Address accepts, params string[] command)
    {
        Process process = Start(placement, command, readOutput: false);
        Until(accepts.Answers, StartPatience, process, $"{string.Join(' ', command)}: does not accept connections on {accepts}.");
        return process;
    }

    /// <summary>Waits until something is so of a process that runs.</summary>
    internal static void Until(Func<bool> isSo, TimeSpan patience, Process process, string otherwise)
    {
        long began = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(began) > patience)
            {
                throw new PerfException(otherwise);
            }

            Thread.Sleep(5);
        }
    }

    /// <summary>Runs a program to its end and gives what it printed.</summary>
    internal static string Read(Placement placement, params string[] command)
    {
        using Process process = Start(placement, command, readOutput: true);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new PerfException($"{string.Join(' ', command)}: {errors.Result.Trim()}");
    }

    /// <summary>Runs a client to its end and reads its line.</summary>
    internal static Measurement Measure(Placement placement, params string[] command) =>
        JsonSerializer.Deserialize(Read(placement, command), MeasurementJson.Default.Measurement)!;

    /// <summary>Starts a program that is asked on its standard input and answers, a line each.</summary>
    internal static Process Converse(Placement placement, params string[] command) => Start(placement, command, readOutput: true, asks: true);

    private static Process Start(Placement placement, string[] command, bool readOutput, bool asks = false)
    {
        string[] whole = placement == Placement.Pinned ? ["taskset", "-c", Core, .. command] : command;
        ProcessStartInfo start = new(whole[0], whole[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = !asks,
            RedirectStandardInput = asks,
        };
        Process process = Process.Start(start) ?? throw new PerfException($"{whole[0]}: cannot be started.");
        if (!readOutput)
        {
            // What a server says is not wanted, but it must not stall on a full pipe.
            process.OutputDataReceived += static (_, _) => { };
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        return process;
    }

    private static string FindCore()
    {
        const string Key = "Cpus_allowed_list:";
        string allowed = File.ReadLines("/proc/self/status").First(line => line.StartsWith(Key, StringComparison.Ordinal));
        string last = allowed[Key.Length..].Split(',', '-')[^1].Trim();
        return int.Parse(last, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>Where a server accepts connections: a Unix socket's path, or a port on loopback.</summary>
internal readonly record struct Address(string? Path, int Port)
{
    internal string Endpoint => Path is null ? $"tcp:127.0.0.1:{Port}" : $"unix:{Path}";

    internal string Authority => $"127.0.0.1:{Port}";

    internal static Address FreePort()
    {
        using TcpListener listener = new(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return new Address(null, ((System.Net.IPEndPoint)listener.LocalEndpoint).Port);
    }

    internal bool Answers()
    {
        System.Net.EndPoint endpoint = Path is null
            ? new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, Port)
            : new UnixDomainSocketEndPoint(Path);
        using Socket socket = new(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(endpoint);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public override string ToString() => Endpoint;
}
