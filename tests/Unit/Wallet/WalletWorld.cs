using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Outbox;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Wallet;
using NeoServiceLayer.Enclave.Wallet.OnChain;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets;

/// <summary>The service over a store in memory, called as the stamped pipeline calls it.</summary>
internal sealed class WalletWorld(WalletSettings? settings = null, NeoNetworks? networks = null, ITransactionOutbox? outbox = null) : IDisposable
{
    internal static readonly WalletSettings Usual = new() { MaxWallets = 1000, MaxLoadedKeys = 16, PrivateNetworks = [] };

    private readonly WalletService service = new(settings ?? Usual, networks, outbox);

    internal WalletService Service => service;

    internal RerunningState Store { get; } = new();

    /// <summary>The enclave's time.</summary>
    internal DateTimeOffset Now { get; set; } = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    /// <summary>What the last call's audit event names.</summary>
    internal string? Target { get; private set; }

    internal Owner Alice => new(this, "acc_alice");

    internal Owner Bob => new(this, "acc_bob");

    public void Dispose() => service.Dispose();

    /// <summary>Runs a handler as the stamped pipeline does; what it wants done when it is committed is done.</summary>
    internal async Task<T> RunAsync<T>(string account, Func<Call, ValueTask<T>> handler)
    {
        Call? last = null;
        try
        {
            T given = await Store.RunAsync(account, state => handler(last = new Call(CallerOf(account), state, Now)));
            last?.TellCommitted();
            return given;
        }
        finally
        {
            Target = last?.Target;
        }
    }

    internal static Caller CallerOf(string account) => new(account, "key", ["wallet.*"], null);

    /// <summary>An account that calls.</summary>
    internal sealed class Owner(WalletWorld world, string account)
    {
        internal Task<WalletDescription> CreateAsync(CreateWalletRequest request) =>
            world.RunAsync(account, call => world.service.Creation.CreateAsync(request, call));

        internal Task<WalletDescription> CreateAsync(string name = "one", bool blind = true, bool exportable = false) =>
            CreateAsync(new CreateWalletRequest { Name = name, BlindSigning = blind, Exportable = exportable });

        internal Task<WalletDescription> CreateMultisigAsync(int m, params string[] keys) => CreateAsync(new CreateWalletRequest
        {
            Name = "several",
            Kind = WalletKind.Multisig,
            Multisig = new MultisigKeys { M = m, PublicKeys = keys },
            BlindSigning = true,
        });

        internal async Task<WalletDescription> ImportAsync(ImportWalletRequest request)
        {
            using PrivateKey key = await world.service.Import.ReadAsync(request);
            return await world.RunAsync(account, call => world.service.Creation.ImportAsync(request, key, call));
        }

        internal Task<WalletDescription> ImportAsync(KeyVector vector, bool blind = true, bool exportable = false) =>
            ImportAsync(new ImportWalletRequest
            {
                Name = "imported",
                Wif = new SecretText(vector.Wif),
                BlindSigning = blind,
                Exportable = exportable,
            });

        /// <summary>Exports, and reads the answer before it is cleared.</summary>
        internal async Task<T> ExportAsync<T>(ExportWalletRequest request, Func<ExportWalletResponse, T> read)
        {
            using ExportedKey exported = await world.service.Export.WriteAsync(
                request, new Preparation(CallerOf(account), world.Now, world.Store, "request"));
            return read(await world.RunAsync(account, call => world.service.Export.ExportAsync(request, exported, call)));
        }

        internal Task<string> ExportWifAsync(string walletId) => ExportAsync(
            new ExportWalletRequest { WalletId = walletId, Format = KeyFormat.Wif }, answer => new string(answer.Wif!.Text));

        internal Task<WalletDescription> GetAsync(string walletId) =>
            world.RunAsync(account, call => world.service.Management.GetAsync(new GetWalletRequest { WalletId = walletId }, call));

        internal Task<ListWalletsResponse> ListAsync(int? limit = null, string? cursor = null) => world.RunAsync(
            account, call => world.service.Management.ListAsync(new ListWalletsRequest { Limit = limit, Cursor = cursor }, call));

        internal Task<WalletDescription> UpdateAsync(UpdateWalletRequest request) =>
            world.RunAsync(account, call => world.service.Management.UpdateAsync(request, call));

        internal Task<WalletDescription> FreezeAsync(string walletId, bool frozen = true) => world.RunAsync(
            account,
            call => world.service.Management.FreezeAsync(new FreezeWalletRequest { WalletId = walletId, Frozen = frozen }, call));

        internal Task<DeleteWalletResponse> DeleteAsync(string walletId, string address) => world.RunAsync(
            account,
            call => world.service.Management.DeleteAsync(new DeleteWalletRequest { WalletId = walletId, Address = address }, call));

        internal Task<SignDataResponse> SignDataAsync(SignDataRequest request) =>
            world.RunAsync(account, call => world.service.DataSigner.SignAsync(request, call));

        internal Task<SetPolicyResponse> SetPolicyAsync(string walletId, WalletPolicy policy, int? expected = null) => world.RunAsync(
            account,
            call => world.service.Policies.SetAsync(
                new SetPolicyRequest { WalletId = walletId, Policy = policy, ExpectedVersion = expected }, call));

        internal Task<GetPolicyResponse> GetPolicyAsync(string walletId) =>
            world.RunAsync(account, call => world.service.Policies.GetAsync(new GetPolicyRequest { WalletId = walletId }, call));

        internal async Task<SimulatePolicyResponse> SimulateAsync(SimulatePolicyRequest request)
        {
            using SeenHeight seen = await world.service.Simulation.PrepareAsync(request, Before);
            return await world.RunAsync(account, call => world.service.Simulation.SimulateAsync(request, seen, call));
        }

        /// <summary>Gives the account a key that may approve.</summary>
        internal Task<KeyDocument> AddKeyAsync(string keyId, DateTimeOffset? revoked = null) => world.RunAsync(account, call =>
        {
            KeyDocument key = new()
            {
                AccountId = account,
                Kind = KeyKind.P256,
                X = "",
                Y = "",
                Scopes = [],
                CreatedAt = world.Now,
                RevokedAt = revoked,
            };
            AccessDocuments.Keys.Put(call.State, keyId, key);
            return ValueTask.FromResult(key);
        });

        internal async Task<SignTransactionResponse> SignTransactionAsync(SignTransactionRequest request)
        {
            using SeenHeight seen = await world.service.TransactionSigner.PrepareAsync(request, Before);
            return await world.RunAsync(account, call => world.service.TransactionSigner.SignAsync(request, seen, call));
        }

        private Preparation Before => new(CallerOf(account), world.Now, world.Store, "request");
    }
}

/// <summary>Refusals.</summary>
internal static class Refused
{
    internal static async Task<string> AsAsync<T>(ErrorCode code, Task<T> call)
    {
        RequestException refused = await Assert.ThrowsAsync<RequestException>(() => call);
        Assert.Equal(code, refused.Code);
        return refused.Message;
    }

    /// <summary>An invalidRequest whose sentence begins with what is wrong.</summary>
    internal static async Task MemberAsync<T>(string beginning, Task<T> call) =>
        Assert.StartsWith(beginning, await AsAsync(ErrorCode.InvalidRequest, call), StringComparison.Ordinal);
}
