using System.Text;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Executions.Running;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Secrets;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.Functions;

public sealed class RunSecretTests
{
    private const string Get = """{"name":"key"}""";

    [Fact]
    public async Task A_run_reads_what_its_very_source_was_granted_and_another_source_does_not()
    {
        using FunctionWorld world = new();
        (string secretId, FunctionVersion version) = await PrepareAsync(world);
        RunDouble early = await world.Alice.RunAsync(version.FunctionId);
        Assert.Equal(["secrets"], early.Host.Features);
        Assert.Equal("forbidden", await early.RefusedAsync("secrets.get", Get));

        await world.Secrets.Alice.GrantAsync(secretId, version.FunctionId, version.SourceHash);
        RunDouble run = await world.Alice.RunAsync(version.FunctionId);
        Assert.Equal("\"correct horse\"", await run.GetAsync("secrets.get", Get));
        Assert.Equal("notFound", await run.RefusedAsync("secrets.get", $$"""{"name":"{{secretId}}"}"""));

        // The same code with another host is another source: what was granted would leave by it.
        await world.Alice.UpdateAsync(new UpdateFunctionRequest { FunctionId = version.FunctionId, AllowedHosts = ["evil.example.org"] });
        RunDouble other = await world.Alice.RunAsync(version.FunctionId);
        Assert.Equal("forbidden", await other.RefusedAsync("secrets.get", Get));
        RunDouble back = await world.Alice.RunAsync(version.FunctionId, version: 1);
        Assert.Equal("\"correct horse\"", await back.GetAsync("secrets.get", Get));
    }

    [Fact]
    public async Task A_grant_that_is_revoked_ends_within_a_run()
    {
        using FunctionWorld world = new();
        (string secretId, FunctionVersion version) = await PrepareAsync(world);
        await world.Secrets.Alice.GrantAsync(secretId, version.FunctionId, version.SourceHash);
        RunDouble run = await world.Alice.RunAsync(version.FunctionId);
        await run.GetAsync("secrets.get", Get);
        await world.Secrets.Alice.DoAsync(
            world.Secrets.Service.Granting.RevokeAsync, new RevokeGrantRequest { SecretId = secretId, FunctionId = version.FunctionId });
        Assert.Equal("forbidden", await run.RefusedAsync("secrets.get", Get));
    }

    [Fact]
    public async Task Where_the_account_was_closed_nothing_is_read_and_nothing_begins()
    {
        using FunctionWorld world = new();
        (string secretId, FunctionVersion version) = await PrepareAsync(world);
        await world.Secrets.Alice.GrantAsync(secretId, version.FunctionId, version.SourceHash);
        RunDouble run = await world.Alice.RunAsync(version.FunctionId);
        await run.GetAsync("secrets.get", Get);
        await world.CloseAsync("acc_alice");
        Assert.Equal("forbidden", await run.RefusedAsync("secrets.get", Get));
        await Refused.AsAsync(ErrorCode.NotFound, world.Alice.RunAsync(version.FunctionId));
    }

    [Fact]
    public async Task A_secret_of_another_account_is_none_even_if_that_one_granted_it()
    {
        using FunctionWorld world = new();
        await world.OpenAsync("acc_alice");
        string theirs = await world.Secrets.Bob.CreateAsync();
        FunctionVersion version = await world.Alice.CreateAsync(new CreateFunctionRequest
        {
            Name = "thief",
            SourceCode = "x",
            Secrets = new Dictionary<string, string> { ["key"] = theirs },
        });
        await world.Secrets.Bob.GrantAsync(theirs, version.FunctionId, version.SourceHash);
        RunDouble run = await world.Alice.RunAsync(version.FunctionId);
        Assert.Equal("notFound", await run.RefusedAsync("secrets.get", Get));
    }

    [Fact]
    public async Task What_is_deleted_is_not_read_and_what_is_no_text_is_said_to_be_none()
    {
        using FunctionWorld world = new();
        (string secretId, FunctionVersion version) = await PrepareAsync(world);
        await world.Secrets.Alice.GrantAsync(secretId, version.FunctionId, version.SourceHash);
        RunDouble run = await world.Alice.RunAsync(version.FunctionId);
        await world.Secrets.Alice.DoAsync(
            world.Secrets.Service.Writing.PutAsync, new PutSecretValueRequest { SecretId = secretId, Value = new Contracts.SecretValue([0xFF, 0xFE]) });
        Assert.Equal("conflict", await run.RefusedAsync("secrets.get", Get));

        // Runs go by the machine's time here.
        world.Secrets.Now = TimeProvider.System.GetUtcNow();
        await world.Secrets.Alice.DeleteAsync(secretId);
        Assert.Equal("conflict", await run.RefusedAsync("secrets.get", Get));
    }

    [Fact]
    public async Task Every_reading_is_an_audit_event_that_names_function_version_and_execution()
    {
        using FunctionWorld world = new();
        (string secretId, FunctionVersion version) = await PrepareAsync(world);
        await world.Secrets.Alice.GrantAsync(secretId, version.FunctionId, version.SourceHash);
        RunDouble run = await world.Alice.RunAsync(version.FunctionId);
        await run.GetAsync("secrets.get", Get);
        await run.GetAsync("secrets.get", Get);
        IReadOnlyList<AuditEvent> events = await world.State.RunAsync("acc_alice", async state =>
            (IReadOnlyList<AuditEvent>)[.. (await AccessDocuments.Events.RangeAsync(state, "acc_alice", 1, 10)).Select(entry => entry.Value)]);
        Assert.Equal(2, events.Count);
        Assert.All(events, read => Assert.Equal(
            ($"function:{version.FunctionId}@1", "secrets", "getSecretValue", "exe_one", $"{secretId}/1", "ok"),
            (read.KeyId, read.Service, read.Operation, read.RequestId, read.Target, read.Outcome)));

        // The log of accesses is made of these.
        ListSecretAccessResponse accesses = await world.Secrets.Alice.DoAsync(
            world.Secrets.Service.Reading.ListAsync, new ListSecretAccessRequest { SecretId = secretId });
        Assert.Equal([$"function:{version.FunctionId}@1", $"function:{version.FunctionId}@1"], accesses.Accesses.Select(access => access.KeyId));
    }

    [Fact]
    public async Task What_was_read_is_redacted_from_logs_and_results()
    {
        using FunctionWorld world = new();
        (string secretId, FunctionVersion version) = await PrepareAsync(world, "pass \"word\"\n1");
        await world.Secrets.Alice.GrantAsync(secretId, version.FunctionId, version.SourceHash);
        RunDouble run = await world.Alice.RunAsync(version.FunctionId);
        Assert.Equal("pass \"word\"\n1", run.Host.Redact("pass \"word\"\n1"));
        await run.GetAsync("secrets.get", Get);
        Assert.Equal("it is [redacted], [redacted]!", run.Host.Redact("it is pass \"word\"\n1, pass \"word\"\n1!"));
        Assert.Equal("""{"a":"[redacted]"}""", run.Host.Redact("""{"a":"pass \"word\"\n1"}"""));
        byte[] bytes = Encoding.UTF8.GetBytes("pass \"word\"\n1");
        Assert.Equal("[redacted] [redacted]", run.Host.Redact($"{Convert.ToBase64String(bytes)} {Convert.ToHexStringLower(bytes)}"));
        Assert.Equal("""{"a":["x[redacted]y",1,null]}""", Json(run, """{ "a": ["xpass \u0022word\"\u000a1y", 1, null] }"""));

        // A name could not be replaced without there being two of it.
        Assert.Equal("\"[redacted]\"", Json(run, """{"pass \"word\"\n1":1,"[redacted]":2}"""));
    }

    [Fact]
    public async Task A_number_that_shows_a_secret_is_redacted_and_short_ones_are_left_alone()
    {
        using FunctionWorld world = new();
        (string secretId, FunctionVersion version) = await PrepareAsync(world, "123456");
        await world.Secrets.Alice.GrantAsync(secretId, version.FunctionId, version.SourceHash);
        RunDouble run = await world.Alice.RunAsync(version.FunctionId);
        await run.GetAsync("secrets.get", Get);
        Assert.Equal("""["[redacted]",12345,1.5e3]""", Json(run, "[9123456,12345,1.5e3]"));
        await world.Secrets.Alice.PutAsync(secretId, "abc");
        await run.GetAsync("secrets.get", Get);
        Assert.Equal("abc", run.Host.Redact("abc"));
        run.Host.Forget();
        Assert.Equal("123456", run.Host.Redact("123456"));
    }

    private static string Json(RunDouble run, string json) => Encoding.UTF8.GetString(OutputForm.Redact(run.Host, Encoding.UTF8.GetBytes(json)).Span);

    private static async Task<(string SecretId, FunctionVersion Version)> PrepareAsync(FunctionWorld world, string value = "correct horse")
    {
        await world.OpenAsync("acc_alice");
        string secretId = await world.Secrets.Alice.CreateAsync("db", value);
        return (secretId, await world.Alice.CreateAsync(new CreateFunctionRequest
        {
            Name = "reader",
            SourceCode = "x",
            Secrets = new Dictionary<string, string> { ["key"] = secretId },
        }));
    }
}
