namespace NeoServiceLayer.Enclave.Core.Egress;

/// <summary>
/// HTTPS to the outside, through lines that the parent forwards. Names are resolved by the parent; whom one speaks with is known by
/// TLS, which ends here. Any thread may use it; nothing of it is called inside a transaction of the state.
/// </summary>
public interface IEgressHttp
{
    /// <summary>
    /// Asks a host that the measured configuration allows: <see cref="EgressHosts"/> says which. No redirect is followed. GET and HEAD are sent again, up to
    /// three times, when a connection ends before an answer begins; nothing else is.
    /// </summary>
    /// <exception cref="ArgumentException">A member of the request is not as <see cref="EgressRequest"/> says.</exception>
    /// <exception cref="EgressHttpException">Why there is no answer; the host may have done what was asked.</exception>
    /// <exception cref="OperationCanceledException">The token said so.</exception>
    ValueTask<EgressResponse> SendAsync(EgressRequest request, CancellationToken cancellationToken = default);
}

/// <summary>A request to the outside.</summary>
public sealed record EgressRequest
{
    /// <summary>Where to: absolute; <c>https</c>, or in local mode <c>http</c> to a host that the configuration names so.</summary>
    public required Uri Url { get; init; }

    /// <summary>
    /// Whether it goes where a user said, and not the configuration: the configuration's word on users' hosts decides then. That the
    /// user said so is for the service to see to.
    /// </summary>
    public bool IsOfUser { get; init; }

    /// <summary>The method: GET, HEAD, POST, PUT, PATCH or DELETE.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>Headers beside Host, Content-Type, Content-Length and the like; none is sent that is not said here.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body; empty: none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What the body is; null: nothing is said.</summary>
    public string? ContentType { get; init; }

    /// <summary>By whom the host must be certified.</summary>
    public HostTrust Trust { get; init; } = HostTrust.Roots;

    /// <summary>The longest body of an answer that is taken, in bytes: 1 to 16 MiB.</summary>
    public int MaxResponseBytes { get; init; } = 1 << 20;

    /// <summary>How long all of it may take, the waiting for a line included: up to a minute.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>How a host proves who it is: by a chain to the measured roots, or by its very key.</summary>
/// <param name="Pin">SHA-256 of the key of the host's certificate (its SubjectPublicKeyInfo), 32 bytes; empty: the roots count, and its name.</param>
public readonly record struct HostTrust(ReadOnlyMemory<byte> Pin)
{
    /// <summary>The measured roots.</summary>
    public static HostTrust Roots => default;
}

/// <summary>An answer from the outside.</summary>
/// <param name="Status">The HTTP status; redirects are not followed, they are answers.</param>
/// <param name="ContentType">The header as it came; null if there is none, or it is longer than 256 characters.</param>
/// <param name="Location">The same of a redirect's target, and of 2,048.</param>
/// <param name="Body">All of the body.</param>
public sealed record EgressResponse(int Status, string? ContentType, string? Location, ReadOnlyMemory<byte> Body)
{
    /// <summary>
    /// The headers, where the request is of a user's host: names in lower case, each value its own entry; but those that are the
    /// connection's. At most 64; values longer than 4,096 characters are left out.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
