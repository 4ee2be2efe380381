using System.Globalization;
using NeoServiceLayer.Perf.Grpc;

// What a user would pick instead: gRPC unary over a Unix socket, .NET at both ends.
// usage: grpc-perf serve PATH
//        grpc-perf load PATH IN_FLIGHT PAYLOAD_BYTES SECONDS
switch (args)
{
    case ["serve", var path]:
        await PingServer.RunAsync(path);
        return 0;
    case ["load", var path, var inFlight, var payload, var seconds]:
        await PingClient.RunAsync(
            path,
            int.Parse(inFlight, CultureInfo.InvariantCulture),
            int.Parse(payload, CultureInfo.InvariantCulture),
            double.Parse(seconds, CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine("usage: grpc-perf serve PATH | load PATH IN_FLIGHT PAYLOAD_BYTES SECONDS");
        return 2;
}
