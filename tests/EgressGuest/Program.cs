using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Platform.Machine;
using NeoServiceLayer.Enclave.Services;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Framing;
using NeoServiceLayer.Wire.Transport;

// The first process of a test's machine: an enclave of the same parts as the one that ships, which has no operation yet that
// needs a way out, and so this: some times it takes a line that the parent has parked, dials the parent's loopback at the port
// that the kernel's command line names (egress=PORT), sends the longest frame there is, and says on the console whether it came back. Then
// it asks each end point of its configuration's networks over HTTPS, as services do, and says what each answered.
const int Rounds = 3;
const int Length = Frame.MaxBodyLength;
TimeSpan patience = TimeSpan.FromSeconds(60);

LinuxMachine machine = new();
machine.Mount(new MountPoint("devtmpfs", "/dev", Devices: true, "mode=0755"));
machine.OpenConsole();
EnclaveSettings settings = EnclaveSettings.Parse(File.ReadAllBytes("/config.json"));
IEgressHttp? http = null;
using Deployment deployment = Deployment.ForOneBoot(EnclaveMode.Local, TimeProvider.System);
using EnclaveClock clock = new(new MachineClock(), TimeProvider.System);
using EnclaveHost host = new(settings, deployment, clock, (map, parts) =>
{
    EnclaveServices.Bind(map, parts);
    http = parts.Egress;
});
using (Connection beat = Dialer.Dial(WireEndpoint.Vsock(3, 9000), settings.ForTransports(), patience))
{
    beat.Send([0xB7]);
    beat.Input.Wait();
}

int port = int.Parse(Environment.GetEnvironmentVariable("egress")!, CultureInfo.InvariantCulture);
_ = Task.Run(async () =>
{
    await SendRoundsAsync(host.Egress, port, patience);
    await AskAsync(http!, settings.Networks.SelectMany(network => network.Endpoints));
});
EnclaveProcess.Run(host, WireEndpoint.Vsock(uint.MaxValue, 5000), settings, endpoint => Console.Out.WriteLine($"guest: listening on {endpoint}"));

static async Task AskAsync(IEgressHttp http, IEnumerable<RpcEndpointSettings> endpoints)
{
    foreach ((int index, RpcEndpointSettings endpoint) in endpoints.Index())
    {
        try
        {
            EgressResponse answer = await http.SendAsync(new EgressRequest { Url = new Uri(endpoint.Url), Timeout = TimeSpan.FromSeconds(30) });
            Console.Out.WriteLine($"guest: host {index}: {answer.Status}, {answer.Body.Length} bytes");
        }
        catch (EgressHttpException failed)
        {
            Console.Out.WriteLine($"guest: host {index}: {failed.Word}");
        }
    }
}

static async Task SendRoundsAsync(EgressLines lines, int port, TimeSpan patience)
{
    for (int round = 1; round <= Rounds; round++)
    {
        try
        {
            using EgressStream stream = await lines.ConnectAsync("127.0.0.1", port, patience);
            byte[] sent = [.. new byte[Frame.HeaderLength], .. RandomNumberGenerator.GetBytes(Length)];
            BinaryPrimitives.WriteUInt32BigEndian(sent, Length);
            Task writing = stream.WriteAsync(sent).AsTask();
            byte[] back = new byte[sent.Length];
            await stream.ReadExactlyAsync(back);
            await writing;
            Console.Out.WriteLine($"guest: round {round}: a frame of {Length} bytes came back {(back.AsSpan().SequenceEqual(sent) ? "as they went" : "altered")}");
        }
        catch (Exception failed) when (failed is EgressException or IOException)
        {
            Console.Out.WriteLine($"guest: round {round}: {failed.Message}");
        }
    }
}
