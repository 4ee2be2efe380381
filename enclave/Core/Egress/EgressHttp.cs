namespace NeoServiceLayer.Enclave.Core.Egress;

/// <summary>HTTPS over the enclave's lines to the outside.</summary>
/// <param name="lines">The way out.</param>
internal sealed class EgressHttp(EgressLines lines) : IEgressHttp
{
    /// <inheritdoc/>
    public ValueTask<EgressResponse> SendAsync(EgressRequest request, CancellationToken cancellationToken = default) =>
        throw new EgressHttpException(lines.Parked == 0 ? EgressHttpFailure.Unreachable : EgressHttpFailure.TlsFailed);
}
