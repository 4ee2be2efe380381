using System.Text;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Enclave.Secrets.Storage;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.Secrets;

public sealed class CreateSecretTests
{
    [Fact]
    public async Task A_secret_is_kept_and_read_by_who_holds_the_recipient_key()
    {
        using SecretsWorld world = new();
        SecretVersionResponse created = await world.Alice.CreateAsync(new CreateSecretRequest
        {
            Name = "db",
            Value = SecretsWorld.Value("hunter2"),
            Description = "The database's.",
            Tags = ["prod"],
            RotationPeriodDays = 30,
            ExpiresAt = world.UtcNow.AddDays(90),
        });
        Assert.Equal((1, created.SecretId), (created.Version, world.Target));
        Assert.Equal("hunter2", await world.Alice.ReadAsync(created.SecretId));
        Assert.Equal($"{created.SecretId}/1", world.Target);
        Assert.Equivalent(
            new SecretDescription
            {
                SecretId = created.SecretId,
                Name = "db",
                Description = "The database's.",
                Tags = ["prod"],
                CurrentVersion = 1,
                CreatedAt = world.UtcNow,
                RotatedAt = world.UtcNow,
                RotationPeriodDays = 30,
                NextRotationAt = world.UtcNow.AddDays(30),
                RotationDue = false,
                ExpiresAt = world.UtcNow.AddDays(90),
            },
            await world.Alice.GetAsync(created.SecretId),
            strict: true);
        Assert.Equal(
            created.SecretId,
            (await world.Alice.DoAsync(world.Service.Management.GetAsync, new GetSecretRequest { Name = "db" })).SecretId);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(ValueRecords.PartBytes - 1)]
    [InlineData(ValueRecords.PartBytes)]
    [InlineData(ValueRecords.PartBytes + 1)]
    [InlineData(SecretsLimits.MaxValueBytes)]
    public async Task A_value_of_any_length_comes_back_as_it_was(int length)
    {
        using SecretsWorld world = new();
        byte[] value = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7 >> 3))];
        string id = (await world.Alice.CreateAsync(new CreateSecretRequest { Name = "a", Value = new SecretValue(value) })).SecretId;
        Assert.Equal(value, await world.Alice.BytesAsync(id));
        Assert.Equal((length + ValueRecords.PartBytes - 1) / ValueRecords.PartBytes, world.Count("secret-value"));
    }

    [Fact]
    public async Task A_value_of_nothing_or_too_much_is_refused()
    {
        using SecretsWorld world = new();
        foreach (int length in (int[])[0, SecretsLimits.MaxValueBytes + 1])
        {
            await Refused.MemberAsync("value has 1 to 1048576 bytes", world.Alice.CreateAsync(
                new CreateSecretRequest { Name = "a", Value = new SecretValue(new byte[length]) }));
        }

        Assert.Empty(world.Records);
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_nothing_is_kept()
    {
        using SecretsWorld world = new();
        ValueGenerator text = new() { Kind = GeneratorKind.Text, Length = 8 };
        (string Beginning, Func<CreateSecretRequest, CreateSecretRequest> Change)[] wrong =
        [
            ("name ", request => request with { Name = "" }),
            ("name ", request => request with { Name = new string('n', SecretsLimits.MaxNameLength + 1) }),
            ("name ", request => request with { Name = "a\n" }),
            ("payload: exactly one", request => request with { Value = null }),
            ("payload: exactly one", request => request with { Generator = text }),
            ("description ", request => request with { Description = new string('d', SecretsLimits.MaxDescriptionLength + 1) }),
            ("tags ", request => request with { Tags = ["a", "a"] }),
            ("tags ", request => request with { Tags = [new string('t', SecretsLimits.MaxTagLength + 1)] }),
            ("tags ", request => request with { Tags = [.. Enumerable.Range(0, SecretsLimits.MaxTags + 1).Select(i => $"{i}")] }),
            ("rotationPeriodDays ", request => request with { RotationPeriodDays = 0 }),
            ("rotationPeriodDays ", request => request with { RotationPeriodDays = SecretsLimits.MaxRotationPeriodDays + 1 }),
            ("expiresAt must be later", request => request with { ExpiresAt = world.UtcNow }),
            ("expiresAt must be RFC 3339", request => request with { ExpiresAt = DateTime.SpecifyKind(world.UtcNow.AddDays(1), DateTimeKind.Local) }),
            ("generator.length ", request => request with { Value = null, Generator = text with { Length = SecretsLimits.MinGeneratedLength - 1 } }),
            ("generator.length ", request => request with { Value = null, Generator = text with { Length = SecretsLimits.MaxGeneratedLength + 1 } }),
            ("generator.alphabet ", request => request with { Value = null, Generator = text with { Alphabet = "a" } }),
            ("generator.alphabet ", request => request with { Value = null, Generator = text with { Alphabet = "aa" } }),
            ("generator.alphabet ", request => request with { Value = null, Generator = text with { Alphabet = "ab " } }),
            ("generator.alphabet ", request => request with { Value = null, Generator = text with { Alphabet = "ä€" } }),
            ("generator.alphabet stands", request => request with { Value = null, Generator = text with { Kind = GeneratorKind.Hex, Alphabet = "ab" } }),
        ];
        foreach ((string beginning, Func<CreateSecretRequest, CreateSecretRequest> change) in wrong)
        {
            await Refused.MemberAsync(beginning, world.Alice.CreateAsync(
                change(new CreateSecretRequest { Name = "a", Value = SecretsWorld.Value("v") })));
        }

        Assert.Empty(world.Records);
    }

    [Theory]
    [InlineData(GeneratorKind.Text, null, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData(GeneratorKind.Text, "xy!~", "xy!~")]
    [InlineData(GeneratorKind.Hex, null, "0123456789abcdef")]
    public async Task A_generated_value_is_drawn_from_all_of_its_alphabet(GeneratorKind kind, string? alphabet, string characters)
    {
        using SecretsWorld world = new();
        ValueGenerator generator = new() { Kind = kind, Length = SecretsLimits.MaxGeneratedLength, Alphabet = alphabet };
        string id = (await world.Alice.CreateAsync(new CreateSecretRequest { Name = "a", Generator = generator })).SecretId;
        string value = await world.Alice.ReadAsync(id);
        Assert.Equal(SecretsLimits.MaxGeneratedLength, value.Length);
        Assert.Equal(characters.Order(), value.Distinct().Order());
    }

    [Fact]
    public async Task Generated_bytes_are_as_many_as_were_asked_for_and_no_two_values_are_alike()
    {
        using SecretsWorld world = new();
        ValueGenerator generator = new() { Kind = GeneratorKind.Bytes, Length = 32 };
        HashSet<string> seen = [];
        for (int i = 0; i < 16; i++)
        {
            string id = (await world.Alice.CreateAsync(new CreateSecretRequest { Name = $"{i}", Generator = generator })).SecretId;
            byte[] value = await world.Alice.BytesAsync(id);
            Assert.Equal(32, value.Length);
            Assert.True(seen.Add(Convert.ToHexString(value)));
        }
    }

    [Fact]
    public async Task A_name_is_one_secrets_in_its_account_and_free_in_another()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync("db");
        Assert.Contains(id, await Refused.AsAsync(ErrorCode.Conflict, world.Alice.CreateAsync("db")), StringComparison.Ordinal);
        Assert.NotEqual(id, await world.Bob.CreateAsync("db"));
        Assert.NotEqual(id, await world.Alice.CreateAsync("DB"));
    }

    [Fact]
    public async Task An_account_has_as_many_secrets_as_the_configuration_says()
    {
        using SecretsWorld world = new(SecretsWorld.Usual with { MaxSecrets = 2 });
        await world.Alice.CreateAsync("a");
        string id = await world.Alice.CreateAsync("b");
        await Refused.AsAsync(ErrorCode.LimitExceeded, world.Alice.CreateAsync("c"));
        await world.Bob.CreateAsync("c");
        await world.Alice.DeleteAsync(id);
        await Refused.AsAsync(ErrorCode.LimitExceeded, world.Alice.CreateAsync("c"));
        await world.Alice.DeleteAsync(id, days: 0);
        await world.Alice.CreateAsync("c");
    }

    [Fact]
    public async Task Another_accounts_secret_is_not_found_by_any_operation()
    {
        using SecretsWorld world = new();
        string id = await world.Alice.CreateAsync();
        string source = new('a', 64);
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.GetAsync(id));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.SealedAsync(id));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.PutAsync(id, "x"));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.RotateAsync(id, "x", 0));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.UpdateAsync(new UpdateSecretRequest { SecretId = id, Name = "x" }));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.DeleteAsync(id));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.RestoreAsync(id));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.VersionsAsync(id));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.DestroyAsync(id, 1));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.GrantAsync(id, "f", source));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.CheckAsync(id, "f"));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.DoAsync(world.Service.Management.GetAsync, new GetSecretRequest { Name = "db" }));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.DoAsync(
            world.Service.Granting.RevokeAsync, new RevokeGrantRequest { SecretId = id, FunctionId = "f" }));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.DoAsync(world.Service.Granting.ListAsync, new ListGrantsRequest { SecretId = id }));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.DoAsync(world.Service.Reading.ListAsync, new ListSecretAccessRequest { SecretId = id }));
        Assert.Empty((await world.Bob.ListAsync()).Secrets);
        Assert.Equal("one", await world.Alice.ReadAsync(id));
    }

    [Fact]
    public async Task A_value_is_in_its_own_record_alone()
    {
        const string Hidden = "correct horse battery staple";
        using SecretsWorld world = new();
        await world.Alice.CreateAsync("db", Hidden);
        byte[] hidden = Encoding.UTF8.GetBytes(Hidden);
        (string name, byte[] content) = Assert.Single(world.Records, record => record.Value.AsSpan().IndexOf(hidden) >= 0);
        Assert.StartsWith("secret-value/", name, StringComparison.Ordinal);
        Assert.Equal(hidden, content);
        Assert.All(world.Records.Values, record => Assert.True(
            record.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Convert.ToBase64String(hidden))) < 0));
    }
}
