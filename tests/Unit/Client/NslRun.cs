using System.Text;
using NeoServiceLayer.Cli;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Contracts;

namespace NeoServiceLayer.Tests.Client;

/// <summary>One run of the command in this process, with everything outside it injected.</summary>
internal sealed record NslRun(int Code, string Output, string Error)
{
    internal static Task<NslRun> Async(LoopbackGateway gateway, params string[] arguments) =>
        WithInputAsync("", gateway, arguments);

    internal static Task<NslRun> WithInputAsync(string input, LoopbackGateway gateway, params string[] arguments) =>
        RunAsync(input, gateway.Address.ToString(), arguments);

    /// <summary>A run that must not reach any gateway: nothing listens at its address.</summary>
    internal static Task<NslRun> OfflineAsync(params string[] arguments) => RunAsync("", "http://127.0.0.1:1", arguments);

    /// <summary>A run whose home is a folder that the test keeps.</summary>
    internal static Task<NslRun> AtHomeAsync(string home, Uri gateway, params string[] arguments) =>
        RunAsync("", gateway.ToString(), arguments, home);

    /// <summary>The same, and no gateway may be reached: nothing listens at its address.</summary>
    internal static Task<NslRun> OfflineAtHomeAsync(string home, params string[] arguments) => RunAsync("", "http://127.0.0.1:1", arguments, home);

    /// <summary>A run with another way to judge documents.</summary>
    internal static Task<NslRun> JudgingAsync(IDocumentVerifier documents, LoopbackGateway gateway, params string[] arguments) =>
        RunAsync("", gateway.Address.ToString(), arguments, documents: documents);

    /// <summary>A run beside the programs of a folder that the test made, and no gateway may be reached.</summary>
    internal static Task<NslRun> BesideAsync(string programs, params string[] arguments) =>
        RunAsync("", "http://127.0.0.1:1", arguments, programs: programs);

    private static async Task<NslRun> RunAsync(
        string input, string url, string[] arguments, string home = "/nonexistent", IDocumentVerifier? documents = null, string programs = "/nonexistent")
    {
        StringWriter output = new() { NewLine = "\n" };
        StringWriter error = new() { NewLine = "\n" };
        Surroundings outside = new()
        {
            Input = new MemoryStream(Encoding.UTF8.GetBytes(input)),
            Output = output,
            Error = error,
            Variable = name => name switch { "NSL_URL" => url, "NSL_HOME" => home, _ => null },
            Operations = [.. Operations.All, .. SampleContract.All],
            Documents = documents ?? new SignedDocuments(),
            ProgramFolder = programs,
        };
        int code = await NslCommand.RunAsync(arguments, outside, Xunit.TestContext.Current.CancellationToken);
        return new NslRun(code, output.ToString(), error.ToString());
    }
}
