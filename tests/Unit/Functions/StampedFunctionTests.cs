using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Functions;

/// <summary>Functions from a stamping client to sealed records and back.</summary>
public sealed class StampedFunctionTests
{
    [Fact]
    public async Task A_function_with_its_values_is_there_after_a_restart()
    {
        MemoryRecordHost records = new(new State.MemoryStore());
        using TestKey key = new();
        FunctionVersion version;
        using (TestEnclave enclave = new(records: records))
        {
            await enclave.RegisterAsync(key);
            version = await enclave.Client.DoAsync(key, FunctionOperations.CreateFunction, new CreateFunctionRequest
            {
                Name = "one",
                SourceCode = "export const handler = () => 1;",
            });
            await enclave.Client.DoAsync(key, FunctionOperations.PutValue, new PutValueRequest
            {
                FunctionId = version.FunctionId,
                Key = "k",
                Value = FunctionWorld.Json("""{"a":[1]}"""),
            });
        }

        using TestEnclave again = new(records: records);
        FunctionVersion found = await again.Client.DoAsync(key, FunctionOperations.GetVersion, new GetVersionRequest { FunctionId = version.FunctionId });
        Assert.Equal((version.SourceHash, version.CodeHash, "export const handler = () => 1;"), (found.SourceHash, found.CodeHash, found.SourceCode));
        StoredValue value = await again.Client.DoAsync(key, FunctionOperations.GetValue, new GetValueRequest { FunctionId = version.FunctionId, Key = "k" });
        Assert.Equal("""{"a":[1]}""", value.Value.GetRawText());
        await again.Client.DoAsync(key, FunctionOperations.DeleteFunction, new DeleteFunctionRequest { FunctionId = version.FunctionId }, "delete");
        Assert.Equal(
            [version.FunctionId, version.FunctionId, version.FunctionId],
            (await again.EventsAsync(key)).Where(done => done.Service == "function").Select(done => done.Target));
    }

    [Fact]
    public async Task Who_writes_functions_cannot_grant_them_anything_without_the_scope_by_name()
    {
        using TestEnclave enclave = new();
        using TestKey owner = new();
        using TestKey developer = new();
        await enclave.RegisterAsync(owner);
        WalletDescription wallet = await enclave.Client.DoAsync(owner, WalletOperations.CreateWallet, new CreateWalletRequest { Name = "w" });
        await enclave.Client.DoAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(developer, ["function.*", "wallet.*", "secrets.*"]));
        FunctionVersion version = await enclave.Client.DoAsync(developer, FunctionOperations.CreateFunction, new CreateFunctionRequest
        {
            Name = "one",
            SourceCode = "x",
            Wallets = new Dictionary<string, string> { ["w"] = wallet.WalletId },
        });
        GrantWalletRequest grant = new() { WalletId = wallet.WalletId, FunctionId = version.FunctionId, SourceHash = version.SourceHash };
        (await enclave.Client.CallAsync(developer, WalletOperations.GrantWallet, grant)).MustBeRefused(ErrorCode.Forbidden);
        await enclave.Client.DoAsync(owner, WalletOperations.GrantWallet, grant);
        (await enclave.Client.CallAsync(developer, WalletOperations.RevokeWalletGrant, new RevokeWalletGrantRequest
        {
            WalletId = wallet.WalletId,
            FunctionId = version.FunctionId,
        })).MustBeRefused(ErrorCode.Forbidden);
        Assert.Equal(version.SourceHash, Assert.Single((await enclave.Client.DoAsync(
            developer, WalletOperations.ListWalletGrants, new ListWalletGrantsRequest { WalletId = wallet.WalletId })).Grants).SourceHash);
    }
}
