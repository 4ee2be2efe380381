using System.Globalization;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.Secrets;

public sealed class GrantTests
{
    private static readonly string One = new('1', 64);
    private static readonly string Two = new('2', 64);

    [Fact]
    public async Task A_grant_is_for_one_source_of_one_function()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync();
        SecretGrant grant = await world.Alice.GrantAsync(id, "fun_a", One);
        Assert.Equal(("fun_a", One, world.UtcNow, "key"), (grant.FunctionId, grant.SourceHash, grant.GrantedAt, grant.GrantedBy));
        await MustAllow(world, id, "fun_a", One);
        await MustAllow(world, id, "fun_a", null);
        await MustRefuse(world, id, "fun_a", Two, AccessRefusal.OtherSource);
        await MustRefuse(world, id, "fun_", One, AccessRefusal.NotGranted);
        await MustRefuse(world, id, "fun_ab", null, AccessRefusal.NotGranted);

        // The next version of the function reads it only when it is granted anew.
        await world.Alice.GrantAsync(id, "fun_a", Two);
        await MustAllow(world, id, "fun_a", Two);
        await MustAllow(world, id, "fun_a", One);
        await world.Alice.DeleteAsync(id);
        await MustRefuse(world, id, "fun_a", One, AccessRefusal.Deleted);
    }

    [Fact]
    public async Task A_grant_given_twice_is_one()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync();
        SecretGrant first = await world.Alice.GrantAsync(id, "f", One);
        world.Now += TimeSpan.FromSeconds(1);
        Assert.Equivalent(first, await world.Alice.GrantAsync(id, "f", One), strict: true);
        Assert.Single(await ListAsync(world, id));
    }

    [Fact]
    public async Task What_is_revoked_is_gone_by_source_or_by_function()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync();
        foreach ((string function, string source) in new[] { ("f", One), ("f", Two), ("g", One) })
        {
            await world.Alice.GrantAsync(id, function, source);
        }

        Assert.Equal(1, await RevokeAsync(world, id, "f", One));
        await MustRefuse(world, id, "f", One, AccessRefusal.OtherSource);
        await MustAllow(world, id, "f", Two);
        Assert.Equal(0, await RevokeAsync(world, id, "f", One));
        Assert.Equal(1, await RevokeAsync(world, id, "f", null));
        await MustRefuse(world, id, "f", null, AccessRefusal.NotGranted);
        Assert.Equal(["g"], (await ListAsync(world, id)).Select(grant => grant.FunctionId));
    }

    [Fact]
    public async Task A_secret_has_so_many_grants_which_are_listed_in_pages()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync();
        for (int i = 0; i < SecretsLimits.MaxGrants; i++)
        {
            await world.Alice.GrantAsync(id, $"f{i:00}", i.ToString("x64", CultureInfo.InvariantCulture));
        }

        await Refused.AsAsync(ErrorCode.LimitExceeded, world.Alice.GrantAsync(id, "one-more", One));
        await world.Alice.GrantAsync(id, "f00", 0.ToString("x64", CultureInfo.InvariantCulture));
        IReadOnlyList<SecretGrant> all = await ListAsync(world, id);
        Assert.Equal(Enumerable.Range(0, SecretsLimits.MaxGrants).Select(i => $"f{i:00}"), all.Select(grant => grant.FunctionId));
        Assert.Equal(Enumerable.Range(0, SecretsLimits.MaxGrants).Select(i => i.ToString("x64", CultureInfo.InvariantCulture)), all.Select(grant => grant.SourceHash));
    }

    [Theory]
    [InlineData("functionId ", "", "1111111111111111111111111111111111111111111111111111111111111111")]
    [InlineData("functionId ", "a/b", "1111111111111111111111111111111111111111111111111111111111111111")]
    [InlineData("functionId ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "1111111111111111111111111111111111111111111111111111111111111111")]
    [InlineData("sourceHash ", "f", "")]
    [InlineData("sourceHash ", "f", "111111111111111111111111111111111111111111111111111111111111111")]
    [InlineData("sourceHash ", "f", "111111111111111111111111111111111111111111111111111111111111111A")]
    public async Task What_names_no_function_is_refused(string beginning, string function, string source)
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync();
        await Refused.MemberAsync(beginning, world.Alice.GrantAsync(id, function, source));
        await Refused.MemberAsync(beginning, world.Alice.CheckAsync(id, function, source));
        await Refused.MemberAsync(beginning, RevokeAsync(world, id, function, source));
    }

    private static async Task MustAllow(SecretsWorld world, string id, string function, string? source) =>
        Assert.Equivalent(new CheckAccessResponse { Allowed = true }, await world.Alice.CheckAsync(id, function, source), strict: true);

    private static async Task MustRefuse(SecretsWorld world, string id, string function, string? source, AccessRefusal reason) =>
        Assert.Equivalent(new CheckAccessResponse { Allowed = false, Reason = reason }, await world.Alice.CheckAsync(id, function, source), strict: true);

    private static async Task<int> RevokeAsync(SecretsWorld world, string id, string function, string? source) => (await world.Alice.DoAsync(
        world.Service.Granting.RevokeAsync, new RevokeGrantRequest { SecretId = id, FunctionId = function, SourceHash = source })).Revoked;

    private static async Task<List<SecretGrant>> ListAsync(SecretsWorld world, string id)
    {
        List<SecretGrant> grants = [];
        ListGrantsRequest request = new() { SecretId = id, Limit = 10 };
        do
        {
            ListGrantsResponse page = await world.Alice.DoAsync(world.Service.Granting.ListAsync, request);
            grants.AddRange(page.Grants);
            request = request with { Cursor = page.NextCursor };
        }
        while (request.Cursor is not null);

        return grants;
    }
}
