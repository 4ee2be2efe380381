using System.Security.Cryptography;
using System.Text.Json;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Help;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Cli.Sealing;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Sealing;
using NeoServiceLayer.Client.Stamping;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Cli.Commands;

/// <summary>
/// <c>nsl account register --name NAME</c>: makes a key, keeps it in the home, and begins an account with it. It stands in the
/// place of the command that the descriptor gives, which knows nothing of keys.
/// </summary>
internal static class RegisterCommand
{
    internal static async Task<int> RunAsync(
        ArgumentQueue arguments, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        (string? name, string? invitation) = Fields(arguments, options);
        if (options.Help)
        {
            GeneralHelp.Register(outside.Output);
            return ExitCode.Done;
        }

        if (name is null)
        {
            throw new UsageException("The account's name is missing: nsl account register --name NAME.");
        }

        NslHome home = NslHome.Find(options, outside.Variable);
        AccountFile? account = home.ReadAccount();
        if (account?.AccountId is not null)
        {
            throw new UsageException($"{home} has the account {account.AccountId}; register another in another home, with --home DIR.");
        }

        Uri gateway = Gateway.Address(options, outside.Variable);
        account ??= await BeginAsync(home, gateway, options, cancellationToken);
        using CallerOf caller = CallerOf.New(home, account.GenesisId, outside);
        using AccountKey key = home.ReadKey();
        RegisterRequest request = new()
        {
            Name = await new ValueReader(outside.Input).ReadAsync(name, cancellationToken),
            Key = new NewKey { Kind = KeyKind.P256, PublicKey = PublicKey(key), Name = "nsl" },
            Invitation = invitation is null ? null : await new ValueReader(outside.Input).ReadAsync(invitation, cancellationToken),
        };
        SealTarget? target = await new Sealer(options, outside).TargetAsync(AccountOperations.Register, gateway, cancellationToken);
        using NslClient client = new(gateway, caller.Settings(gateway, outside) with { SealedTo = target });
        RegisterResponse response = await client.CallAsync(
            AccountOperations.Register, request, new CallOptions { RequestId = account.RegistrationId, Sealed = target is not null }, cancellationToken);
        home.WriteAccount(account with { AccountId = response.AccountId });
        byte[] answer = JsonSerializer.SerializeToUtf8Bytes(response, AccountOperations.Register.Response);
        AnswerWriter.Write(outside.Output, answer, options.Json);
        return ExitCode.Done;
    }

    /// <summary>Keeps the key, and under which id it is registered, before anybody is asked: a repeat goes on where this stopped.</summary>
    private static async Task<AccountFile> BeginAsync(NslHome home, Uri gateway, GlobalOptions options, CancellationToken cancellationToken)
    {
        using NslClient client = new(gateway);
        GetStatusResponse status = await client.CallAsync(SystemOperations.GetStatus, new GetStatusRequest(), null, cancellationToken);
        string genesisId = status.Enclave?.GenesisId ?? throw new UsageException(status.Enclave is null
            ? "The gateway does not reach the enclave, which alone can say what deployment this is; try again."
            : "The enclave waits for its operators' shares, which say what deployment this is; nsl operator status shows how many are missing.");
        if (!home.HasKey)
        {
            using AccountKey key = AccountKey.Create();
            home.WriteKey(key);
        }

        AccountFile account = new()
        {
            GenesisId = genesisId,
            RegistrationId = options.RequestId ?? RandomNumberGenerator.GetHexString(32, lowercase: true),
        };
        home.WriteAccount(account);
        return account;
    }

    private static JsonWebKey PublicKey(AccountKey key) => new() { Kty = "EC", Crv = "P-256", X = key.Public.X, Y = key.Public.Y };

    private static (string? Name, string? Invitation) Fields(ArgumentQueue arguments, GlobalOptions options)
    {
        string? name = null;
        string? invitation = null;
        while (arguments.Peek is string word)
        {
            if (!arguments.AtFlag)
            {
                throw new UsageException($"'{word}' is one word too many; fields are written --field value.");
            }

            Flag flag = arguments.TakeFlag();
            switch (flag.Name)
            {
                case "name":
                    name = flag.Value();
                    break;
                case "invitation":
                    invitation = flag.Value();
                    break;
                default:
                    if (!options.TryTake(flag))
                    {
                        throw new UsageException($"account.register takes --name and --invitation here, not --{flag.Name}.");
                    }

                    break;
            }
        }

        return (name, invitation);
    }
}
