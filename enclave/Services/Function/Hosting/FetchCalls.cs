using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>
/// Serves <c>fetch</c>: HTTPS that ends inside, to hosts that both the version and the measured configuration allow. No redirect is followed:
/// it is an answer, and where it leads the code may ask if that is allowed too.
/// </summary>
/// <param name="egress">The way out.</param>
/// <param name="turns">How much of it runs take.</param>
internal sealed class FetchCalls(IEgressHttp egress, AccountTurns turns) : IHostCalls
{
    private const string Name = "fetch";

    /// <inheritdoc/>
    public bool Serves(string name) => name == Name;

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> CallAsync(
        string name, ReadOnlyMemory<byte> arguments, FunctionRun run, CancellationToken cancellationToken)
    {
        EgressRequest request = FetchRequest.Of(HostJson.Read(Name, arguments, HostArgumentsJson.Default.FetchArguments), run.Version.AllowedHosts);
        try
        {
            return Answer(await turns.InTurnAsync(
                run.Function.AccountId, () => egress.SendAsync(request, cancellationToken).AsTask(), cancellationToken));
        }
        catch (EgressHttpException none)
        {
            throw Refused(none);
        }
    }

    private static ReadOnlyMemory<byte> Answer(EgressResponse response) => HostJson.Of(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("status", response.Status);
        json.WriteStartArray("headers");
        foreach ((string name, string value) in response.Headers)
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            json.WriteStringValue(value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteBase64String("body", response.Body.Span);
        json.WriteEndObject();
    });

    private static RequestException Refused(EgressHttpException none) => none.Failure switch
    {
        EgressHttpFailure.HostNotAllowed => new RequestException(
            ErrorCode.Forbidden, "fetch: the enclave's measured configuration does not allow this host to functions (egress.userHosts)."),
        EgressHttpFailure.TooLarge => new RequestException(
            ErrorCode.TooLarge, $"fetch: the answer's body is longer than {FunctionLimits.MaxFetchedBytes} bytes, or its headers than 32 KiB."),
        EgressHttpFailure.Overloaded => new RequestException(ErrorCode.Overloaded, "fetch: as many requests are under way as may be; ask again later."),
        _ => new RequestException(ErrorCode.HostUnavailable, $"fetch: the host gave no answer that can be used: {none.Word}."),
    };
}
