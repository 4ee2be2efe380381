using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Cli.Sealing;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Sealing;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Cli.Commands.Functions;

/// <summary>The calls that one deployment needs, each with the home's stamp and receipt.</summary>
internal sealed class DeployCalls(GlobalOptions options, Surroundings outside)
{
    private readonly Uri gateway = Gateway.Address(options, outside.Variable);

    internal async Task<TResponse> CallAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, TRequest request, CancellationToken cancellationToken)
    {
        using CallerOf caller = CallerOf.Operation(operation, options, outside);
        SealTarget? target = await new Sealer(options, outside).TargetAsync(operation, gateway, cancellationToken);
        using NslClient client = new(gateway, caller.Settings(gateway, outside) with { SealedTo = target });
        CallOptions how = new() { Stamped = caller.Stamps, WantReceipt = caller.WantsReceipt, Sealed = target is not null };
        return await client.CallAsync(operation, request, how, cancellationToken);
    }
}
