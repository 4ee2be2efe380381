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

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_that_read_no_answer_hold_up_nobody_else()
    {
        // One connection to the enclave: whatever waited for a client there would stop all the others.
        using LocalSystem system = await LocalSystem.StartAsync("{\"requestsPerSecond\":0,\"enclaveConnections\":1}");
        DeafClient[] deaf = [.. Enumerable.Range(0, SlowClients).Select(_ => new DeafClient(system.Api.BaseAddress!))];
        try
        {
            // Others are served while none of the deaf gets on: all buffers towards them are full, and their answers wait.
            int served = 0;
            while (served < CallsWhileTheyStand)
            {
                // Who takes nothing for long enough is cut off; then another takes that one's place.
                for (int i = 0; i < SlowClients; i++)
                {
                    if (deaf[i].Writing.IsCompleted)
                    {
                        deaf[i].Dispose();
                        deaf[i] = new DeafClient(system.Api.BaseAddress!);
                        served = 0;
                    }
                }

                long before = deaf.Sum(client => client.Written);
                using HttpResponseMessage answer = await system.CallAsync("system/ping", "{}");
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                served = deaf.Sum(client => client.Written) == before ? served + 1 : 0;
            }
        }
        finally
        {
            Array.ForEach(deaf, client => client.Dispose());
        }
    }

    /// <summary>Sends requests without end on one connection, and reads nothing.</summary>
    private sealed class DeafClient : IDisposable
    {
        private readonly TcpClient connection = new();
        private long written;

        internal DeafClient(Uri address)
        {
            connection.Connect(IPEndPoint.Parse(address.Authority));
            Writing = WriteAsync(address.Authority);
        }

        internal Task Writing { get; }

        internal long Written => Interlocked.Read(ref written);

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
                Interlocked.Add(ref written, request.Length);
            }
        }
    }
}
