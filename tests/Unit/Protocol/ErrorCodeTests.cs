using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Protocol;

public sealed class ErrorCodeTests
{
    [Fact]
    public void The_specification_lists_exactly_the_codes_with_status_and_retry()
    {
        string[] written = [.. File.ReadAllLines(Specification())
            .SkipWhile(line => line != "## Error codes")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => $"{cells[1].Trim('`')} {cells[2]} {cells[3]}")];
        string[] declared = [.. ErrorCode.All.Select(code => $"{code.Name} {code.HttpStatus} {(code.Retryable ? "yes" : "no")}")];
        Assert.Equal(declared.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_code_is_found_by_its_name() =>
        Assert.All(ErrorCode.All, code => Assert.Same(code, ErrorCode.Find(code.Name)));

    /// <summary>Beside the solution, which is above the tests' binaries.</summary>
    private static string Specification()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NeoServiceLayer.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "shared", "Protocol", "PROTOCOL.md");
    }
}
