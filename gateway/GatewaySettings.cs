using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Wire.Framing;

namespace NeoServiceLayer.Gateway;

/// <summary>
/// The limits of a gateway, as its configuration file sets them; a member that is left out keeps its default.
/// </summary>
/// <remarks>
/// Setters, not initialisers: generated JSON code treats an init-only member as a constructor's parameter, and gives
/// one that is left out the type's default instead of ours.
/// </remarks>
internal sealed record GatewaySettings
{
    /// <summary>What an envelope may add to a body: ids, names, a stamp.</summary>
    private const int EnvelopeAllowance = 8 << 10;

    /// <summary>
    /// Requests a second that one client address may send in the long run: 0 (no limit) to 1,000,000.
    /// </summary>
    public int RequestsPerSecond { get; set; } = 1000;

    /// <summary>Requests that one client address may send at once beyond that: 1 to 1,000,000.</summary>
    public int RequestBurst { get; set; } = 2000;

    /// <summary>
    /// The longest HTTP body, in bytes: 1,024 up to <see cref="MaxFrameBytes"/> less 8 KiB. By default what a sealed secret of 1 MiB takes.
    /// </summary>
    public int MaxBodyBytes { get; set; } = 2 << 20;

    /// <summary>
    /// The longest frame's body that the enclave takes, as its own configuration says, in bytes: 16 KiB to 4 MiB.
    /// </summary>
    public int MaxFrameBytes { get; set; } = Frame.DefaultBodyLimit;

    /// <summary>
    /// The origins whose pages may call: each as a browser writes it, or <c>*</c> alone for every one.
    /// </summary>
    public IReadOnlyList<string> CorsOrigins { get; set; } = [];

    /// <summary>How many requests may be under way at once: 1 to 65,536.</summary>
    public int MaxInFlight { get; set; } = 1024;

    /// <summary>How many HTTP connections may be open at once: 1 to 1,000,000.</summary>
    public int MaxHttpConnections { get; set; } = 10_000;

    /// <summary>How many connections to the enclave share all requests: 1 to 16.</summary>
    public int EnclaveConnections { get; set; } = 2;

    /// <summary>How many connections are kept parked at the enclave, for when it needs a line to the outside: 0 to 64.</summary>
    public int ParkedLines { get; set; } = 4;

    /// <summary>How many lines to the outside may be in use at once: 1 to 1,024.</summary>
    public int MaxLines { get; set; } = 32;

    /// <summary>How long a request may take that does not say, in milliseconds: 1 to 3,600,000.</summary>
    public int DefaultDeadlineMs { get; set; } = 30_000;

    /// <summary>
    /// How long requests under way may take once the process is asked to end, in milliseconds: 0 to 600,000.
    /// </summary>
    public int DrainMs { get; set; } = 15_000;

    /// <summary>Reads a configuration file's text.</summary>
    /// <exception cref="FormatException">One sentence that names the member.</exception>
    internal static GatewaySettings Parse(ReadOnlySpan<byte> json)
    {
        if (StrictJson.Check(json, out int offset) is not StrictJsonError.None and var error)
        {
            throw new FormatException("The configuration: " + StrictJsonProblem.Describe(error, offset));
        }

        try
        {
            return (JsonSerializer.Deserialize(json, GatewaySettingsJson.Default.GatewaySettings)
                ?? throw new FormatException("The configuration must be an object.")).Checked();
        }
        catch (JsonException exception)
        {
            throw new FormatException(
                $"The configuration is not acceptable at {exception.Path ?? "$"}, line {exception.LineNumber + 1}.", exception);
        }
    }

    private GatewaySettings Checked()
    {
        Check(nameof(RequestsPerSecond), RequestsPerSecond, 0, 1_000_000);
        Check(nameof(RequestBurst), RequestBurst, 1, 1_000_000);
        Check(nameof(MaxFrameBytes), MaxFrameBytes, 16 << 10, Frame.MaxBodyLength);
        Check(nameof(MaxBodyBytes), MaxBodyBytes, 1024, MaxFrameBytes - EnvelopeAllowance);
        Check(nameof(MaxInFlight), MaxInFlight, 1, 65_536);
        Check(nameof(MaxHttpConnections), MaxHttpConnections, 1, 1_000_000);
        Check(nameof(EnclaveConnections), EnclaveConnections, 1, 16);
        Check(nameof(ParkedLines), ParkedLines, 0, 64);
        Check(nameof(MaxLines), MaxLines, 1, 1024);
        Check(nameof(DefaultDeadlineMs), DefaultDeadlineMs, 1, 3_600_000);
        Check(nameof(DrainMs), DrainMs, 0, 600_000);
        foreach (string origin in CorsOrigins)
        {
            if (!IsOrigin(origin))
            {
                throw new FormatException(
                    "The configuration's corsOrigins takes origins such as https://app.example, or * alone.");
            }
        }

        return this;
    }

    private bool IsOrigin(string? origin) => origin == "*"
        ? CorsOrigins.Count == 1
        : Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) && uri.GetLeftPart(UriPartial.Authority) == origin;

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
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(GatewaySettings))]
internal sealed partial class GatewaySettingsJson : JsonSerializerContext;
