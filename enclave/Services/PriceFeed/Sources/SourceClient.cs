using System.Globalization;
using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Enclave.Core.Egress;

namespace NeoServiceLayer.Enclave.PriceFeed.Sources;

/// <summary>Asks sources for prices. Any thread may use it; none of it is called inside a transaction of the state.</summary>
internal sealed class SourceClient(IEgressHttp egress, TimeProvider clock)
{
    private const int Ok = 200;

    /// <summary>Asks a source for a price; what goes wrong is in the answer.</summary>
    /// <param name="source">The source, checked.</param>
    /// <param name="symbol">One of its symbols.</param>
    /// <param name="exponent">The unit of the price.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<SourceQuote> AskAsync(SourceSettings source, string symbol, int exponent, CancellationToken cancellationToken)
    {
        DateTimeOffset askedAt = clock.GetUtcNow();
        long began = clock.GetTimestamp();
        SourceReading reading = await ReadAsync(source, source.Symbols[symbol], exponent, cancellationToken);
        return new SourceQuote
        {
            SourceId = source.SourceId,
            Price = reading.Failure is null ? reading.Price.ToString(CultureInfo.InvariantCulture) : null,
            Exponent = reading.Failure is null ? exponent : null,
            SourceTime = reading.Time?.UtcDateTime,
            AskedAt = askedAt.UtcDateTime,
            DurationMs = (int)clock.GetElapsedTime(began).TotalMilliseconds,
            Failure = reading.Failure,
        };
    }

    private async Task<SourceReading> ReadAsync(SourceSettings source, string name, int exponent, CancellationToken cancellationToken)
    {
        try
        {
            EgressResponse answer = await egress.SendAsync(Request(source, name), cancellationToken);
            return answer.Status == Ok
                ? new SourceAnswer(source).Read(answer.Body.Span, name, exponent, clock.GetUtcNow())
                : SourceReading.Failed(QuoteFailure.Status);
        }
        catch (EgressHttpException failed)
        {
            return SourceReading.Failed(Of(failed.Failure));
        }
    }

    private static EgressRequest Request(SourceSettings source, string name) => new()
    {
        Url = new Uri(SourceUrl.Fill(source.UrlTemplate, name)),
        IsOfUser = true,
        Headers = [new("Accept", "application/json"), new("User-Agent", "NeoServiceLayer")],
        Trust = source.TlsPin is { } pin ? new HostTrust(Convert.FromHexString(pin)) : HostTrust.Roots,
        MaxResponseBytes = PriceFeedLimits.MaxAnswerBytes,
        Timeout = TimeSpan.FromMilliseconds(source.TimeoutMs ?? SourceDefaults.TimeoutMs),
    };

    private static QuoteFailure Of(EgressHttpFailure failure) => failure switch
    {
        EgressHttpFailure.CertificateExpired or EgressHttpFailure.CertificateName or EgressHttpFailure.CertificateUntrusted
            or EgressHttpFailure.PinMismatch or EgressHttpFailure.TlsFailed or EgressHttpFailure.HostNotAllowed => QuoteFailure.Untrusted,
        EgressHttpFailure.TooLarge or EgressHttpFailure.Malformed => QuoteFailure.Malformed,
        _ => QuoteFailure.Unreachable,
    };
}
