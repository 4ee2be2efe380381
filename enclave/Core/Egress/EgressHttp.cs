using System.Security.Cryptography.X509Certificates;
using NeoServiceLayer.Enclave.Core.Host;

namespace NeoServiceLayer.Enclave.Core.Egress;

/// <summary>
/// HTTPS over the enclave's lines to the outside. Of HTTP this is the plainest that there is: version 1.1, no redirects followed, no
/// cookies, no compression, no proxy.
/// </summary>
internal sealed class EgressHttp : IEgressHttp, IDisposable
{
    private const int MaxHeadersKiB = 32;
    private const int MaxConnectionsPerHost = 8;

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    private readonly EgressHosts hosts;
    private readonly EgressGate gate;
    private readonly HttpMessageInvoker services;
    private readonly HttpMessageInvoker users;

    /// <param name="route">The way out.</param>
    /// <param name="hosts">Who may be asked.</param>
    /// <param name="roots">Who certifies hosts.</param>
    /// <param name="settings">The limits.</param>
    /// <param name="clock">The enclave's time.</param>
    internal EgressHttp(IEgressRoute route, EgressHosts hosts, X509Certificate2Collection roots, EgressSettings settings, TimeProvider clock)
    {
        EnsureHome();
        this.hosts = hosts;
        gate = new EgressGate(settings.MaxConcurrent, settings.MaxWaiting);
        EgressConnector connector = new(route, roots, clock);

        // A kept connection holds one of the parent's lines, and its certificate was judged when it was opened. Of users' hosts there may
        // be any number: nothing is kept of one.
        services = Client(connector, kept: TimeSpan.FromMinutes(5));
        users = Client(connector, kept: TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public async ValueTask<EgressResponse> SendAsync(EgressRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        Check(request);
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(request.Timeout);
        try
        {
            await gate.EnterAsync(deadline.Token);
            try
            {
                return await ExchangeAsync(request, deadline.Token);
            }
            finally
            {
                gate.Leave();
            }
        }
        catch (Exception failed) when (failed is OperationCanceledException or IOException or HttpRequestException)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Without its cause: the framework's messages quote what hosts say.
            throw new EgressHttpException(deadline.IsCancellationRequested ? EgressHttpFailure.TimedOut : FailureOf(failed));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        services.Dispose();
        users.Dispose();
        gate.Dispose();
    }

    /// <summary>
    /// The framework also looks for certificates between host and root in a folder below the user's home, and refuses every host where
    /// there is no home: in a process that was given no environment, on a machine without accounts.
    /// </summary>
    private static void EnsureHome()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("HOME")))
        {
            Environment.SetEnvironmentVariable("HOME", "/");
        }
    }

    private async Task<EgressResponse> ExchangeAsync(EgressRequest request, CancellationToken deadline)
    {
        // The parent is asked to be quicker than all of the exchange may be, so that its failure has a name of its own.
        EgressTarget target = new(request.Url, request.Trust, request.Timeout / 2, deadline);
        using HttpRequestMessage message = EgressExchange.ToMessage(request, target);
        using HttpResponseMessage answer = await (request.IsOfUser ? users : services).SendAsync(message, deadline);
        return await EgressExchange.ReadAsync(answer, request, deadline);
    }

    private void Check(EgressRequest request)
    {
        if (request.MaxResponseBytes is < 1 or > 16 << 20 || request.Timeout <= TimeSpan.Zero || request.Timeout > TimeSpan.FromMinutes(1)
            || request.Trust.Pin.Length is not (0 or 32) || !Methods.Contains(request.Method))
        {
            throw new ArgumentException("A request's limits, pin or method are not as IEgressHttp says.", nameof(request));
        }

        if (!(request.IsOfUser ? hosts.AllowsUser(request.Url) : hosts.AllowsService(request.Url)))
        {
            throw new EgressHttpException(EgressHttpFailure.HostNotAllowed);
        }

        if (request.Url.Scheme != Uri.UriSchemeHttps && !request.Trust.Pin.IsEmpty)
        {
            throw new EgressHttpException(EgressHttpFailure.TlsFailed);
        }
    }

#pragma warning disable CA2000 // the invoker disposes of it
    private static HttpMessageInvoker Client(EgressConnector connector, TimeSpan kept) => new(new SocketsHttpHandler
    {
        ConnectCallback = (context, cancellationToken) =>
            context.InitialRequestMessage.Options.TryGetValue(EgressTarget.Option, out EgressTarget? target)
                ? connector.ConnectAsync(target, cancellationToken)
                : throw new InvalidOperationException("A request without a target."),
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromMinutes(1),
        MaxConnectionsPerServer = MaxConnectionsPerHost,
        MaxResponseHeadersLength = MaxHeadersKiB,

        // What is left of an answer that was refused is not read: its connection ends.
        MaxResponseDrainSize = 0,

        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
        PooledConnectionLifetime = kept,
    });
#pragma warning restore CA2000

    private static EgressHttpFailure FailureOf(Exception failed) => failed switch
    {
        EgressHttpException named => named.Failure,
        HttpRequestException { InnerException: EgressHttpException named } => named.Failure,
        HttpRequestException { HttpRequestError: var error } => FailureOf(error),
        HttpIOException { HttpRequestError: var error } => FailureOf(error),
        _ => EgressHttpFailure.Cut,
    };

    private static EgressHttpFailure FailureOf(HttpRequestError error) => error switch
    {
        HttpRequestError.InvalidResponse => EgressHttpFailure.Malformed,
        HttpRequestError.ConfigurationLimitExceeded => EgressHttpFailure.TooLarge,
        _ => EgressHttpFailure.Cut,
    };
}
