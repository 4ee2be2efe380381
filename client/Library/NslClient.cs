using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Client.Sealing;
using NeoServiceLayer.Client.Stamping;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Client;

/// <summary>
/// Calls the operations of a gateway over HTTP: <c>POST /v1/{service}/{operation}</c> with the payload as body. It keeps its
/// connections, so one client serves a whole process; all members may be used at once from many threads.
/// </summary>
public sealed partial class NslClient : IDisposable
{
    /// <summary>What the client waits beyond a call's deadline, so that the gateway's own answer to it still arrives.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Uri root;
    private readonly HttpClient http;
    private readonly NslClientSettings settings;

    /// <summary>Makes a client; nothing is connected before the first call.</summary>
    /// <param name="gateway">Where the gateway is: http or https, with a path if it stands behind one.</param>
    /// <param name="settings">What holds for every call; the defaults if null.</param>
    /// <exception cref="ArgumentException">The URI is not absolute, not http or https, or a setting is out of range.</exception>
    public NslClient(Uri gateway, NslClientSettings? settings = null)
    {
        if (!gateway.IsAbsoluteUri || (gateway.Scheme != Uri.UriSchemeHttp && gateway.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException("A gateway is an absolute http or https URL.", nameof(gateway));
        }

        this.settings = settings ?? new NslClientSettings();
        if (this.settings.MaxResponseBytes is < 1024 or > 1 << 30)
        {
            throw new ArgumentException("MaxResponseBytes is 1 KiB to 1 GiB.", nameof(settings));
        }

        string path = gateway.GetLeftPart(UriPartial.Path);
        root = new Uri(path.EndsWith('/') ? path : path + "/");
        http = Connections(gateway, this.settings);
        http.Timeout = Timeout.InfiniteTimeSpan;
    }

    /// <summary>Calls an operation and reads its answer.</summary>
    /// <param name="operation">The descriptor, from a <c>…Operations</c> class of the contracts.</param>
    /// <param name="request">The request.</param>
    /// <param name="options">What the call says besides; nothing if null.</param>
    /// <param name="cancellationToken">Ends the waiting; what was sent may run all the same.</param>
    /// <exception cref="NslRefusedException">The service answered with an error.</exception>
    /// <exception cref="NslUnreachableException">No answer of a gateway came, or not one of this operation.</exception>
    /// <exception cref="NslReceiptException">The answer's receipt is missing or wrong.</exception>
    /// <exception cref="NslSealException">The call was sealed, and the answer is not the enclave's.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<TResponse> CallAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation,
        TRequest request,
        CallOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(request, operation.Request);
        CallOptions said = options ?? new CallOptions();
        said = said with
        {
            Stamped = operation.Access is Access.Stamped or Access.StampedByNewKey or Access.Operator,
            BeforeAnyState = operation.Access == Access.Operator,
            WantReceipt = said.WantReceipt || (settings.Boot is not null && AnswersCarryReceipts(operation)),
            Sealed = said.Sealed || IsSealed(operation),
        };
        RawResponse response = await CallRawAsync(
            operation.Service, operation.Name, payload, said, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(response.Payload.Span, operation.Response)
                ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw TransportFailure.NotAGateway($"The answer is not one of {operation}", root, response.RequestId);
        }
    }

    /// <summary>Calls an operation by name, with a payload that is passed on byte for byte.</summary>
    /// <param name="service">The service's name: ASCII letters and digits.</param>
    /// <param name="operation">The operation's name: ASCII letters and digits.</param>
    /// <param name="payload">A JSON object in UTF-8; not to be changed until the task ends.</param>
    /// <param name="options">What the call says besides; nothing if null.</param>
    /// <param name="cancellationToken">Ends the waiting; what was sent may run all the same.</param>
    /// <exception cref="NslRefusedException">The service answered with an error.</exception>
    /// <exception cref="NslUnreachableException">No answer of a gateway came.</exception>
    /// <exception cref="NslReceiptException">The answer's receipt is missing or wrong.</exception>
    /// <exception cref="NslSealException">The call was sealed, and the answer is not the enclave's.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<RawResponse> CallRawAsync(
        string service,
        string operation,
        ReadOnlyMemory<byte> payload,
        CallOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        string requestId = RequestHeaders.RequestId(options);
        Stamper? stamper = options is { Stamped: true } ? settings.Stamper : null;
        using HttpRequestMessage request = new(HttpMethod.Post, Route(service, operation));
        RequestHeaders.Write(request, requestId, options);
        string? stamp = stamper?.Stamp(service, operation, requestId, payload.Span);
        using SealedExchange? exchange = options is { Sealed: true }
            ? SealedExchange.Begin(Target, service, operation, requestId, stamp, payload.Span)
            : null;
        if (stamp is not null && exchange is null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Stamp", stamp);
        }

        request.Content = new ReadOnlyMemoryContent(exchange?.Request ?? payload);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(exchange is null ? "application/json" : SealedExchange.MediaType);
        bool receipted = options is { WantReceipt: true } || (stamper is not null && options is not { BeforeAnyState: true });
        ReceiptExpectation? wanted = !receipted ? null : new ReceiptExpectation
        {
            RequestId = requestId,
            Service = service,
            Operation = operation,
            KeyId = stamper?.KeyId,
            GenesisId = stamper?.GenesisId,
            Request = ReceiptText.PayloadOf(payload),
        };
        RawResponse answer = await SendAsync(request, requestId, wanted, exchange, options?.Deadline, cancellationToken);
        if (answer.Receipt is not null && settings.ReceiptReceived is { } told)
        {
            await told(answer.Receipt, cancellationToken);
        }

        return answer;
    }

    /// <summary>Closes the client's own connections; calls under way end as cancelled.</summary>
    public void Dispose() => http.Dispose();

    private static HttpClient Connections(Uri gateway, NslClientSettings settings)
    {
        if (settings.Handler is HttpMessageHandler handler)
        {
            return new HttpClient(handler, disposeHandler: false);
        }

#pragma warning disable CA2000 // the client that is returned disposes of it
        SocketsHttpHandler own = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !gateway.IsLoopback,
            ConnectTimeout = settings.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // a moved gateway's new address is found again
        };
#pragma warning restore CA2000
        return new HttpClient(own, disposeHandler: true);
    }

    private SealTarget Target => settings.SealedTo
        ?? throw new InvalidOperationException("Sealing needs to know whom to: set SealedTo, from an attestation document that was verified.");

    /// <summary>Operations whose answers are the enclave's alone, and that are not served before there is a state to name.</summary>
    private static bool AnswersCarryReceipts(Operation operation) => operation.Place == Place.Enclave && operation.Service != "system";

    /// <summary>What the gateway answers itself goes in the clear: it could open nothing.</summary>
    private bool IsSealed(Operation operation) => settings.SealedTo is not null
        && operation.Place != Place.Parent
        && (settings.SealEverything || operation.Confidential != Confidential.None);

    private async Task<RawResponse> SendAsync(
        HttpRequestMessage request, string requestId, ReceiptExpectation? wanted, SealedExchange? exchange, TimeSpan? deadline, CancellationToken cancellationToken)
    {
        TimeSpan patience = deadline + Grace ?? settings.Timeout;
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(patience);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, waiting.Token);
            ReadOnlyMemory<byte>? body = await ResponseBody.ReadAsync(
                response.Content, settings.MaxResponseBytes, waiting.Token);
            (RawResponse answer, IReadOnlyList<string> receipts) = Judge(response, body, requestId, exchange);
            return wanted is null ? answer : answer with { Receipt = ReceiptText.Read(receipts, wanted with { Response = answer.Payload }, settings.Boot) };
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw waiting.IsCancellationRequested
                ? TransportFailure.TimedOut(patience, root, requestId, cause)
                : TransportFailure.NotConnected(settings.ConnectTimeout, root, requestId, cause);
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException or SocketException)
        {
            // SocketsHttpHandler lets a bare SocketException out where a connection is reset before it was used.
            throw TransportFailure.From(cause, root, requestId);
        }
    }

    /// <summary>The answer, and what came in the place of its receipt: of a sealed answer, what was sealed.</summary>
    private (RawResponse Answer, IReadOnlyList<string> Receipts) Judge(
        HttpResponseMessage response, ReadOnlyMemory<byte>? body, string requestId, SealedExchange? exchange)
    {
        int status = (int)response.StatusCode;
        if (body is not ReadOnlyMemory<byte> bytes)
        {
            string what = $"The answer is longer than {settings.MaxResponseBytes} bytes";
            throw TransportFailure.NotAGateway(what, root, requestId);
        }

        if (status == 200 && exchange is not null)
        {
            return exchange.Open(response.Content.Headers.ContentType?.MediaType, bytes.Span, requestId);
        }

        if (status == 200)
        {
            return StrictJson.Check(bytes.Span, out _) == StrictJsonError.None
                ? (new RawResponse(requestId, bytes), ReceiptText.Of(response))
                : throw TransportFailure.NotAGateway("The answer is not JSON", root, requestId);
        }

        NslRefusedException? refusal = status >= 400 ? Problem.Read(bytes.Span, status, requestId) : null;
        throw (Exception?)refusal
            ?? TransportFailure.NotAGateway($"What answered, with HTTP status {status}, is not a gateway", root, requestId);
    }

    /// <summary>Names are checked, not escaped: a dot or a slash would lead to another route.</summary>
    private Uri Route(string service, string operation) => IsName(service) && IsName(operation)
        ? new Uri(root, $"v1/{service}/{operation}")
        : throw new ArgumentException("Names of services and operations are ASCII letters and digits.", nameof(operation));

    private static bool IsName(string name) => name.Length > 0 && name.All(char.IsAsciiLetterOrDigit);
}
