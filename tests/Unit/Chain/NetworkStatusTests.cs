using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Tests.Accounts;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>What <c>system.getStatus</c> tells of networks.</summary>
public sealed class NetworkStatusTests
{
    private const string Configuration = """
        {"networks":[{"name":"private","magic":5,"quorum":2,"timeoutMs":100,"endpoints":[
        {"url":"http://127.0.0.1:1/hidden-path"},{"url":"https://node.example/v1/another?key=hidden"},{"url":"https://node.example:8443/"}]}]}
        """;

    [Fact]
    public async Task Status_names_networks_and_end_points_and_no_path_of_one()
    {
        using TestEnclave enclave = new(configuration: Configuration);
        Reply reply = await AskAsync(enclave);
        NetworkStatus network = Assert.Single(reply.MustBe(SystemOperations.GetStatus.Response).Enclave!.Networks!);
        Assert.Equal(("private", 5u, 2, null), (network.Name, network.Magic, network.Quorum, network.Height));
        Assert.Equal(["127.0.0.1:1", "node.example:443", "node.example:8443"], network.Endpoints.Select(endpoint => endpoint.Host));
        Assert.All(network.Endpoints, endpoint => Assert.Equal(EndpointState.Unreachable, endpoint.State));
        Assert.DoesNotContain("hidden", reply.Text, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"unreachable\"", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_says_nothing_of_networks_where_there_are_none()
    {
        using TestEnclave enclave = new();
        Reply reply = await AskAsync(enclave);
        Assert.Null(reply.MustBe(SystemOperations.GetStatus.Response).Enclave!.Networks);
    }

    private static Task<Reply> AskAsync(TestEnclave enclave) =>
        enclave.Client.SendAsync(new Request(enclave.Client.NextId(), "system", "getStatus", "{}"u8.ToArray(), ""));
}
