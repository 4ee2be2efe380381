using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.Provisioning;
using NeoServiceLayer.Enclave.Core.State.Records;
using NeoServiceLayer.Json;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Protocol.Stamps;
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

    /// <summary>What decrypted records may take in memory, in bytes: 0 to 4 GiB.</summary>
    public long StateCacheBytes { get; set; } = 16L << 20;

    /// <summary>Who may register an account; absent: anybody in local mode, and else by invitation.</summary>
    public Registration? Registration { get; set; }

    /// <summary>The public keys of those who invite; none by default.</summary>
    public IReadOnlyList<JsonWebKey> AdminKeys { get; set; } = [];

    /// <summary>
    /// Who holds the root key in shares; absent where it comes from elsewhere: a file in local mode, and else it is made for one boot.
    /// </summary>
    public OperatorSettings? Operators { get; set; }

    /// <summary>How many keys an account may have that were not revoked: 1 to 128, so that closing it is one transaction.</summary>
    public int MaxKeysPerAccount { get; set; } = 64;

    /// <summary>For which site passkeys sign; absent: no passkey opens sessions.</summary>
    public RelyingParty? WebAuthn { get; set; }

    /// <summary>How many sessions an account may have, with those ended less than five minutes after they were asked for: 1 to 128.</summary>
    public int MaxSessionsPerAccount { get; set; } = 64;

    /// <summary>How many records the services may hold for an account: 16 to 1,000,000.</summary>
    public int MaxRecordsPerAccount { get; set; } = 20_000;

    /// <summary>How many changes of an account within 24 hours are remembered, and so how many it may make: 16 to 1,000,000.</summary>
    public int MaxRememberedResponses { get; set; } = 10_000;

    /// <summary>
    /// Whether operations whose payloads are secret may be called in the clear; absent: in local mode. Outside it they never may,
    /// whatever is written here.
    /// </summary>
    public bool? AllowClearConfidential { get; set; }

    /// <summary>How many wallets an account may have: 1 to 100,000.</summary>
    public int MaxWalletsPerAccount { get; set; } = 1000;

    /// <summary>How many wallets' keys are kept loaded, at some kilobytes each: 1 to 65,536.</summary>
    public int MaxLoadedKeys { get; set; } = 1024;

    /// <summary>How many secrets an account may have: 1 to 100,000.</summary>
    public int MaxSecretsPerAccount { get; set; } = 1000;

    /// <summary>How many versions of a secret are kept, the newest: 1 to 32, so that removing it is one transaction.</summary>
    public int MaxVersionsPerSecret { get; set; } = 10;

    /// <summary>How many transit keys an account may have: 1 to 10,000.</summary>
    public int MaxTransitKeysPerAccount { get; set; } = 100;

    /// <summary>How many functions an account may have, each with up to 1,000 values and its executions: 1 to 10,000.</summary>
    public int MaxFunctionsPerAccount { get; set; } = 32;

    /// <summary>Numbers of the networks beside mainnet and testnet for which wallets sign in (NEP-20); none by default.</summary>
    public IReadOnlyList<uint> PrivateNetworks { get; set; } = [];

    /// <summary>The Neo networks that the enclave reads and sends to, the usual one first; none by default: then nothing is asked of a chain.</summary>
    public IReadOnlyList<NetworkSettings> Networks { get; set; } = [];

    /// <summary>The way out: which hosts, certified by whom, and how many at once.</summary>
    public EgressSettings Egress { get; set; } = new();

    /// <summary>Functions: what executions cost, who is paid, and how many there may be.</summary>
    public ExecutionSettings Functions { get; set; } = new();

    /// <summary>SHA-256 of the very text that the settings were read from; of nothing, where there was none.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> SourceHash { get; private set; } = SHA256.HashData([]);

    /// <summary>Reads a configuration file's text.</summary>
    /// <exception cref="FormatException">One sentence that names the member.</exception>
    public static EnclaveSettings Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            EnclaveSettings settings = JsonSerializer.Deserialize(json, EnclaveSettingsJson.Default.EnclaveSettings)
                ?? throw new FormatException("The configuration must be an object.");
            settings.SourceHash = SHA256.HashData(json);
            return settings.Checked();
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The configuration is not acceptable at {exception.Path ?? "$"}, line {JsonLine.Of(exception, json)}.", exception);
        }
    }

    /// <summary>Whether what is secret may come and go in the clear.</summary>
    internal bool AllowsClearConfidential(EnclaveMode mode) => mode == EnclaveMode.Local && (AllowClearConfidential ?? true);

    /// <summary>What sessions need of it.</summary>
    public SessionSettings ForSessions() => new()
    {
        BodyLimit = MaxFrameBytes,
        MaxInFlight = MaxInFlightPerConnection,
        ClearBuffers = true,
    };

    /// <summary>What the connection to the attached host needs of it.</summary>
    public CallSettings ForCalls() => new() { BodyLimit = MaxFrameBytes, ClearBuffers = true };

    /// <summary>What the state's engine needs of it.</summary>
    internal StateSettings ForState()
    {
        // Base64 and names make a commit's frame less than twice its contents; and the log of heads goes with them, where a frame has room for it.
        int room = Math.Max(MaxFrameBytes - HeadLog.FrameBytes, MaxFrameBytes / 4) / 2;
        StateSettings usual = new();
        return usual with
        {
            CacheBytes = StateCacheBytes,
            DoubtPatience = TimeSpan.FromMilliseconds(HostTimeoutMs),
            MaxTransactionBytes = Math.Min(usual.MaxTransactionBytes, room),
            MaxBatchBytes = Math.Min(usual.MaxBatchBytes, room),
        };
    }

    /// <summary>What access to accounts needs of it.</summary>
    internal AccessSettings ForAccess(Deployment deployment) => new()
    {
        GenesisId = deployment.GenesisIdHex,
        MaxRecordsPerAccount = MaxRecordsPerAccount,
        MaxRememberedResponses = MaxRememberedResponses,
        AdminKeyIds = ReadAdminKeys().Select(key => key.KeyId).ToHashSet(),
    };

    /// <summary>What the transports need of it.</summary>
    public TransportSettings ForTransports() => new()
    {
        FrameTimeout = TimeSpan.FromMilliseconds(FrameTimeoutMs),
        IdleTimeout = TimeSpan.FromMilliseconds(IdleTimeoutMs),
        SendTimeout = TimeSpan.FromMilliseconds(SendTimeoutMs),
        Budget = new BufferBudget(MaxReceiveBytes),
        ClearBuffers = true,
    };

    /// <summary>The keys of those who invite.</summary>
    /// <exception cref="FormatException">One of them is no key of P-256.</exception>
    public IReadOnlyList<StampKey> ReadAdminKeys() =>
    [
        .. AdminKeys.Select(key => key is { Kty: "EC", Crv: "P-256" } && StampKey.TryCreate(key.X, key.Y, out StampKey? read)
            ? read
            : throw new FormatException("The configuration's adminKeys must be JWKs of P-256: kty EC, crv P-256, and x and y in base64url.")),
    ];

    /// <summary>Those who hold the root key.</summary>
    /// <exception cref="FormatException">There are none, or they are not as they must be.</exception>
    internal OperatorSet ReadOperators() => OperatorSet.Read(Operators ?? throw new FormatException("The configuration names no operators."));

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
        Check(nameof(MaxKeysPerAccount), MaxKeysPerAccount, 1, 128);
        Check(nameof(MaxSessionsPerAccount), MaxSessionsPerAccount, 1, 128);
        Check(nameof(MaxRecordsPerAccount), MaxRecordsPerAccount, 16, 1_000_000);
        Check(nameof(MaxRememberedResponses), MaxRememberedResponses, 16, 1_000_000);
        Check(nameof(MaxWalletsPerAccount), MaxWalletsPerAccount, 1, 100_000);
        Check(nameof(MaxSecretsPerAccount), MaxSecretsPerAccount, 1, 100_000);
        Check(nameof(MaxVersionsPerSecret), MaxVersionsPerSecret, 1, 32);
        Check(nameof(MaxTransitKeysPerAccount), MaxTransitKeysPerAccount, 1, 10_000);
        Check(nameof(MaxFunctionsPerAccount), MaxFunctionsPerAccount, 1, 10_000);
        Check(nameof(MaxLoadedKeys), MaxLoadedKeys, 1, 65_536);
        ReadAdminKeys();
        WebAuthn?.Check();
        CheckNetworks();
        Egress.Check();
        Functions.Check();
        if (Operators is not null)
        {
            ReadOperators();
        }

        Check(nameof(StateCacheBytes), StateCacheBytes, 0, 4L << 30);
        return this;
    }

    private void CheckNetworks()
    {
        foreach (NetworkSettings network in Networks)
        {
            network.Check();
        }

        if (Networks.DistinctBy(network => network.Name).Count() != Networks.Count || Networks.DistinctBy(network => network.Magic).Count() != Networks.Count)
        {
            throw new FormatException("The configuration's networks must differ in name and in magic.");
        }
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
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true)]
[JsonType(typeof(EnclaveSettings))]
internal sealed partial class EnclaveSettingsJson : JsonContext;
