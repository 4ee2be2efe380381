using Xunit;

namespace NeoServiceLayer.Tests.Client;

/// <summary>From arguments to the payload that is sent.</summary>
public sealed class FieldArgumentTests
{
    [Theory]
    [InlineData("""{"name":"a b"}""", "--name", "a b")]
    [InlineData("""{"name":"-5"}""", "--name", "-5")]
    [InlineData("""{"name":"--x"}""", "--name=--x")]
    [InlineData("""{"name":""}""", "--name=")]
    [InlineData("""{"name":"@home"}""", "--name", "@@home")]
    [InlineData("""{"name":"n","validUntilBlock":4294967295}""", "--name", "n", "--valid-until-block", "4294967295")]
    [InlineData("""{"name":"n","validUntilBlock":0}""", "--name", "n", "--validUntilBlock=0")]
    [InlineData("""{"name":"n","factor":1.50}""", "--name", "n", "--factor", "1.50")]
    [InlineData("""{"dryRun":true,"name":"n"}""", "--dry-run", "--name", "n")]
    [InlineData("""{"dryRun":false,"name":"n"}""", "--dryRun", "false", "--name", "n")]
    [InlineData("""{"name":"n","key":{"kind":"p256","publicKey":"02ab"}}""", "--name", "n", "--key.kind", "p256", "--key.public-key", "02ab")]
    [InlineData("""{"name":"n","key":{"kind":"neoKey"}}""", "--name", "n", "--key.kind", "neo-key")]
    [InlineData("""{"name":"n","key":{"kind":"neoKey"}}""", "--name", "n", "--key", """{"kind":"neoKey"}""")]
    [InlineData("""{"name":"n","scopes":["a","[b]"]}""", "--name", "n", "--scopes", "a", "--scopes", "[b]")]
    [InlineData("""{"scopes":["a","b"],"name":"n"}""", "--scopes", "a", "--name", "n", "--scopes", "b")]
    [InlineData("""{"name":"n","heights":[1,-2]}""", "--name", "n", "--heights", "1", "--heights", "-2")]
    [InlineData("""{"name":"n","otherKeys":[{"kind":"p256"}]}""", "--name", "n", "--other-keys", """{"kind":"p256"}""")]
    [InlineData("""{"name":"n","limits":{"neo-x":3,"Gas":4}}""", "--name", "n", "--limits.neo-x", "3", "--limits.Gas", "4")]
    [InlineData("""{"name":"n","extra":[1,{"a":null}]}""", "--name", "n", "--extra", """[1,{"a":null}]""")]
    [InlineData("""{"name":"n","expiresAt":"2030-01-02T03:04:05Z"}""", "--name", "n", "--expires-at", "2030-01-02T03:04:05Z")]
    [InlineData("""{"name":"n","blob":"AAEC"}""", "--name", "n", "--blob", "AAEC")]
    [InlineData("""{"name":"é😀"}""", "--name", "é😀")]
    public async Task Arguments_become_the_payload(string payload, params string[] arguments)
    {
        await using LoopbackGateway gateway = LoopbackGateway.Answering("{}");
        NslRun run = await NslRun.Async(gateway, ["sample-service", "add-key", .. arguments]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        ReceivedRequest request = Assert.Single(gateway.Received);
        Assert.Equal("POST /v1/sampleService/addKey HTTP/1.1", request.Line);
        Assert.Equal(payload, Decode(request.Body));
    }

    [Theory]
    [InlineData("--name is missing.")]
    [InlineData("--key.kind is missing.", "--name", "n", "--key.public-key", "02")]
    [InlineData("sampleService.addKey has no field nmae; did you mean --name?", "--nmae", "n")]
    [InlineData("sampleService.addKey has no field jsn; did you mean --json?", "--name", "n", "--jsn")]
    [InlineData("sampleService.addKey has no field somethingElse.", "--somethingElse", "n")]
    [InlineData("--key.knid: key has no field knid; did you mean --key.kind?", "--key.knid", "p256")]
    [InlineData("--name.x: name has no fields, it is text.", "--name.x", "1")]
    [InlineData("--name needs a value (write --name=… if it begins with two dashes).", "--name")]
    [InlineData("--name needs a value (write --name=… if it begins with two dashes).", "--name", "--dry-run")]
    [InlineData("--name is given twice.", "--name", "a", "--name", "b")]
    [InlineData("--key.kind is given twice: as JSON and by its members.", "--name", "n", "--key", """{"kind":"p256"}""", "--key.kind", "p256")]
    [InlineData("--key is given twice: as JSON and by its members.", "--name", "n", "--key.kind", "p256", "--key", """{"kind":"p256"}""")]
    [InlineData("--validUntilBlock takes a whole number from 0 to 4294967295, not '4294967296'.", "--name", "n", "--valid-until-block", "4294967296")]
    [InlineData("--validUntilBlock takes a whole number from 0 to 4294967295, not '-1'.", "--name", "n", "--valid-until-block", "-1")]
    [InlineData("--validUntilBlock takes a whole number from 0 to 4294967295, not '1.5'.", "--name", "n", "--valid-until-block", "1.5")]
    [InlineData("--validUntilBlock takes a whole number from 0 to 4294967295, not 'ten'.", "--name", "n", "--valid-until-block", "ten")]
    [InlineData("--heights takes a whole number from -2147483648 to 2147483647, not 'x'.", "--name", "n", "--heights", "x")]
    [InlineData("--factor takes a number, not '1,5'.", "--name", "n", "--factor", "1,5")]
    [InlineData("--dryRun takes true or false, not 'maybe'.", "--name", "n", "--dry-run", "maybe")]
    [InlineData("--key.kind takes p256, neoKey, not 'p265'; did you mean p256?", "--name", "n", "--key.kind", "p265")]
    [InlineData("--expiresAt takes time (RFC 3339), not 'tomorrow'.", "--name", "n", "--expires-at", "tomorrow")]
    [InlineData("--blob takes base64, not '!'.", "--name", "n", "--blob", "!")]
    [InlineData("--extra takes JSON, not '{\"a\":1,\"a\":2}'.", "--name", "n", "--extra", """{"a":1,"a":2}""")]
    [InlineData("--key takes a JSON object (or its members, as in --name.member value), not 'p256'.", "--name", "n", "--key", "p256")]
    [InlineData("'stray' is one word too many; fields are written --field value.", "stray")]
    [InlineData("The file '/nonexistent/x' does not exist.", "--name", "@/nonexistent/x")]
    [InlineData("Only one value can be read from the standard input.", "--name", "-", "--scopes", "-")]
    [InlineData("--request-id takes 1 to 128 visible ASCII characters.", "--name", "n", "--request-id", "a b")]
    public async Task What_is_wrong_is_said_in_a_sentence_and_nothing_is_sent(string sentence, params string[] arguments)
    {
        await using LoopbackGateway gateway = LoopbackGateway.Answering("{}");
        NslRun run = await NslRun.Async(gateway, ["sampleService", "addKey", .. arguments]);
        Assert.Equal($"nsl: {sentence}\n", run.Error);
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Empty(gateway.Received);
    }

    [Fact]
    public async Task A_list_element_that_the_contract_refuses_is_named()
    {
        NslRun run = await NslRun.OfflineAsync("sampleService", "addKey", "--name", "n", "--other-keys", "{}");
        Assert.Equal(2, run.Code);
        Assert.Equal("nsl: --otherKeys[0] is not what the operation takes.\n", run.Error);
    }

    [Theory]
    [InlineData("text", "text")]
    [InlineData("text\n", "text")]
    [InlineData("text\r\n", "text")]
    [InlineData("two\nlines\n\n", "two\\nlines\\n")]
    public async Task Files_and_the_input_lose_one_line_ending(string content, string sent)
    {
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
            await using LoopbackGateway gateway = LoopbackGateway.Answering("{}");
            NslRun run = await NslRun.WithInputAsync(
                content, gateway, "sampleService", "addKey", "--name", "@" + path, "--key.kind", "p256", "--key.publicKey", "-");
            Assert.Equal((0, ""), (run.Code, run.Error));
            Assert.Equal($$$"""{"name":"{{{sent}}}","key":{"kind":"p256","publicKey":"{{{sent}}}"}}""", gateway.Received[0].Body);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_field_named_like_an_option_is_the_field()
    {
        await using LoopbackGateway gateway = LoopbackGateway.Answering("""{"keyId":"k"}""");
        NslRun run = await NslRun.Async(gateway, "sampleService", "fetch", "--url", "https://example.org", "--json");
        Assert.Equal("""{"url":"https://example.org","json":true}""", gateway.Received[0].Body);
        Assert.Equal("keyId: k\n", run.Output);
        NslRun missing = await NslRun.Async(gateway, "sampleService", "fetch");
        Assert.Equal((2, "nsl: --url is missing.\n"), (missing.Code, missing.Error));
    }

    /// <summary>The writer escapes what lies outside the basic plane; the meaning is what counts.</summary>
    private static string Decode(string body) => System.Text.RegularExpressions.Regex.Replace(
        body, @"\\u([0-9A-Fa-f]{4})", match => ((char)Convert.ToUInt16(match.Groups[1].Value, 16)).ToString());
}
