using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>docs/http.md says how to call NSL from any language; here its words are done.</summary>
public sealed partial class HttpPageTests
{
    private const string PageAddress = "http://127.0.0.1:8080";

    private static readonly string Page = File.ReadAllText(Path.Combine(Published.Root, "docs", "http.md"));

    [Fact]
    public async Task The_pages_javascript_runs_in_node()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        string script = Assert.Single(JavaScript().Matches(Page)).Groups[1].Value;
        Assert.InRange(script.Split('\n').Length, 10, 31);
        string output = await RunAsync(script, "node", "--input-type=module", "-", system.Api.BaseAddress!.ToString().TrimEnd('/'));
        Assert.Matches("accountId: 'acc_[a-z2-7]{26}'", output);
        Assert.Matches("walletId: 'wal_[a-z2-7]{26}'", output);
        Assert.Contains("unauthenticated", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_curl_commands_run()
    {
        using LocalSystem system = await LocalSystem.StartAsync();
        string[] blocks = [.. Shell().Matches(Page).Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(blocks);
        foreach (string block in blocks)
        {
            string script = "set -e\n" + block.Replace(PageAddress, system.Api.BaseAddress!.ToString().TrimEnd('/'), StringComparison.Ordinal);
            Assert.NotEqual("", await RunAsync(script, "bash", "-s"));
        }
    }

    private static async Task<string> RunAsync(string input, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
        return output;
    }

    [GeneratedRegex("```js\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JavaScript();

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shell();
}
