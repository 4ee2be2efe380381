using System.Text.Json;
using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

public sealed class GatewayLogTests
{
    [Fact]
    public void What_the_enclave_says_is_one_line_and_cannot_pass_for_the_gateway()
    {
        using StringWriter output = new();
        using (GatewayLog log = new(output, TimeProvider.System))
        {
            log.Write(LogLevel.Warning, "http.server", "one");
            log.WriteFromEnclave([new LogEvent
            {
                Time = DateTime.UnixEpoch,
                Level = LogLevel.Error,
                Event = "x\",\"source\":\"gateway",
                Fields = new Dictionary<string, LogField> { ["a\r\n"] = new("b\r\n{}\u2028"), ["count"] = new(-7) },
            }]);
        }

        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["gateway", "enclave"], lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("source").GetString()));
        Assert.Equal(1, JsonDocument.Parse(lines[1]).RootElement.EnumerateObject().Count(member => member.Name == "source"));
        JsonElement fields = JsonDocument.Parse(lines[1]).RootElement.GetProperty("fields");
        Assert.Equal("b\r\n{}\u2028", fields.GetProperty("a\r\n").GetString());
        Assert.Equal(-7, fields.GetProperty("count").GetInt64());
        Assert.Equal("one", JsonDocument.Parse(lines[0]).RootElement.GetProperty("fields").GetProperty("detail").GetString());
    }
}
