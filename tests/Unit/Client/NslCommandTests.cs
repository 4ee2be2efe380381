using NeoServiceLayer.Contracts;
using Xunit;

namespace NeoServiceLayer.Tests.Client;

/// <summary>Help, output, exit codes.</summary>
public sealed class NslCommandTests
{
    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("call", "--help")]
    [InlineData("doctor", "--help")]
    public async Task Help_lists_every_operation(params string[] arguments)
    {
        NslRun run = await NslRun.OfflineAsync(arguments);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.All(Operations.All, operation => Assert.Contains(operation.Summary, run.Output, StringComparison.Ordinal));
        Assert.Contains("  add-key  Adds a key.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_of_an_operation_shows_its_fields()
    {
        NslRun run = await NslRun.OfflineAsync("sampleService", "addKey", "--help");
        Assert.Equal(0, run.Code);
        string[] rows = [.. run.Output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        Assert.Contains("--name text required", rows);
        Assert.Contains("--key object", rows);
        Assert.Contains("--key.kind p256 | neoKey required", rows);
        Assert.Contains("--scopes list of text repeat for more", rows);
        Assert.Contains("otherKeys[].publicKey text optional", rows);
        Assert.Contains("--limits map to whole number", rows);
        Assert.Contains("--valid-until-block whole number", rows);
        Assert.Contains("--expires-at time (RFC 3339)", rows);
        Assert.Contains("--blob base64", rows);
        Assert.Contains("--extra JSON", rows);
        Assert.Contains("keyId text optional", rows);
        Assert.Contains("Runs in the enclave; changes state.", rows);
    }

    [Fact]
    public async Task Help_of_every_operation_that_ships_can_be_written()
    {
        foreach (Protocol.Operations.Operation operation in Operations.All)
        {
            NslRun run = await NslRun.OfflineAsync(operation.Service, operation.Name, "--help");
            Assert.Equal((0, ""), (run.Code, run.Error));
            Assert.StartsWith(operation.Summary, run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_version_is_the_product_s() =>
        Assert.Equal(new NslRun(0, $"nsl {ProductVersion.Text}\n", ""), await NslRun.OfflineAsync("--version"));

    [Theory]
    [InlineData("There is no service 'sistem'; did you mean system?", "sistem", "ping")]
    [InlineData("There is no service 'docter'; did you mean doctor?", "docter")]
    [InlineData("There is no service 'qqqqqqqqqq'.", "qqqqqqqqqq")]
    [InlineData("system has no operation 'pnig'; did you mean ping?", "system", "pnig")]
    [InlineData("The operation is missing; nsl system --help lists those of system.", "system")]
    [InlineData("There is no option --ulr; did you mean --url?", "--ulr", "x", "system", "ping")]
    [InlineData("--json takes no value.", "--json=yes", "system", "ping")]
    [InlineData("'ftp://x' is not a gateway's URL; write one like http://127.0.0.1:8080.", "--url", "ftp://x", "system", "ping")]
    [InlineData("The service is missing: nsl call SERVICE OPERATION '{json}'.", "call")]
    [InlineData("The operation is missing: nsl call SERVICE OPERATION '{json}'.", "call", "system")]
    [InlineData("'../x' is no service's name: letters and digits, as in getStatus.", "call", "../x", "ping")]
    [InlineData("A payload is a JSON object.", "call", "system", "ping", "[]")]
    [InlineData("The text is not acceptable JSON: it ends too early at byte 1.", "call", "system", "ping", "{")]
    [InlineData("'x' is one word too many.", "call", "system", "ping", "{}", "x")]
    [InlineData("'x' is one word too many.", "doctor", "x")]
    public async Task Usage_errors_end_with_2(string sentence, params string[] arguments)
    {
        NslRun run = await NslRun.OfflineAsync(arguments);
        Assert.Equal(new NslRun(2, "", $"nsl: {sentence}\n"), run);
    }

    [Theory]
    [InlineData("{}", "call", "future", "thing")]
    [InlineData("""{ "a" : 1.0 }""", "call", "future", "thing", """{ "a" : 1.0 }""")]
    [InlineData("""{"in":1}""", "call", "future", "thing", "-")]
    public async Task Call_sends_the_payload_as_it_is(string payload, params string[] arguments)
    {
        await using LoopbackGateway gateway = LoopbackGateway.Answering("{\"b\":\n [1,\r\n 2.50]}");
        NslRun run = await NslRun.WithInputAsync("""{"in":1}""" + "\n", gateway, [.. arguments, "--json", "--request-id", "id-7"]);
        Assert.Equal(new NslRun(0, "{\"b\": [1, 2.50]}\n", ""), run);
        Assert.Equal("POST /v1/future/thing HTTP/1.1", gateway.Received[0].Line);
        Assert.Equal(payload, gateway.Received[0].Body);
        Assert.Equal("id-7", gateway.Received[0].Headers["Idempotency-Key"]);
    }

    [Fact]
    public async Task Answers_are_aligned_and_indented()
    {
        await using LoopbackGateway gateway = LoopbackGateway.Answering(
            """{"id":"k\u001b[31m\u202e","longName":7,"nested":{"a":true,"bcd":null},"empty":[],"list":[1,"x"],"objects":[{"p":1,"qq":[2]},{}]}""");
        NslRun run = await NslRun.Async(gateway, "call", "future", "thing");
        string expected =
            """
            id:       k\u001b[31m\u202e
            longName: 7
            nested:
              a:   true
              bcd: null
            empty:    []
            list:
              - 1
              - x
            objects:
              - p: 1
                qq:
                  - 2
              - {}

            """;
        Assert.Equal(new NslRun(0, expected.ReplaceLineEndings("\n"), ""), run);
    }

    [Fact]
    public async Task A_refusal_ends_with_1_and_its_code()
    {
        await using LoopbackGateway gateway = LoopbackGateway.Answering(
            """{"type":"about:blank","status":400,"detail":"echo is\u0007 too long.","errorCode":"invalidRequest","requestId":"r"}""", 400);
        NslRun run = await NslRun.Async(gateway, "system", "ping", "--echo", "x");
        Assert.Equal(new NslRun(1, "", "nsl: invalidRequest: echo is\\u0007 too long.\n"), run);
    }

    [Fact]
    public async Task Nobody_there_ends_with_3()
    {
        NslRun run = await NslRun.OfflineAsync("system", "ping");
        Assert.Equal(new NslRun(3, "", "nsl: Nothing listens at the gateway's address (http://127.0.0.1:1).\n"), run);
    }

    [Fact]
    public async Task A_broken_answer_ends_with_3_and_says_how_to_repeat()
    {
        await using LoopbackGateway gateway = new(_ => "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"u8.ToArray());
        NslRun run = await NslRun.Async(gateway, "system", "ping", "--request-id", "again");
        Assert.Equal(3, run.Code);
        Assert.EndsWith("The request may have run; repeat it with --request-id again to have it done once.\n", run.Error, StringComparison.Ordinal);
    }
}
