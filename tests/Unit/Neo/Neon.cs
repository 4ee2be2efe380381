using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace NeoServiceLayer.Tests.Neo;

/// <summary>neon-core, an independent implementation in JavaScript, run by node. It must have been installed:
/// <c>npm ci --ignore-scripts</c> in tests/Unit/Neo/neon. Where it is not, the test says that it was skipped.</summary>
internal static class Neon
{
    public static async Task<JsonElement> RunAsync(object request, string script = "verify.js")
    {
        var folder = Folder();
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Assert.Skip("neon-core is not installed: run `npm ci --ignore-scripts` in tests/Unit/Neo/neon.");
        }

        using var node = Process.Start(new ProcessStartInfo("node", [script])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var answer = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var problem = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(request));
        node.StandardInput.Close();
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await problem);
        using var document = JsonDocument.Parse(await answer);
        return document.RootElement.Clone();
    }

    private static string Folder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "NeoServiceLayer.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("These tests run inside the project.");
        }

        return Path.Combine(folder, "tests", "Unit", "Neo", "neon");
    }
}
