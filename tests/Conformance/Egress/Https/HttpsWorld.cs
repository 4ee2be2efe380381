using System.Text;
using System.Text.Json.Nodes;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Gateway.EnclaveLink;
using NeoServiceLayer.Gateway.HostServices.Egress;
using NeoServiceLayer.Tests.Conformance.Flight;

namespace NeoServiceLayer.Tests.Conformance.Egress.Https;

/// <summary>An enclave whose configuration names some hosts, and before it the gateway's own egress.</summary>
internal sealed class HttpsWorld : IDisposable
{
    private const int Parked = 4;

    private readonly EgressService? gateway;

    /// <param name="roots">Who certifies hosts, as PEM.</param>
    /// <param name="urls">The hosts, at most nine.</param>
    /// <param name="egress">More members of the configuration's egress.</param>
    /// <param name="time">The enclave's time; the machine's by default.</param>
    /// <param name="withGateway">Whether anybody parks lines.</param>
    internal HttpsWorld(string roots, string[] urls, JsonObject? egress = null, ITimeSource? time = null, bool withGateway = true)
    {
        Enclave = new EgressEnclave(Reach.Unix, Configuration(roots, urls, egress), time);
        if (withGateway)
        {
            gateway = new EgressService(new EnclaveLinkSettings { Endpoint = Enclave.Endpoint }, new EgressSettings { Parked = Parked });
            gateway.Start();
            Enclave.AwaitParked(Parked);
        }
    }

    internal EgressEnclave Enclave { get; }

    /// <summary>A configuration that names hosts and who certifies them.</summary>
    internal static string Configuration(string roots, string[] urls, JsonObject? egress = null)
    {
        egress ??= [];
        egress["roots"] = roots;
        JsonObject network = new()
        {
            ["name"] = "test",
            ["magic"] = 1,
            ["quorum"] = urls.Length,
            ["endpoints"] = new JsonArray([.. urls.Select(url => new JsonObject { ["url"] = url })]),
        };
        return new JsonObject { ["networks"] = new JsonArray(network), ["egress"] = egress }.ToJsonString();
    }

    internal static EgressRequest To(string url, byte[]? pin = null) =>
        new() { Url = new Uri(url), Trust = new HostTrust(pin), Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>One that is never sent again.</summary>
    internal static EgressRequest Post(string url) => To(url) with { Method = "POST" };

    internal ValueTask<EgressResponse> SendAsync(EgressRequest request) => Enclave.Http.SendAsync(request, TestContext.Current.CancellationToken);

    /// <summary>Asks, and expects an answer with this body.</summary>
    internal async Task AnswersAsync(EgressRequest request, string body)
    {
        EgressResponse answer = await SendAsync(request);
        Assert.Equal((200, body), (answer.Status, Encoding.Latin1.GetString(answer.Body.Span)));
    }

    /// <summary>Asks, and expects a failure, which says nothing but its name.</summary>
    internal async Task FailsAsync(EgressRequest request, EgressHttpFailure failure)
    {
        EgressHttpException failed = await Assert.ThrowsAsync<EgressHttpException>(async () => await SendAsync(request));
        Assert.Equal(failure, failed.Failure);
        Assert.Equal($"There is no answer from the outside: {failure}.", failed.Message);
        Assert.Null(failed.InnerException);
    }

    /// <summary>Asks a host that does not finish, until it was reached within the little time that there is; expects to give up, and its line to end.</summary>
    internal async Task GivesUpAsync(string url, TestHost host)
    {
        do
        {
            await FailsAsync(To(url) with { Timeout = TimeSpan.FromMilliseconds(500) }, EgressHttpFailure.TimedOut);
        }
        while (host.Accepted == 0);

        await host.EndedAsync();
    }

    /// <summary>The gateway is gone.</summary>
    internal void EndGateway() => gateway!.Dispose();

    public void Dispose()
    {
        gateway?.Dispose();
        Enclave.Dispose();
    }
}
