extern alias Schemas;

using System.Text.Json;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.Secrets;
using NeoServiceLayer.Tests.State;
using Xunit;
using Schemas::NeoServiceLayer.Schemas;

namespace NeoServiceLayer.Tests.Accounts;

/// <summary>The events of a whole enclave, which the parent writes into its log: nothing of any request is in one, whatever becomes of it.</summary>
public sealed class EventSecrecyTests
{
    /// <summary>So many records may be read rightly before the store withholds one: the key, the account, and what the operation reads.</summary>
    private const int MostRead = 4;

    private static readonly string[] Ids = ["acc_", "wal_", "sec_", "gba_", "spo_", "request-"];

    private readonly MarkedPayloads marked = new();

    [Fact]
    public async Task No_event_has_a_mark_of_a_request_whatever_becomes_of_it()
    {
        using TestModule module = new();
        using TestEnclave enclave = new(configuration: """{"stateCacheBytes":0,"hostTimeoutMs":2500}""", module: module.Module);
        SealingClient sealing = await SealingClient.OfAsync(enclave.Client);
        List<string> keys = [];
        Operation[] operations = [.. Operations.All.Where(operation => operation.Place != Place.Parent)];
        foreach (Operation operation in operations)
        {
            using TestKey key = new();
            keys.Add(key.Id);
            foreach (byte[] payload in marked.Of(PayloadMetadata.Request(operation), await PrepareAsync(enclave, key)))
            {
                await SendAsync(enclave, sealing, key, operation, payload);
            }
        }

        await EndInDoubtAsync(enclave);
        string[] lines = [.. enclave.EventLines];
        Assert.True(lines.Count(line => line.Contains("record.missing", StringComparison.Ordinal)) > operations.Length);
        Assert.DoesNotContain(lines, line => line.Contains("operation.fault", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(marked.In(line) is null, line));
        Assert.All(lines, line => Assert.DoesNotContain(Ids.Concat(keys), id => line.Contains(id, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_mark_in_an_event_would_be_found()
    {
        LogEvent telling = new()
        {
            Time = DateTime.UnixEpoch,
            Level = LogLevel.Error,
            Event = "record.missing",
            Fields = new Dictionary<string, LogField> { ["record"] = new($"a{marked.Text}b") },
        };
        Assert.NotNull(marked.In(JsonSerializer.Serialize(telling, HostRequestJson.Default.LogEvent)));
        byte[] payload = marked.Of(PayloadMetadata.Request(SecretsOperations.PutSecretValue), new Dictionary<string, string>()).First();
        using PutSecretValueRequest request = JsonSerializer.Deserialize(payload, SecretsOperations.PutSecretValue.Request)!;
        Assert.NotNull(marked.In(Convert.ToBase64String(request.Value.Bytes)));
        Assert.NotNull(marked.In(Convert.ToHexString(request.Value.Bytes)));
    }

    /// <summary>In the clear, sealed, and with a store that withholds one of the records that it needs.</summary>
    private static async Task SendAsync(TestEnclave enclave, SealingClient sealing, TestKey key, Operation operation, byte[] payload)
    {
        Request Clear() => operation.Access == Protocol.Operations.Access.Public
            ? new Request(enclave.Client.NextId(), operation.Service, operation.Name, payload, "")
            : enclave.Client.Stamped(key, operation, payload);
        for (int honest = 0; honest <= MostRead; honest++)
        {
            int asked = 0;
            enclave.Records.OnRead = response => Interlocked.Increment(ref asked) <= honest ? response : response with { Records = [] };
            await enclave.Client.SendAsync(Clear());
        }

        enclave.Records.OnRead = static response => response;
        await sealing.SendAsync(sealing.Seal(key, operation, payload));
        await enclave.Client.SendAsync(Clear());
    }

    /// <summary>An account with one of each kind, and what identifies these in requests.</summary>
    private async Task<Dictionary<string, string>> PrepareAsync(TestEnclave enclave, TestKey key)
    {
        await enclave.RegisterAsync(key);
        WalletDescription wallet = await enclave.Client.DoAsync(key, WalletOperations.CreateWallet, new CreateWalletRequest { Name = marked.Text, Exportable = true });
        CreateSecretRequest secret = new() { Name = "the first", Value = SecretsWorld.Value(marked.Text) };
        string secretId = (await enclave.Client.DoAsync(key, SecretsOperations.CreateSecret, secret)).SecretId;
        await enclave.Client.DoAsync(key, TransitOperations.CreateTransitKey, new CreateTransitKeyRequest { KeyName = "transit" });
        BankAccountDescription bank = await enclave.Client.DoAsync(key, GasBankOperations.CreateBankAccount, new CreateBankAccountRequest { Name = marked.Text });
        CreateSponsorPolicyRequest policy = new()
        {
            BankAccountId = bank.BankAccountId,
            Name = marked.Text,
            Contracts = [new SponsoredContract { Contract = bank.ScriptHash }],
            MaxPerTransaction = "1",
            MaxPerUser = "1",
            MaxPerDay = "1",
        };
        string policyId = (await enclave.Client.DoAsync(key, SponsorOperations.CreateSponsorPolicy, policy)).PolicyId;
        return new Dictionary<string, string> { ["policyId"] = policyId, ["bankAccountId"] = bank.BankAccountId, ["walletId"] = wallet.WalletId, ["secretId"] = secretId, ["keyName"] = "transit", ["keyId"] = key.Id };
    }

    /// <summary>A commit that is done and answered by an error; what the enclave tells of it is told after all that came before.</summary>
    private async Task EndInDoubtAsync(TestEnclave enclave)
    {
        using TestKey key = new();
        await enclave.RegisterAsync(key);
        int commits = 0;
        enclave.Records.OnCommit = _ => commits++ == 0 ? Fate.DoneThenRefused : Fate.Done;
        await enclave.Client.CallAsync(key, AccountOperations.UpdateAccount, new UpdateAccountRequest { Name = marked.Text });
        await enclave.UntilToldAsync("state.settled");
    }
}
