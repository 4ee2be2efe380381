using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Wire.Framing;
using NeoServiceLayer.Wire.Transport;

namespace NeoServiceLayer.Enclave.Core.Host;

/// <summary>The limits of an enclave, as its configuration file sets them; a member that is left out keeps its default.</summary>
/// <remarks>
/// Setters, not initialisers: generated JSON code treats an init-only member as a constructor's parameter, and gives one that
/// is left out the type's default instead of ours.
/// </remarks>
public sealed record EnclaveSettings
{
    /// <summary>The longest body of a frame, in bytes: 4,096 (a refusal of the longest requestId fits) to 4 MiB.</summary>
    public int MaxFrameBytes { get; set; } = Frame.DefaultBodyLimit;

    /// <summary>How many connections may be open at once: 2 to 1,024.</summary>
    public int MaxConnections { get; set; } = 64;

    /// <summary>How many of these may be parked as lines to the outside: 0 to 256. Those in use do not count.</summary>
    public int MaxParkedLines { get; set; } = 16;

    /// <summary>How many requests of one connection may be in flight away from its thread: 1 to 4,096.</summary>
    public int MaxInFlightPerConnection { get; set; } = 256;

    /// <summary>The same of all connections together: 1 to 65,536.</summary>
    public int MaxInFlight { get; set; } = 1024;

    /// <summary>What the payloads of all requests in flight may have together, in bytes: 64 KiB to 1 GiB.</summary>
    public long MaxInFlightBytes { get; set; } = 64L << 20;

    /// <summary>What all connections may hold in receive buffers beyond each one's first 64 KiB, in bytes: 0 to 4 GiB.</summary>
    public long MaxReceiveBytes { get; set; } = 64L << 20;

    /// <summary>How long a peer may take over one frame, in milliseconds: 40 to 600,000.</summary>
    public int FrameTimeoutMs { get; set; } = 30_000;

    /// <summary>How long a peer may send nothing, in milliseconds: 40 to 86,400,000.</summary>
    public int IdleTimeoutMs { get; set; } = 300_000;

    /// <summary>How long a peer may take nothing of what is sent to it, in milliseconds: 40 to 600,000.</summary>
    public int SendTimeoutMs { get; set; } = 30_000;

    /// <summary>How long the attached host may leave a heartbeat unanswered, in milliseconds: 100 to 600,000.</summary>
    public int HostTimeoutMs { get; set; } = 10_000;

    /// <summary>Reads a configuration file's text.</summary>
    /// <exception cref="FormatException">One sentence that names the member.</exception>
    public static EnclaveSettings Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return (JsonSerializer.Deserialize(json, EnclaveSettingsJson.Default.EnclaveSettings)
                ?? throw new FormatException("The configuration must be an object.")).Checked();
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The configuration is not acceptable at {exception.Path ?? "$"}, line {exception.LineNumber + 1}.", exception);
        }
    }

    /// <summary>What sessions need of it.</summary>
    public SessionSettings ForSessions() => new()
    {
        BodyLimit = MaxFrameBytes,
        MaxInFlight = MaxInFlightPerConnection,
        ClearBuffers = true,
    };

    /// <summary>What the connection to the attached host needs of it.</summary>
    public CallSettings ForCalls() => new() { BodyLimit = MaxFrameBytes, ClearBuffers = true };

    /// <summary>What the transports need of it.</summary>
    public TransportSettings ForTransports() => new()
    {
        FrameTimeout = TimeSpan.FromMilliseconds(FrameTimeoutMs),
        IdleTimeout = TimeSpan.FromMilliseconds(IdleTimeoutMs),
        SendTimeout = TimeSpan.FromMilliseconds(SendTimeoutMs),
        Budget = new BufferBudget(MaxReceiveBytes),
        ClearBuffers = true,
    };

    private EnclaveSettings Checked()
    {
        Check(nameof(MaxFrameBytes), MaxFrameBytes, 4096, Frame.MaxBodyLength);
        Check(nameof(MaxConnections), MaxConnections, 2, 1024);
        Check(nameof(MaxParkedLines), MaxParkedLines, 0, 256);
        Check(nameof(MaxInFlightPerConnection), MaxInFlightPerConnection, 1, 4096);
        Check(nameof(MaxInFlight), MaxInFlight, 1, 65_536);
        Check(nameof(MaxInFlightBytes), MaxInFlightBytes, 64 << 10, 1 << 30);
        Check(nameof(MaxReceiveBytes), MaxReceiveBytes, 0, 4L << 30);
        Check(nameof(FrameTimeoutMs), FrameTimeoutMs, 40, 600_000);
        Check(nameof(IdleTimeoutMs), IdleTimeoutMs, 40, 86_400_000);
        Check(nameof(SendTimeoutMs), SendTimeoutMs, 40, 600_000);
        Check(nameof(HostTimeoutMs), HostTimeoutMs, 100, 600_000);
        return this;
    }

    private static void Check(string name, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            string member = JsonNamingPolicy.CamelCase.ConvertName(name);
            throw new FormatException($"The configuration's {member} must be a whole number from {least} to {most}.");
        }
    }
}

/// <summary>JSON of the configuration file: strict.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(EnclaveSettings))]
internal sealed partial class EnclaveSettingsJson : JsonSerializerContext;
