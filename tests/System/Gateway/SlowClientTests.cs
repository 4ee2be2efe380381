using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

/// <summary>Clients that ask and do not listen.</summary>
public sealed class SlowClientTests
{
    private const int SlowClients = 4;
    private const int CallsWhileTheyStand = 100;

    private const string InFlight = "nsl_gateway_http_in_flight";
    private const string Served = "nsl_gateway_requests_total{service=\"system\",operation=\"ping\",code=\"ok\"}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_that_read_no_answer_hold_up_nobody_else()
    {
        // One connection to the enclave: whatever waited for a client there would stop all the others.
        using LocalSystem system = await LocalSystem.StartAsync("{\"requestsPerSecond\":0,\"enclaveConnections\":1}");
        DeafClient[] deaf = [.. Enumerable.Range(0, SlowClients).Select(_ => new DeafClient(system.Api.BaseAddress!))];
        try
        {
            long servedToTheDeaf = 0;
            for (int own = 1, still = 0; still < CallsWhileTheyStand; own++)
            {
                using HttpResponseMessage answer = await system.CallAsync("system/ping", "{}");
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                long theirs = await system.MetricAsync(Served) - own;

                // Each of them has an answer that finds no room, and so for as long as others are served.
                bool allStand = await system.MetricAsync(InFlight) == SlowClients && theirs == servedToTheDeaf;
                still = allStand ? still + 1 : 0;
                servedToTheDeaf = theirs;
                ReplaceCutOff(deaf, system.Api.BaseAddress!);
            }
        }
        finally
        {
            Array.ForEach(deaf, client => client.Dispose());
        }
    }

    /// <summary>Who takes nothing for long enough is cut off; another takes that one's place.</summary>
    private static void ReplaceCutOff(DeafClient[] deaf, Uri address)
    {
        for (int i = 0; i < deaf.Length; i++)
        {
            if (deaf[i].Writing.IsCompleted)
            {
                deaf[i].Dispose();
                deaf[i] = new DeafClient(address);
            }
        }
    }

    /// <summary>Sends requests without end on one connection, and reads nothing.</summary>
    private sealed class DeafClient : IDisposable
    {
        private readonly TcpClient connection = new();

        internal DeafClient(Uri address)
        {
            connection.Connect(IPEndPoint.Parse(address.Authority));
            Writing = WriteAsync(address.Authority);
        }

        internal Task Writing { get; }

        public void Dispose() => connection.Dispose();

        private async Task WriteAsync(string host)
        {
            string body = $"{{\"echo\":\"{new string('x', 1024)}\"}}";
            byte[] request = Encoding.ASCII.GetBytes(
                $"POST /v1/system/ping HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {body.Length}\r\n\r\n{body}");
            NetworkStream stream = connection.GetStream();
            while (true)
            {
                await stream.WriteAsync(request, Cancel);
            }
        }
    }
}
