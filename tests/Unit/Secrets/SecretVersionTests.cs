using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.Secrets;

public sealed class SecretVersionTests
{
    [Fact]
    public async Task Each_put_is_the_next_version_and_the_older_ones_can_be_read()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync(value: "one");
        Assert.Equal(2, await world.Alice.PutAsync(id, "two"));
        Assert.Equal(3, await world.Alice.PutAsync(id, "three"));
        Assert.Equal("three", await world.Alice.ReadAsync(id));
        Assert.Equal("one", await world.Alice.ReadAsync(id, 1));
        Assert.Equal("two", await world.Alice.ReadAsync(id, 2));
        foreach (long none in (long[])[0, 4, -1, long.MaxValue])
        {
            await Refused.AsAsync(ErrorCode.NotFound, world.Alice.SealedAsync(id, none));
        }

        IReadOnlyList<SecretVersion> versions = await world.Alice.VersionsAsync(id);
        Assert.Equal([3, 2, 1], versions.Select(version => version.Version));
        Assert.Equal([VersionState.Current, VersionState.Previous, VersionState.Previous], versions.Select(version => version.State));
        Assert.Equal([5, 3, 3], versions.Select(version => version.Bytes));
    }

    [Fact]
    public async Task A_put_behind_another_version_than_was_expected_changes_nothing()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync(value: "one");
        Assert.Equal(2, await world.Alice.PutAsync(id, "two", expected: 1));
        Assert.Contains("version 2", await Refused.AsAsync(ErrorCode.Conflict, world.Alice.PutAsync(id, "lost", expected: 1)), StringComparison.Ordinal);
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.PutAsync(id, "early", expected: 3));
        Assert.Equal("two", await world.Alice.ReadAsync(id));
        Assert.Equal(2, (await world.Alice.GetAsync(id)).CurrentVersion);
    }

    [Fact]
    public async Task Only_the_newest_versions_are_kept()
    {
        using SecretsWorld world = new(SecretsWorld.Usual with { MaxVersions = 3 });
        string id = await world.Alice.CreateAsync(value: "1");
        for (int i = 2; i <= 6; i++)
        {
            Assert.Equal(i, await world.Alice.PutAsync(id, $"{i}"));
        }

        Assert.Equal([6, 5, 4], (await world.Alice.VersionsAsync(id)).Select(version => version.Version));
        Assert.Equal("4", await world.Alice.ReadAsync(id, 4));
        await Refused.AsAsync(ErrorCode.NotFound, world.Alice.SealedAsync(id, 3));
        Assert.Equal(3, world.Count("secret-value"));
    }

    [Fact]
    public async Task A_rotation_leaves_the_old_versions_until_the_grace_time_ends()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync(value: "one");
        await world.Alice.PutAsync(id, "two");
        Assert.Equal(3, await world.Alice.RotateAsync(id, "three", grace: 60));
        DateTime end = world.UtcNow.AddSeconds(60);
        Assert.Equal([null, end, end], (await world.Alice.VersionsAsync(id)).Select(version => version.ReadableUntil));
        world.Now += TimeSpan.FromSeconds(60) - TimeSpan.FromMilliseconds(1);
        Assert.Equal("two", await world.Alice.ReadAsync(id, 2));
        Assert.Equal("one", await world.Alice.ReadAsync(id, 1));

        world.Now += TimeSpan.FromMilliseconds(1);
        Assert.Contains("grace", await Refused.AsAsync(ErrorCode.Conflict, world.Alice.SealedAsync(id, 2)), StringComparison.Ordinal);
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.SealedAsync(id, 1));
        Assert.Equal("three", await world.Alice.ReadAsync(id));
        Assert.Equal(
            [VersionState.Current, VersionState.Destroyed, VersionState.Destroyed],
            (await world.Alice.VersionsAsync(id)).Select(version => version.State));
        Assert.Equal(3, world.Count("secret-value"));

        // What can no longer be read goes with the next change.
        await world.Alice.PutAsync(id, "four");
        Assert.Equal(2, world.Count("secret-value"));
        Assert.Equal(end, (await world.Alice.VersionsAsync(id))[^1].DestroyedAt);
    }

    [Fact]
    public async Task A_second_rotation_makes_no_grace_time_longer()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync(value: "one");
        await world.Alice.RotateAsync(id, "two", grace: 10);
        await world.Alice.RotateAsync(id, "three", grace: 1000);
        world.Now += TimeSpan.FromSeconds(10);
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.SealedAsync(id, 1));
        Assert.Equal("two", await world.Alice.ReadAsync(id, 2));
    }

    [Fact]
    public async Task A_rotation_without_grace_ends_the_old_version_at_once()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync(value: "one");
        await world.Alice.RotateAsync(id, "two", grace: 0);
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.SealedAsync(id, 1));
    }

    [Fact]
    public async Task A_rotation_can_have_its_value_generated_and_says_what_is_wrong()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync(value: "one");
        RotateSecretRequest request = new() { SecretId = id, Generator = new ValueGenerator { Kind = GeneratorKind.Hex, Length = 64 }, GraceSeconds = 0 };
        await world.Alice.DoAsync(world.Service.Writing.RotateAsync, request);
        Assert.Matches("^[0-9a-f]{64}$", await world.Alice.ReadAsync(id));
        (string Beginning, RotateSecretRequest Wrong)[] wrong =
        [
            ("graceSeconds ", request with { GraceSeconds = -1 }),
            ("graceSeconds ", request with { GraceSeconds = SecretsLimits.MaxGraceSeconds + 1 }),
            ("payload: exactly one", request with { Generator = null }),
            ("payload: exactly one", request with { NewValue = SecretsWorld.Value("x") }),
            ("newValue ", request with { Generator = null, NewValue = SecretsWorld.Value("") }),
        ];
        foreach ((string beginning, RotateSecretRequest one) in wrong)
        {
            await Refused.MemberAsync(beginning, world.Alice.DoAsync(world.Service.Writing.RotateAsync, one));
        }

        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.DoAsync(world.Service.Writing.RotateAsync, request with { ExpectedVersion = 1 }));
        Assert.Equal(2, (await world.Alice.GetAsync(id)).CurrentVersion);
    }

    [Fact]
    public async Task A_destroyed_version_is_gone_and_the_others_stay()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync(value: "one");
        await world.Alice.PutAsync(id, "two");
        SecretVersion destroyed = await world.Alice.DestroyAsync(id, 1);
        Assert.Equal((1, VersionState.Destroyed, world.UtcNow), (destroyed.Version, destroyed.State, destroyed.DestroyedAt!.Value));
        Assert.Equal($"{id}/1", world.Target);
        Assert.Contains("destroyed", await Refused.AsAsync(ErrorCode.Conflict, world.Alice.SealedAsync(id, 1)), StringComparison.Ordinal);
        Assert.Equal("two", await world.Alice.ReadAsync(id));
        Assert.Equal(1, world.Count("secret-value"));

        world.Now += TimeSpan.FromDays(1);
        Assert.Equivalent(destroyed, await world.Alice.DestroyAsync(id, 1), strict: true);
        await Refused.AsAsync(ErrorCode.NotFound, world.Alice.DestroyAsync(id, 3));
        await world.Alice.DestroyAsync(id, 2);
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.SealedAsync(id));
        Assert.Equal(3, await world.Alice.PutAsync(id, "three"));
        Assert.Equal("three", await world.Alice.ReadAsync(id));
    }

    [Fact]
    public async Task Versions_are_listed_in_pages()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync(value: "1");
        for (int i = 2; i <= 5; i++)
        {
            await world.Alice.PutAsync(id, $"{i}");
        }

        List<long> seen = [];
        ListSecretVersionsRequest request = new() { SecretId = id, Limit = 2 };
        do
        {
            ListSecretVersionsResponse page = await world.Alice.DoAsync(world.Service.Versioning.ListAsync, request);
            Assert.InRange(page.Versions.Count, 1, 2);
            seen.AddRange(page.Versions.Select(version => version.Version));
            request = request with { Cursor = page.NextCursor };
        }
        while (request.Cursor is not null);

        Assert.Equal([5, 4, 3, 2, 1], seen);
        await Refused.MemberAsync("cursor ", world.Alice.DoAsync(world.Service.Versioning.ListAsync, request with { Cursor = "x" }));
        await Refused.MemberAsync("limit ", world.Alice.DoAsync(world.Service.Versioning.ListAsync, request with { Limit = 0 }));
        await Refused.MemberAsync("limit ", world.Alice.DoAsync(world.Service.Versioning.ListAsync, request with { Limit = 101 }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("BAAA")]
    [InlineData("AGsX0fLhLEJH+Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfU=")]
    [InlineData("BGsX0fLhLEJH+Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfY=")]
    public async Task A_recipient_key_that_is_no_point_is_refused(string key)
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync();
        await Refused.MemberAsync("recipientKey ", world.Alice.DoAsync(
            world.Service.Reading.GetAsync, new GetSecretValueRequest { SecretId = id, RecipientKey = Convert.FromBase64String(key) }));
    }
}
