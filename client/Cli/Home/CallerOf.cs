using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Client.Stamping;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Cli.Home;

/// <summary>Who calls: the account of the home, where the operation asks for a stamp.</summary>
internal sealed class CallerOf : IDisposable
{
    private readonly AccountKey? key;

    private CallerOf(AccountKey? key, Stamper? stamper)
    {
        this.key = key;
        Stamper = stamper;
    }

    /// <summary>Makes the stamps; null if nothing is stamped.</summary>
    internal Stamper? Stamper { get; }

    /// <summary>Who calls an operation.</summary>
    /// <exception cref="UsageException">It needs a stamp, and the home has no account.</exception>
    internal static CallerOf Operation(Operation operation, GlobalOptions options, Surroundings outside) =>
        operation.Access == Access.Stamped ? Account(options, outside, needed: true) : new CallerOf(null, null);

    /// <summary>Who calls an operation by name: one that this version does not know is stamped if the home has an account.</summary>
    internal static CallerOf Name(string service, string operation, GlobalOptions options, Surroundings outside)
    {
        Operation? known = outside.Operations.FirstOrDefault(known => known.Service == service && known.Name == operation);
        return known is null ? Account(options, outside, needed: false) : Operation(known, options, outside);
    }

    /// <inheritdoc/>
    public void Dispose() => key?.Dispose();

    private static CallerOf Account(GlobalOptions options, Surroundings outside, bool needed)
    {
        NslHome home = NslHome.Find(options, outside.Variable);
        AccountFile? account = home.ReadAccount();
        if (account?.AccountId is null)
        {
            return needed
                ? throw new UsageException($"This needs an account, and {home} has none: nsl account register --name NAME makes one.")
                : new CallerOf(null, null);
        }

        AccountKey key = home.ReadKey();
        return new CallerOf(key, new Stamper(key, account.GenesisId, outside.Clock));
    }
}
