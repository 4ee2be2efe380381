namespace NeoServiceLayer.Perf.Load.Functions;

/// <summary>A module of perf/Functions, and what its handler is given.</summary>
internal sealed record Handler(string Name, string Parameters)
{
    private const string Folder = "perf/Functions";

    internal static Handler Empty { get; } = new("empty", "null");

    internal static Handler Statements { get; } = new("statements", """{"rounds":50000}""");

    internal static Handler HostCall { get; } = new("hostcall", "null");

    internal static IReadOnlyList<Handler> All { get; } = [Empty, Statements, HostCall];

    internal string File => Path.Combine(Folder, Name + ".js");

    internal string SourceCode => System.IO.File.ReadAllText(File);

    internal static Handler Find(string name) => All.FirstOrDefault(handler => handler.Name == name) ?? throw new PerfException($"There is no handler {name}.");

    /// <summary>A script beside the modules.</summary>
    internal static string Script(string name) => Path.Combine(Folder, name);
}
