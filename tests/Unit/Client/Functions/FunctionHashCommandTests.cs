using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace NeoServiceLayer.Tests.Client.Functions;

/// <summary><c>nsl function hash</c> and what its siblings refuse before they ask anybody.</summary>
public sealed class FunctionHashCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("nsl-function-").FullName;

    private string Module => Path.Combine(folder, "f.js");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_hash_is_over_everything_that_decides_what_a_grant_is_worth()
    {
        const string code = "export const handler = () => \"Zoë\";\n";
        await File.WriteAllTextAsync(Module, code, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "b"), "2\n", TestContext.Current.CancellationToken);
        JsonNode answer = await HashAsync(
            "--env", "A=1", "--env", $"B=@{folder}/b", "--secret", "key=sec_1", "--wallet", "till=wal_1", "--host", "b.example", "--host", "A.example");

        byte[] expected = SHA256.HashData(
        [
            .. Text("nsl-function-source-v1"), .. Text(code), .. Text("handler"),
            .. Count(2), .. Text("A"), .. Text("1"), .. Text("B"), .. Text("2"),
            .. Count(1), .. Text("key"), .. Text("sec_1"),
            .. Count(1), .. Text("till"), .. Text("wal_1"),
            .. Count(2), .. Text("a.example"), .. Text("b.example"),
        ]);
        Assert.Equal(Convert.ToHexStringLower(expected), answer["sourceHash"]!.GetValue<string>());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code))), answer["codeHash"]!.GetValue<string>());
    }

    [Theory]
    [InlineData]
    [InlineData("--handler", "other")]
    [InlineData("--env", "A=1")]
    [InlineData("--secret", "A=1")]
    [InlineData("--wallet", "A=1")]
    [InlineData("--host", "a.example")]
    public async Task Each_of_them_changes_it(params string[] said)
    {
        await File.WriteAllTextAsync(Module, "export const handler = () => 1;", TestContext.Current.CancellationToken);
        string plain = (await HashAsync())["sourceHash"]!.GetValue<string>();
        Assert.Equal(said.Length == 0, plain == (await HashAsync(said))["sourceHash"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("The module's file is missing: nsl function hash FILE.", "hash")]
    [InlineData("The file '/nonexistent/f.js' does not exist.", "hash", "/nonexistent/f.js")]
    [InlineData("'g.js' is one word too many; options are written --name value.", "hash", "f.js", "g.js")]
    [InlineData("--env takes NAME=VALUE.", "hash", "f.js", "--env", "A")]
    [InlineData("--env takes NAME=VALUE.", "hash", "f.js", "--env", "=1")]
    [InlineData("--env names A twice.", "hash", "f.js", "--env", "A=1", "--env", "A=1")]
    [InlineData("function hash takes no --watch; nsl function hash --help says what it takes.", "hash", "f.js", "--watch")]
    [InlineData("function deploy takes no --parameters; nsl function deploy --help says what it takes.", "deploy", "f.js", "--parameters", "1")]
    [InlineData("function dev takes no --wallet; nsl function dev --help says what it takes.", "dev", "f.js", "--wallet", "a=b")]
    [InlineData("--statements takes a whole number, up to 2000000000.", "dev", "f.js", "--statements", "1e9")]
    [InlineData("--seed takes 32 bytes: 64 hexadecimal digits.", "dev", "f.js", "--seed", "00")]
    [InlineData("--time takes a time in UTC and whole seconds, like 2026-01-31T12:00:00Z.", "dev", "f.js", "--time", "noon")]
    public async Task Wrong_usage_is_one_sentence_and_asks_nobody(string sentence, params string[] arguments) =>
        Assert.Equal(new NslRun(2, "", $"nsl: {sentence}\n"), await NslRun.OfflineAsync(["function", .. arguments]));

    [Fact]
    public async Task A_module_is_text_of_a_bounded_length()
    {
        await File.WriteAllBytesAsync(Module, [0xFF], TestContext.Current.CancellationToken);
        Assert.Equal(new NslRun(2, "", $"nsl: The file '{Module}' is not UTF-8 text.\n"), await NslRun.OfflineAsync("function", "hash", Module));
        await File.WriteAllBytesAsync(Module, new byte[(256 << 10) + 1], TestContext.Current.CancellationToken);
        NslRun tooLong = await NslRun.OfflineAsync("function", "hash", Module);
        Assert.Equal(new NslRun(2, "", $"nsl: The file '{Module}' is longer than the 256 KiB that a module may have.\n"), tooLong);
    }

    [Fact]
    public async Task Help_is_shown_without_a_file()
    {
        NslRun help = await NslRun.OfflineAsync("function", "dev", "--help");
        Assert.Equal((0, ""), (help.Code, help.Error));
        Assert.Contains("--secret NAME=@FILE", help.Output, StringComparison.Ordinal);
    }

    private async Task<JsonNode> HashAsync(params string[] said)
    {
        NslRun run = await NslRun.OfflineAsync(["function", "hash", Module, "--json", .. said]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return JsonNode.Parse(run.Output)!;
    }

    private static byte[] Text(string text) => [.. Count(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Count(int number)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
