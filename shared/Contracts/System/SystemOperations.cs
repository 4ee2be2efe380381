using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Contracts.SystemService;

/// <summary>The <c>system</c> service: what is there before any other service is.</summary>
public static class SystemOperations
{
    /// <summary>Answers at once: the enclave is there.</summary>
    public static readonly Operation<PingRequest, PingResponse> Ping = new(
        "system", "ping", "Answers at once, with the enclave's time and what was sent along.",
        static () => SystemRequestJson.Default.PingRequest, static () => SystemResponseJson.Default.PingResponse);

    /// <summary>Says what is running and whether it serves.</summary>
    public static readonly Operation<GetStatusRequest, GetStatusResponse> GetStatus = new(
        "system", "getStatus", "Says what is running and whether it serves: the enclave's half, and the gateway's, which is not trusted.",
        static () => SystemRequestJson.Default.GetStatusRequest, static () => SystemResponseJson.Default.GetStatusResponse)
    { Place = Place.EnclaveAndParent };

    /// <summary>Lists every operation; answered by the gateway.</summary>
    public static readonly Operation<GetOperationsRequest, GetOperationsResponse> GetOperations = new(
        "system", "getOperations", "Lists every operation with its access and JSON schemas.",
        static () => SystemRequestJson.Default.GetOperationsRequest, static () => SystemResponseJson.Default.GetOperationsResponse)
    { Place = Place.Parent };

    /// <summary>Counters and latency histograms of the enclave.</summary>
    public static readonly Operation<GetMetricsRequest, GetMetricsResponse> GetMetrics = new(
        "system", "getMetrics", "Gives the enclave's counters and latency histograms; no label names a person.",
        static () => SystemRequestJson.Default.GetMetricsRequest, static () => SystemResponseJson.Default.GetMetricsResponse);

    /// <summary>A document of the security module that says what runs and binds its identity.</summary>
    public static readonly Operation<GetAttestationRequest, GetAttestationResponse> GetAttestation = new(
        "system", "getAttestation", "Gives a document in which the security module says what runs; nsl attest verifies it.",
        static () => SystemRequestJson.Default.GetAttestationRequest, static () => SystemResponseJson.Default.GetAttestationResponse);

    /// <summary>An operator asks for a new deployment.</summary>
    public static readonly Operation<GenesisRequest, ApprovalResponse> Genesis = new(
        "system", "genesis", "Begins a deployment, once enough operators ask: makes its root key, and deals it in shares; nsl operator genesis calls it.",
        static () => SystemRequestJson.Default.GenesisRequest, static () => SystemResponseJson.Default.ApprovalResponse)
    { Access = Access.Operator };

    /// <summary>An operator asks for new shares of the same root key.</summary>
    public static readonly Operation<RotateRequest, ApprovalResponse> Rotate = new(
        "system", "rotate", "Deals the root key in new shares, once enough operators ask; nsl operator rotate calls it.",
        static () => SystemRequestJson.Default.RotateRequest, static () => SystemResponseJson.Default.ApprovalResponse)
    { Access = Access.Operator };

    /// <summary>Shares that were dealt in this boot.</summary>
    public static readonly Operation<GetDealtSharesRequest, DealtShares> GetDealtShares = new(
        "system", "getDealtShares", "Gives the shares that this boot dealt last, each sealed to its operator; nsl operator accept keeps one.",
        static () => SystemRequestJson.Default.GetDealtSharesRequest, static () => SystemResponseJson.Default.DealtShares);

    /// <summary>An operator brings his share.</summary>
    public static readonly Operation<ProvideRequest, ProvideResponse> Provide = new(
        "system", "provide", "Takes an operator's share, sealed to this boot; with enough of them the enclave serves; nsl operator provide calls it.",
        static () => SystemRequestJson.Default.ProvideRequest, static () => SystemResponseJson.Default.ProvideResponse)
    { Access = Access.Operator };

    /// <summary>An operator accepts a state that is not the newest one seen.</summary>
    public static readonly Operation<AcceptStateRequest, AcceptStateResponse> AcceptState = new(
        "system", "acceptState", "Goes on from a state although a later one was seen, once enough operators sign exactly that; nsl operator accept-state calls it.",
        static () => SystemRequestJson.Default.AcceptStateRequest, static () => SystemResponseJson.Default.AcceptStateResponse)
    { Access = Access.Operator };

    /// <summary>Every operation of the service.</summary>
    public static IReadOnlyList<Operation> All { get; } =
        [Ping, GetStatus, GetOperations, GetMetrics, GetAttestation, Genesis, Rotate, GetDealtShares, Provide, AcceptState];
}
