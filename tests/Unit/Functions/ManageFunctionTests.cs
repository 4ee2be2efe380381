using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.Functions;

public sealed class ManageFunctionTests
{
    private const string Source = "export const handler = p => p;";

    [Fact]
    public async Task A_function_begins_with_an_active_version_whose_hash_is_that_of_what_was_given()
    {
        using FunctionWorld world = new();
        FunctionVersion version = await world.Alice.CreateAsync(Request("one") with { Wallets = Map("pay", "wal_1"), AllowedHosts = ["api.example.org"] });
        Assert.Equal((1, true, "handler", null), (version.Version, version.Active, version.Handler, version.SourceCode));
        Assert.Equal(
            new FunctionSource(Source, "handler", Map("A", "b"), Map("key", "sec_1"), Map("pay", "wal_1"), ["api.example.org"]).Hash(), version.SourceHash);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Source))), version.CodeHash);
        Assert.Equal((10_000, 128, 50_000_000L), (version.Limits.TimeoutMs, version.Limits.MemoryMiB, version.Limits.Statements));
        FunctionDescription function = await world.Alice.GetAsync(version.FunctionId);
        Assert.Equal((1, 1, version.SourceHash, "one"), (function.ActiveVersion, function.LatestVersion, function.SourceHash, function.Name));
        Assert.Equal(Source, (await world.Alice.VersionAsync(version.FunctionId)).SourceCode);
    }

    [Fact]
    public async Task A_source_of_the_longest_kind_is_stored_whatever_JSON_would_make_of_it()
    {
        using FunctionWorld world = new();
        string source = new('\'', FunctionLimits.MaxSourceBytes);
        Dictionary<string, string> variables = Enumerable.Range(0, 15).ToDictionary(i => $"V{i}", _ => new string('"', FunctionLimits.MaxVariableLength));
        FunctionVersion version = await world.Alice.CreateAsync(new CreateFunctionRequest { Name = "n", SourceCode = source, Environment = variables });
        Assert.Equal(source, (await world.Alice.VersionAsync(version.FunctionId)).SourceCode);
        await Refused.MemberAsync("sourceCode", world.Alice.CreateAsync("m", source + "'"));
        await Refused.MemberAsync("sourceCode", world.Alice.CreateAsync("m", ""));
        await Refused.MemberAsync("environment", world.Alice.CreateAsync(Request("m") with
        {
            Environment = variables.Append(new("W", new string('x', 4096))).ToDictionary(),
        }));
    }

    [Fact]
    public async Task A_version_has_what_is_new_and_else_what_the_latest_one_has()
    {
        using FunctionWorld world = new();
        FunctionVersion first = await world.Alice.CreateAsync(Request("one"));
        FunctionVersion second = await world.Alice.UpdateAsync(new UpdateFunctionRequest
        {
            FunctionId = first.FunctionId,
            SourceCode = "export const handler = 2",
            Activate = false,
            Environment = new Dictionary<string, string>(),
        });
        Assert.Equal((2, false), (second.Version, second.Active));
        Assert.Empty(second.Environment);
        Assert.Equal("sec_1", second.Secrets["key"]);
        Assert.Equal(first.SourceHash, (await world.Alice.GetAsync(first.FunctionId)).SourceHash);

        FunctionDescription activated = await world.Alice.DoAsync(
            world.Management.ActivateAsync, new ActivateVersionRequest { FunctionId = first.FunctionId, Version = 2 });
        Assert.Equal((2, second.SourceHash), (activated.ActiveVersion, activated.SourceHash));
        activated = await world.Alice.DoAsync(world.Management.ActivateAsync, new ActivateVersionRequest { FunctionId = first.FunctionId, Version = 1 });
        Assert.Equal((1, first.SourceHash), (activated.ActiveVersion, activated.SourceHash));
        await Refused.AsAsync(ErrorCode.NotFound, world.Alice.DoAsync(
            world.Management.ActivateAsync, new ActivateVersionRequest { FunctionId = first.FunctionId, Version = 3 }));
        Assert.Equal([2, 1], (await world.Alice.VersionsAsync(first.FunctionId)).Versions.Select(version => version.Version));
        Assert.All((await world.Alice.VersionsAsync(first.FunctionId)).Versions, version => Assert.Null(version.SourceCode));
    }

    [Theory]
    [InlineData("variable")]
    [InlineData("host")]
    [InlineData("secret")]
    [InlineData("wallet")]
    [InlineData("handler")]
    public async Task Whoever_changes_what_decides_over_grants_has_another_source(string what)
    {
        using FunctionWorld world = new();
        FunctionVersion first = await world.Alice.CreateAsync(Request("one"));
        UpdateFunctionRequest change = new() { FunctionId = first.FunctionId };
        FunctionVersion second = await world.Alice.UpdateAsync(what switch
        {
            "variable" => change with { Environment = Map("A", "c") },
            "host" => change with { AllowedHosts = ["evil.example.org"] },
            "secret" => change with { Secrets = Map("key", "sec_2") },
            "wallet" => change with { Wallets = Map("w", "wal_2") },
            _ => change with { Handler = "other" },
        });
        Assert.NotEqual(first.SourceHash, second.SourceHash);
        Assert.Equal(first.CodeHash, second.CodeHash);
    }

    [Fact]
    public async Task Name_description_and_bank_account_are_the_functions_own_and_make_no_version()
    {
        using FunctionWorld world = new();
        FunctionVersion first = await world.Alice.CreateAsync("one");
        await world.Alice.CreateAsync("two");
        FunctionVersion same = await world.Alice.UpdateAsync(new UpdateFunctionRequest { FunctionId = first.FunctionId, Name = "three", BankAccountId = "bnk_1" });
        Assert.Equal(1, same.Version);
        FunctionDescription function = await world.Alice.DoAsync(world.Management.GetAsync, new GetFunctionRequest { Name = "three" });
        Assert.Equal((first.FunctionId, 1, "bnk_1"), (function.FunctionId, function.LatestVersion, function.BankAccountId));
        await Refused.AsAsync(ErrorCode.NotFound, world.Alice.DoAsync(world.Management.GetAsync, new GetFunctionRequest { Name = "one" }));
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.UpdateAsync(new UpdateFunctionRequest { FunctionId = first.FunctionId, Name = "two" }));
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.CreateAsync("three"));
        await Refused.AsAsync(ErrorCode.InvalidRequest, world.Alice.UpdateAsync(new UpdateFunctionRequest { FunctionId = first.FunctionId }));
        await Refused.MemberAsync("activate", world.Alice.UpdateAsync(new UpdateFunctionRequest { FunctionId = first.FunctionId, Name = "x", Activate = true }));
    }

    [Fact]
    public async Task Of_two_who_write_a_version_behind_the_same_one_the_second_is_told()
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        UpdateFunctionRequest next = new() { FunctionId = id, SourceCode = "2", ExpectedVersion = 1 };
        Assert.Equal(2, (await world.Alice.UpdateAsync(next)).Version);
        await Refused.AsAsync(ErrorCode.Conflict, world.Alice.UpdateAsync(next));
    }

    [Fact]
    public async Task The_oldest_version_makes_room_but_never_the_one_that_runs()
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        for (int i = 2; i <= FunctionLimits.MaxVersions + 3; i++)
        {
            await world.Alice.UpdateAsync(new UpdateFunctionRequest
            {
                FunctionId = id,
                SourceCode = i.ToString(CultureInfo.InvariantCulture),
                Activate = false,
            });
        }

        Assert.Equal(FunctionLimits.MaxVersions, world.Count("function-version"));
        Assert.Equal(FunctionLimits.MaxVersions, world.Count("function-code"));
        Assert.True((await world.Alice.VersionAsync(id, 1)).Active);
        foreach (int gone in new[] { 2, 3, 4 })
        {
            await Refused.AsAsync(ErrorCode.NotFound, world.Alice.VersionAsync(id, gone));
        }

        List<int> listed = [];
        string? cursor = null;
        do
        {
            ListVersionsResponse page = await world.Alice.VersionsAsync(id, limit: 20, cursor);
            listed.AddRange(page.Versions.Select(version => version.Version));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal([.. Enumerable.Range(5, FunctionLimits.MaxVersions - 1).Reverse(), 1], listed);
    }

    [Fact]
    public async Task Another_account_finds_nothing_of_it()
    {
        using FunctionWorld world = new();
        string id = (await world.Alice.CreateAsync()).FunctionId;
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.GetAsync(id));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.DoAsync(world.Management.GetAsync, new GetFunctionRequest { Name = "one" }));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.VersionAsync(id));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.UpdateAsync(new UpdateFunctionRequest { FunctionId = id, SourceCode = "x" }));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.DeleteAsync(id));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.PutAsync(id, "k", "1"));
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.ValuesAsync(id));
        Assert.Empty((await world.Bob.DoAsync(world.Management.ListAsync, new ListFunctionsRequest())).Functions);

        // The same name is free to everybody.
        await world.Bob.CreateAsync();
    }

    [Fact]
    public async Task An_account_has_so_many_functions()
    {
        using FunctionWorld world = new(maxFunctions: 2);
        await world.OpenAsync("acc_alice");
        string id = (await world.Alice.CreateAsync("a")).FunctionId;
        await world.Alice.CreateAsync("b");
        await Refused.AsAsync(ErrorCode.LimitExceeded, world.Alice.CreateAsync("c"));
        await world.Alice.DeleteAsync(id);
        await world.Alice.CreateAsync("c");
    }

    [Theory]
    [InlineData("handler", "1x")]
    [InlineData("handler", "a-b")]
    [InlineData("handler", "")]
    [InlineData("limits.timeoutMs", "99")]
    [InlineData("limits.timeoutMs", "300001")]
    [InlineData("limits.memoryMiB", "31")]
    [InlineData("limits.memoryMiB", "513")]
    [InlineData("limits.statements", "999")]
    [InlineData("environment", "__proto__")]
    [InlineData("environment", "")]
    [InlineData("environment", "a b")]
    [InlineData("secrets", "sec 1")]
    [InlineData("wallets", "../x")]
    [InlineData("allowedHosts", "localhost")]
    [InlineData("allowedHosts", "169.254.169.254")]
    [InlineData("allowedHosts", "api.example.org:8443")]
    [InlineData("allowedHosts", "API.example.org")]
    [InlineData("allowedHosts", "https://api.example.org")]
    [InlineData("bankAccountId", "a/b")]
    [InlineData("name", "\u001b[31m")]
    public async Task What_is_refused_is_named(string member, string value)
    {
        using FunctionWorld world = new();
        CreateFunctionRequest request = Request("one");
        await Refused.MemberAsync(member, world.Alice.CreateAsync(member switch
        {
            "handler" => request with { Handler = value },
            "limits.timeoutMs" => request with { Limits = new ExecutionLimits { TimeoutMs = int.Parse(value, CultureInfo.InvariantCulture) } },
            "limits.memoryMiB" => request with { Limits = new ExecutionLimits { MemoryMiB = int.Parse(value, CultureInfo.InvariantCulture) } },
            "limits.statements" => request with { Limits = new ExecutionLimits { Statements = int.Parse(value, CultureInfo.InvariantCulture) } },
            "environment" => request with { Environment = Map(value, "x") },
            "secrets" => request with { Secrets = Map("k", value) },
            "wallets" => request with { Wallets = Map("k", value) },
            "allowedHosts" => request with { AllowedHosts = [value] },
            "bankAccountId" => request with { BankAccountId = value },
            _ => request with { Name = value },
        }));
        Assert.Empty(world.Store.Records);
    }

    [Fact]
    public async Task In_local_mode_hosts_may_have_ports()
    {
        using FunctionWorld world = new(isLocal: true);
        FunctionVersion version = await world.Alice.CreateAsync(Request("one") with { AllowedHosts = ["localhost:8443", "127.0.0.1"] });
        Assert.Equal(["localhost:8443", "127.0.0.1"], version.AllowedHosts);
        await Refused.MemberAsync("allowedHosts", world.Alice.CreateAsync(Request("two") with { AllowedHosts = ["a b"] }));
        await Refused.MemberAsync("allowedHosts", world.Alice.CreateAsync(Request("two") with { AllowedHosts = ["a.org", "a.org"] }));
    }

    private static CreateFunctionRequest Request(string name) => new()
    {
        Name = name,
        SourceCode = Source,
        Environment = Map("A", "b"),
        Secrets = Map("key", "sec_1"),
    };

    private static Dictionary<string, string> Map(string name, string value) => new() { [name] = value };
}
