using System.Net.Http.Headers;
using NeoServiceLayer.Enclave.Core.Egress;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>HTTP straight from the test's own process, without the enclave's lines: for tests of what is asked, not of how it gets there.</summary>
internal sealed class DirectEgress : IEgressHttp, IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });

    public async ValueTask<EgressResponse> SendAsync(EgressRequest request, CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        giveUp.CancelAfter(request.Timeout);
        using HttpRequestMessage message = new(new HttpMethod(request.Method), request.Url) { Content = new ReadOnlyMemoryContent(request.Body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.ContentType!);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(message, giveUp.Token);
            byte[] body = await response.Content.ReadAsByteArrayAsync(giveUp.Token);
            return body.Length <= request.MaxResponseBytes
                ? new EgressResponse((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, null, body)
                : throw new EgressHttpException(EgressHttpFailure.TooLarge);
        }
        catch (HttpRequestException failed)
        {
            throw new EgressHttpException(failed.HttpRequestError == HttpRequestError.ResponseEnded ? EgressHttpFailure.Cut : EgressHttpFailure.Unreachable, failed);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EgressHttpException(EgressHttpFailure.TimedOut);
        }
    }

    public void Dispose() => http.Dispose();
}
