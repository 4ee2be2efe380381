using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace NeoServiceLayer.Protocol.Operations;

/// <summary>Who may call an operation; checked where the operation runs.</summary>
public enum Access
{
    /// <summary>Anybody.</summary>
    Public,

    /// <summary>The host behind an attached connection, or the enclave towards its host; never over HTTP.</summary>
    Host,

    /// <summary>Who stamps the request with a key of an account that has the operation's scope.</summary>
    Stamped,

    /// <summary>Who stamps the request with the very key that it brings: the beginning of an account.</summary>
    StampedByNewKey,

    /// <summary>
    /// Who stamps the request with the key of an operator that the measured configuration names. Its audience is the boot's id: there may
    /// be no deployment yet, and what an operator says is for one boot.
    /// </summary>
    Operator,
}

/// <summary>Which payloads of an operation hold what the parent must not read.</summary>
[Flags]
public enum Confidential
{
    /// <summary>None of them.</summary>
    None,

    /// <summary>The request's.</summary>
    Request,

    /// <summary>The response's.</summary>
    Response,
}

/// <summary>Whether an operation changes state.</summary>
public enum Effects
{
    /// <summary>It only reads: it may be repeated at will.</summary>
    None,

    /// <summary>It changes state: its requestId is remembered with its response.</summary>
    ChangesState,
}

/// <summary>Where an operation runs.</summary>
public enum Place
{
    /// <summary>Inside the enclave.</summary>
    Enclave,

    /// <summary>In the gateway, without the enclave; such an answer verifies by itself or says that it is not trusted.</summary>
    Parent,

    /// <summary>Inside the enclave, and the gateway adds a part of its own that says it is not trusted.</summary>
    EnclaveAndParent,
}

/// <summary>
/// One operation, declared once: the enclave's dispatcher, the gateway's route and OpenAPI entry, the typed client and
/// the <c>nsl</c> command all come from it.
/// </summary>
public abstract class Operation
{
    private protected Operation(string service, string name, string summary)
    {
        Service = service;
        Name = name;
        Summary = summary;
        ServiceUtf8 = Encoding.UTF8.GetBytes(service);
        NameUtf8 = Encoding.UTF8.GetBytes(name);
    }

    /// <summary>The service's name, as in <c>serviceType</c>.</summary>
    public string Service { get; }

    /// <summary>The operation's name, as in <c>operation</c>.</summary>
    public string Name { get; }

    /// <summary>One sentence for people.</summary>
    public string Summary { get; }

    /// <summary>Who may call it.</summary>
    public Access Access { get; init; }

    /// <summary>Whether it changes state.</summary>
    public Effects Effects { get; init; }

    /// <summary>Whether each call is an audit event of the account although it changes nothing; what changes state always is one.</summary>
    public bool Audited { get; init; }

    /// <summary>Where it runs.</summary>
    public Place Place { get; init; }

    /// <summary>Whether a key needs this very operation among its scopes: <c>service.*</c> does not cover it.</summary>
    public bool Guard { get; init; }

    /// <summary>Whether it is for those alone whose key the measured configuration names among its adminKeys; it is stamped like others.</summary>
    public bool Admin { get; init; }

    /// <summary>Which of its payloads hold what the parent must not read.</summary>
    public Confidential Confidential { get; init; }

    /// <summary>How the request's payload is read and written: strict, an unknown member is an error.</summary>
    public abstract JsonTypeInfo RequestInfo { get; }

    /// <summary>How the response's payload is written and read: unknown members are ignored, so that responses may grow.</summary>
    public abstract JsonTypeInfo ResponseInfo { get; }

    internal byte[] ServiceUtf8 { get; }

    internal byte[] NameUtf8 { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => Service + "." + Name;
}

/// <summary>One operation with the types of its payloads.</summary>
/// <typeparam name="TRequest">What the request's payload is read into.</typeparam>
/// <typeparam name="TResponse">What the response's payload is written from.</typeparam>
public sealed class Operation<TRequest, TResponse> : Operation
{
    private readonly Func<JsonTypeInfo<TRequest>> request;
    private readonly Func<JsonTypeInfo<TResponse>> response;

    /// <summary>Declares an operation: public, without effects, inside the enclave, unless said otherwise.</summary>
    /// <remarks>
    /// How its payloads are read is asked for when the first one comes: made for every operation before the enclave listens, these
    /// took a fifth of what its boot adds to the kernel's.
    /// </remarks>
    public Operation(
        string service, string name, string summary, Func<JsonTypeInfo<TRequest>> request, Func<JsonTypeInfo<TResponse>> response)
        : base(service, name, summary)
    {
        this.request = request;
        this.response = response;
    }

    /// <summary>How the request's payload is read and written.</summary>
    public JsonTypeInfo<TRequest> Request => field ??= request();

    /// <summary>How the response's payload is written and read.</summary>
    public JsonTypeInfo<TResponse> Response => field ??= response();

    /// <inheritdoc/>
    public override JsonTypeInfo RequestInfo => Request;

    /// <inheritdoc/>
    public override JsonTypeInfo ResponseInfo => Response;
}
