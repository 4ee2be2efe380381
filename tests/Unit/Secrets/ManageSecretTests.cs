using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.Secrets;

public sealed class ManageSecretTests
{
    [Fact]
    public async Task What_stands_beside_the_values_changes_and_what_is_absent_stays()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync("db");
        SecretDescription changed = await world.Alice.UpdateAsync(new UpdateSecretRequest
        {
            SecretId = id,
            Name = "database",
            Description = "d",
            Tags = ["a", "b"],
            RotationPeriodDays = 7,
            ExpiresAt = world.UtcNow.AddDays(1),
        });
        Assert.Equal(("database", "d", 7, world.UtcNow.AddDays(1)), (changed.Name, changed.Description, changed.RotationPeriodDays, changed.ExpiresAt));
        Assert.Equivalent(changed, await world.Alice.GetAsync(id), strict: true);
        SecretDescription again = await world.Alice.UpdateAsync(new UpdateSecretRequest { SecretId = id, Description = "", RotationPeriodDays = 0, NeverExpires = true });
        Assert.Equal(("database", null, null, null), (again.Name, again.Description, again.RotationPeriodDays, again.ExpiresAt));
        Assert.Equal(["a", "b"], again.Tags);
        await world.Alice.CreateAsync("db");
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.UpdateAsync(new UpdateSecretRequest { SecretId = id, Name = "db" }));
        await world.Alice.UpdateAsync(new UpdateSecretRequest { SecretId = id, Name = "database" });
    }

    [Fact]
    public async Task A_change_of_nothing_or_to_nonsense_is_refused()
    {
        using SecretsWorld world = new();
        UpdateSecretRequest request = new() { SecretId = await world.Alice.CreateAsync("db") };
        await Refused.MemberAsync("payload: there is nothing", world.Alice.UpdateAsync(request));
        await Refused.MemberAsync("payload: expiresAt and", world.Alice.UpdateAsync(request with { NeverExpires = true, ExpiresAt = world.UtcNow.AddDays(1) }));
        await Refused.MemberAsync("name ", world.Alice.UpdateAsync(request with { Name = "" }));
        await Refused.MemberAsync("expiresAt ", world.Alice.UpdateAsync(request with { ExpiresAt = world.UtcNow }));
        await Refused.MemberAsync("rotationPeriodDays ", world.Alice.UpdateAsync(request with { RotationPeriodDays = -1 }));
        await Refused.MemberAsync("payload: exactly one", world.Alice.DoAsync(world.Service.Management.GetAsync, new GetSecretRequest()));
        await Refused.MemberAsync("payload: exactly one", world.Alice.DoAsync(
            world.Service.Management.GetAsync, new GetSecretRequest { SecretId = request.SecretId, Name = "db" }));
    }

    [Fact]
    public async Task An_expired_secret_gives_and_takes_no_value_until_it_has_another_expiry()
    {
        using SecretsWorld world = new();
        string id = (await world.Alice.CreateAsync(new CreateSecretRequest
        {
            Name = "a",
            Value = SecretsWorld.Value("one"),
            ExpiresAt = world.UtcNow.AddHours(1),
        })).SecretId;
        world.Now += TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1);
        Assert.Equal("one", await world.Alice.ReadAsync(id));
        world.Now += TimeSpan.FromMilliseconds(1);
        Assert.Contains("expired", await Refused.AsAsync(ErrorCode.Conflict, world.Alice.SealedAsync(id)), StringComparison.Ordinal);
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.PutAsync(id, "two"));
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.RotateAsync(id, "two", 0));
        Assert.Equal(AccessRefusal.Expired, (await GrantedAsync(world, id)).Reason);
        await world.Alice.UpdateAsync(new UpdateSecretRequest { SecretId = id, ExpiresAt = world.UtcNow.AddHours(1) });
        Assert.Equal("one", await world.Alice.ReadAsync(id));
    }

    [Fact]
    public async Task A_rotation_is_due_from_its_day_on_and_a_new_value_ends_that()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync();
        await world.Alice.UpdateAsync(new UpdateSecretRequest { SecretId = id, RotationPeriodDays = 30 });
        world.Now += TimeSpan.FromDays(30) - TimeSpan.FromMilliseconds(1);
        Assert.False((await world.Alice.GetAsync(id)).RotationDue);
        world.Now += TimeSpan.FromMilliseconds(1);
        Assert.True((await world.Alice.GetAsync(id)).RotationDue);
        Assert.Equal("one", await world.Alice.ReadAsync(id));
        await world.Alice.RotateAsync(id, "two", 0);
        SecretDescription rotated = await world.Alice.GetAsync(id);
        Assert.Equal((false, world.UtcNow.AddDays(30)), (rotated.RotationDue, rotated.NextRotationAt!.Value));
    }

    [Fact]
    public async Task A_deleted_secret_gives_nothing_and_comes_back_as_it_was()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync("db");
        SecretDescription before = await world.Alice.GetAsync(id);
        SecretDescription deleted = await world.Alice.DeleteAsync(id, days: 7);
        Assert.Equal((world.UtcNow, world.UtcNow.AddDays(7)), (deleted.DeletedAt!.Value, deleted.RecoverableUntil!.Value));
        Assert.Contains("restoreSecret", await Refused.AsAsync(ErrorCode.Conflict, world.Alice.SealedAsync(id)), StringComparison.Ordinal);
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.PutAsync(id, "x"));
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.RotateAsync(id, "x", 0));
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.UpdateAsync(new UpdateSecretRequest { SecretId = id, Name = "x" }));
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.GrantAsync(id, "f", new string('a', 64)));
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.DeleteAsync(id));
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.CreateAsync("db"));
        Assert.Empty((await world.Alice.ListAsync()).Secrets);
        Assert.Equal(id, Assert.Single((await world.Alice.ListAsync(new ListSecretsRequest { IncludeDeleted = true })).Secrets).SecretId);

        world.Now += TimeSpan.FromDays(7) - TimeSpan.FromMilliseconds(1);
        Assert.Equivalent(before, await world.Alice.RestoreAsync(id), strict: true);
        Assert.Equal("one", await world.Alice.ReadAsync(id));
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.RestoreAsync(id));
    }

    [Fact]
    public async Task When_the_time_to_restore_is_over_the_secret_is_gone_and_its_records_go_with_the_next_that_is_added()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync("db");
        await world.Alice.PutAsync(id, "two");
        await GrantedAsync(world, id);
        await world.Alice.DeleteAsync(id, days: 1);
        world.Now += TimeSpan.FromDays(1);
        await Refused.AsAsync(ErrorCode.NotFound, world.Alice.GetAsync(id));
        await Refused.AsAsync(ErrorCode.NotFound, world.Alice.RestoreAsync(id));
        await Refused.AsAsync(ErrorCode.NotFound, world.Alice.SealedAsync(id));
        Assert.Empty((await world.Alice.ListAsync(new ListSecretsRequest { IncludeDeleted = true })).Secrets);
        Assert.Equal(2, world.Count("secret-value"));

        string other = await world.Alice.CreateAsync("other");
        Assert.Equal((1, 1, 0), (world.Count("secret"), world.Count("secret-value"), world.Count("secret-grant")));
        Assert.Equal(other, Assert.Single((await world.Alice.ListAsync()).Secrets).SecretId);
    }

    [Fact]
    public async Task The_name_of_a_secret_that_is_gone_is_free_although_others_are_gone_longer()
    {
        using SecretsWorld world = new();
        await world.Alice.DeleteAsync(await world.Alice.CreateAsync("first"), days: 1);
        world.Now += TimeSpan.FromSeconds(1);
        await world.Alice.DeleteAsync(await world.Alice.CreateAsync("second"), days: 1);
        world.Now += TimeSpan.FromDays(1);
        string id = await world.Alice.CreateAsync("second", "new");
        Assert.Equal("new", await world.Alice.ReadAsync(id));
        await world.Alice.UpdateAsync(new UpdateSecretRequest { SecretId = id, Name = "first" });
        Assert.Equal("first", Assert.Single((await world.Alice.ListAsync()).Secrets).Name);
        Assert.Equal(1, world.Count("secret"));
    }

    [Fact]
    public async Task A_restored_secret_does_not_go_when_its_time_would_have_come()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync("db");
        await world.Alice.DeleteAsync(id, days: 1);
        await world.Alice.RestoreAsync(id);
        world.Now += TimeSpan.FromDays(2);
        await world.Alice.CreateAsync("other");
        Assert.Equal("one", await world.Alice.ReadAsync(id));
    }

    [Fact]
    public async Task Without_days_to_restore_all_is_gone_at_once()
    {
        using SecretsWorld world = new(SecretsWorld.Usual with { MaxVersions = 32 });
        string id = await world.Alice.CreateAsync("db", new string('x', SecretsLimits.MaxValueBytes));
        for (int i = 0; i < 40; i++)
        {
            await world.Alice.PutAsync(id, new string('x', SecretsLimits.MaxValueBytes));
        }

        for (int i = 0; i < SecretsLimits.MaxGrants; i++)
        {
            await world.Alice.GrantAsync(id, new string('f', SecretsLimits.MaxFunctionIdLength), i.ToString("x64", System.Globalization.CultureInfo.InvariantCulture));
        }

        // As much as there can be of one fits one transaction: the store holds it to that.
        await world.Alice.DeleteAsync(id);
        await world.Alice.DeleteAsync(id, days: 0);
        Assert.Equal((0, 0, 0), (world.Count("secret"), world.Count("secret-value"), world.Count("secret-grant")));
        await Refused.AsAsync(ErrorCode.NotFound, world.Alice.GetAsync(id));
        await world.Alice.CreateAsync("db");
        foreach (int days in (int[])[-1, SecretsLimits.MaxRecoveryDays + 1])
        {
            await Refused.MemberAsync("recoveryDays ", world.Alice.DeleteAsync(id, days));
        }
    }

    [Fact]
    public async Task Secrets_are_listed_in_pages_the_oldest_first_and_by_tag()
    {
        using SecretsWorld world = new();
        List<string> ids = [];
        for (int i = 0; i < 7; i++)
        {
            world.Now += TimeSpan.FromMilliseconds(1);
            ids.Add((await world.Alice.CreateAsync(new CreateSecretRequest
            {
                Name = $"{i}",
                Value = SecretsWorld.Value("v"),
                Tags = i % 2 == 0 ? ["even"] : [],
            })).SecretId);
        }

        Assert.Equal(ids, await AllAsync(world, new ListSecretsRequest { Limit = 3 }));
        Assert.Equal(ids.Where((_, i) => i % 2 == 0), await AllAsync(world, new ListSecretsRequest { Limit = 2, Tag = "even" }));
        Assert.Empty(await AllAsync(world, new ListSecretsRequest { Tag = "odd" }));
        await Refused.MemberAsync("limit ", world.Alice.ListAsync(new ListSecretsRequest { Limit = 0 }));
        await Refused.MemberAsync("cursor ", world.Alice.ListAsync(new ListSecretsRequest { Cursor = "x" }));
    }

    private static async Task<List<string>> AllAsync(SecretsWorld world, ListSecretsRequest request)
    {
        List<string> ids = [];
        do
        {
            ListSecretsResponse page = await world.Alice.ListAsync(request);
            ids.AddRange(page.Secrets.Select(secret => secret.SecretId));
            request = request with { Cursor = page.NextCursor };
        }
        while (request.Cursor is not null);

        return ids;
    }

    private static async Task<CheckAccessResponse> GrantedAsync(SecretsWorld world, string id)
    {
        await world.Alice.GrantAsync(id, "f", new string('a', 64));
        return await world.Alice.CheckAsync(id, "f");
    }
}
