using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Receipts;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Stamping;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Cli.Home;

/// <summary>Who calls: the account of the home, where the operation asks for a stamp. With an account receipts are kept as well.</summary>
internal sealed class CallerOf : IDisposable
{
    private readonly AccountKey? key;
    private readonly Stamper? stamper;
    private readonly NslHome? home;
    private readonly string genesisId;

    private CallerOf(NslHome? home = null, string genesisId = "", AccountKey? key = null, TimeProvider? clock = null)
    {
        this.home = home;
        this.genesisId = genesisId;
        this.key = key;
        if (key is not null)
        {
            ReceiptFloor? floor = new ReceiptFolder(home!, clock!).ReadFloor(genesisId);
            stamper = home!.Guard(() => new Stamper(key, genesisId, clock) { Floor = floor });
        }
    }

    /// <summary>Whether the call is stamped.</summary>
    internal bool Stamps => stamper is not null;

    /// <summary>Whether an answer must have a receipt.</summary>
    internal bool WantsReceipt => home is not null;

    /// <summary>Who calls an operation.</summary>
    /// <exception cref="UsageException">It needs a stamp, and the home has no account.</exception>
    internal static CallerOf Operation(Operation operation, GlobalOptions options, Surroundings outside) =>
        operation.Access == Access.Stamped ? Account(options, outside, needed: true)
        : operation.Place == Place.Enclave && operation.Service != "system" ? Witness(options, outside)
        : new CallerOf();

    /// <summary>Who calls an operation by name: one that this version does not know is stamped if the home has an account.</summary>
    internal static CallerOf Name(string service, string operation, GlobalOptions options, Surroundings outside)
    {
        Operation? known = outside.Operations.FirstOrDefault(known => known.Service == service && known.Name == operation);
        return known is null ? Account(options, outside, needed: false) : Operation(known, options, outside);
    }

    /// <summary>The key of an account that is being registered.</summary>
    internal static CallerOf New(NslHome home, string genesisId, Surroundings outside) => new(home, genesisId, home.ReadKey(), outside.Clock);

    /// <summary>The key of a session that is being opened, which is owned from then on.</summary>
    internal static CallerOf NewSession(NslHome home, string genesisId, AccountKey key, Surroundings outside) => new(home, genesisId, key, outside.Clock);

    /// <summary>The session of the home.</summary>
    /// <exception cref="UsageException">There is none, or it is over.</exception>
    internal static CallerOf Session(NslHome home, Surroundings outside)
    {
        SessionFile? session = home.ReadSession();
        if (session?.SessionId is null)
        {
            throw new UsageException($"{home} has no session: nsl session start opens one.");
        }

        return session.ExpiresAt > outside.Clock.GetUtcNow()
            ? new CallerOf(home, session.GenesisId, home.Guard(session.ReadKey), outside.Clock)
            : throw new UsageException($"The session of {home} is over: nsl session start opens another.");
    }

    /// <summary>What a client that calls for it goes by.</summary>
    internal NslClientSettings Settings(Uri gateway, Surroundings outside) => new()
    {
        Stamper = stamper,
        ReceiptReceived = home is null ? null : new ReceiptKeeper(home, genesisId, gateway, outside).TakeAsync,
    };

    /// <inheritdoc/>
    public void Dispose() => key?.Dispose();

    /// <summary>Nobody stamps, but an account's home keeps what it was answered.</summary>
    private static CallerOf Witness(GlobalOptions options, Surroundings outside)
    {
        NslHome? home = NslHome.FindIfAny(options, outside.Variable);
        return home?.ReadAccount() is { AccountId: not null } account ? new CallerOf(home, account.GenesisId) : new CallerOf();
    }

    private static CallerOf Account(GlobalOptions options, Surroundings outside, bool needed)
    {
        NslHome home = NslHome.Find(options, outside.Variable);
        AccountFile? account = home.ReadAccount();
        if (account?.AccountId is null)
        {
            return needed
                ? throw new UsageException($"This needs an account, and {home} has none: nsl account register --name NAME makes one.")
                : new CallerOf();
        }

        return options.Session || !home.HasKey
            ? Session(home, outside)
            : new CallerOf(home, account.GenesisId, home.ReadKey(), outside.Clock);
    }
}
