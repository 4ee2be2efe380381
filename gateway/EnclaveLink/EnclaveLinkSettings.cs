using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Wire;
using NeoServiceLayer.Wire.Framing;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Gateway.EnclaveLink;

/// <summary>Where the enclave is and how it is spoken to.</summary>
internal sealed record EnclaveLinkSettings
{
    internal required WireEndpoint Endpoint { get; init; }

    /// <summary>How many connections carry requests: a few, each with a thread of its own.</summary>
    internal int Connections { get; init; } = 2;

    internal int MaxFrameBytes { get; init; } = Frame.DefaultBodyLimit;

    /// <summary>How often each connection is asked whether it lives.</summary>
    internal TimeSpan HeartbeatPeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long it may take to answer that before it counts as dead.</summary>
    internal TimeSpan HeartbeatTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long one attempt to dial may take.</summary>
    internal TimeSpan DialTimeout { get; init; } = TimeSpan.FromSeconds(3);

    internal TransportSettings Transport { get; init; } = new();

    internal CallSettings ForCalls() => new() { BodyLimit = MaxFrameBytes, SendTogether = true };
}
