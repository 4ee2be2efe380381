using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Tests.Gateway;
using Xunit;

namespace NeoServiceLayer.Tests.Sealing;

/// <summary>
/// What a core dump of the published programs would show after secrets were put, read, sealed and opened: none of them, nor any part of one. Whoever
/// looks stops the process and reads all the memory that it can write, as a debugger does.
/// </summary>
public sealed class CoreDumpTests : IAsyncLifetime
{
    private const int LongBytes = 200_000;
    private const int Seen = 32;
    private const int Around = 10_001;

    private LocalSystem? system;
    private RecordingProxy? proxy;

    private LocalSystem Local => system!;

    private RecordingProxy Proxy => proxy!;

    private string Home => Path.Combine(Local.Folder, "home");

    public async ValueTask InitializeAsync()
    {
        system = await LocalSystem.StartAsync();
        proxy = new RecordingProxy(system.Api.BaseAddress!);
        await SealingHome.BeginAsync(system, proxy, Home);
    }

    public ValueTask DisposeAsync()
    {
        proxy?.Dispose();
        system?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_is_there_is_found_and_a_part_of_it_is_enough()
    {
        // A secret's name is no secret: it is among the contents that the enclave keeps decrypted.
        string name = "name-" + RandomNumberGenerator.GetHexString(48, lowercase: true);
        await CreateAsync(name, "any"u8.ToArray());
        await DoneAsync("secrets", "get-secret", "--name", name);
        Assert.NotNull(await ProcessMemory.FindAsync(Local.Enclave, new Traces(Encoding.ASCII.GetBytes(name))));
        byte[] other = RandomNumberGenerator.GetBytes(Around);
        Assert.Null(await ProcessMemory.FindAsync(Local.Enclave, new Traces(other)));
        Assert.NotNull(await ProcessMemory.FindAsync(Local.Enclave, new Traces([.. other, .. Encoding.ASCII.GetBytes(name), .. other])));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(SecretsLimits.MaxValueBytes)]
    public async Task A_value_that_was_put_and_read_is_in_neither(int length)
    {
        byte[] value = RandomNumberGenerator.GetBytes(length);
        string file = FileOf("value", value);
        string read = Path.Combine(Local.Folder, "read");
        string id = await CreateAsync("db", value);
        await DoneAsync("secrets", "put-secret-value", "--secret-id", id, "--value", "@" + file);
        await DoneAsync("secrets", "rotate-secret", "--secret-id", id, "--new-value", "@" + file, "--grace-seconds", "60");
        await DoneAsync("secrets", "get-secret-value", "--secret-id", id, "--out", read);
        await DoneAsync("--seal", "secrets", "get-secret-value", "--secret-id", id, "--version", "1", "--out", read);
        Assert.Equal(value, await File.ReadAllBytesAsync(read, TestContext.Current.CancellationToken));
        await MustBeNowhereAsync(value);
    }

    [Fact]
    public async Task A_value_that_the_enclave_made_is_in_neither()
    {
        string id = await CreateAsync("db", "any"u8.ToArray());
        await DoneAsync("secrets", "rotate-secret", "--secret-id", id, "--generator.kind", "bytes", "--generator.length", "64", "--grace-seconds", "0");
        string read = Path.Combine(Local.Folder, "read");
        await DoneAsync("secrets", "get-secret-value", "--secret-id", id, "--out", read);
        await MustBeNowhereAsync(await File.ReadAllBytesAsync(read, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(LongBytes)]
    public async Task A_plaintext_that_was_encrypted_and_decrypted_is_in_neither(int length)
    {
        byte[] plaintext = RandomNumberGenerator.GetBytes(length);
        string file = FileOf("plaintext", plaintext);
        await DoneAsync("secrets", "create-transit-key", "--key-name", "k");
        string ciphertext = FileOf("ciphertext", Encoding.ASCII.GetBytes(Member(
            await DoneAsync("--json", "secrets", "encrypt", "--key-name", "k", "--plaintext", "@" + file), "ciphertext")));
        await DoneAsync("secrets", "rewrap", "--key-name", "k", "--ciphertext", "@" + ciphertext);
        await DoneAsync("secrets", "hmac", "--key-name", "k", "--data", "@" + file);
        string decrypted = await DoneAsync("--json", "secrets", "decrypt", "--key-name", "k", "--ciphertext", "@" + ciphertext);
        Assert.Equal(plaintext, Convert.FromBase64String(Member(decrypted, "plaintext")));
        await MustBeNowhereAsync(plaintext);
    }

    [Fact]
    public async Task A_value_that_was_refused_is_in_neither()
    {
        byte[] value = RandomNumberGenerator.GetBytes(3000);
        string file = FileOf("value", value);
        string tooLong = FileOf("too-long", [.. value, .. new byte[SecretsLimits.MaxValueBytes]]);
        string id = await CreateAsync("db", "any"u8.ToArray());
        string base64 = Convert.ToBase64String(value);
        string[][] refused =
        [
            ["secrets", "create-secret", "--name", "db", "--value", "@" + file],
            ["secrets", "put-secret-value", "--secret-id", id, "--expected-version", "99", "--value", "@" + file],
            ["secrets", "put-secret-value", "--secret-id", "sec_" + new string('a', 26), "--value", "@" + file],
            ["secrets", "put-secret-value", "--secret-id", id, "--value", "@" + tooLong],
            ["secrets", "encrypt", "--key-name", "none", "--plaintext", "@" + file],
            ["--seal", "call", "secrets", "putSecretValue", $$"""{"secretId":"{{id}}","value":"{{base64}}","other":1}"""],
            ["--seal", "call", "secrets", "putSecretValue", $$"""{"value":"{{base64}}"}"""],
            ["--seal", "call", "secrets", "putSecretValue", $$"""{"secretId":"{{id}}","value":"{{base64}}!"}"""],
            ["--seal", "call", "secrets", "putSecretValue", $$"""{"value":"{{base64}}","secretId":7}"""],
            ["--seal", "call", "account", "getAccount", $$"""{"value":"{{base64}}"}"""],
        ];
        foreach (string[] arguments in refused)
        {
            NslRun run = await NslRun.Async(Proxy.Address, Home, arguments);
            Assert.True(run.Code == 1, $"{string.Join(' ', arguments.Take(4))}: {run.Code}, {run.Error}");
        }

        await MustBeNowhereAsync(value);
    }

    private async Task MustBeNowhereAsync(byte[] value)
    {
        Traces traces = new(value);
        Assert.False(Proxy.Saw(value[..Seen]));
        Assert.False(Proxy.Saw(Encoding.ASCII.GetBytes(Convert.ToBase64String(value)[..Seen])));
        Assert.Null(await ProcessMemory.FindAsync(Local.Enclave, traces));
        Assert.Null(await ProcessMemory.FindAsync(Local.Gateway, traces));
    }

    /// <summary>Creates a secret; gives its id.</summary>
    private async Task<string> CreateAsync(string name, byte[] value) => Member(
        await DoneAsync("--json", "secrets", "create-secret", "--name", name, "--value", "@" + FileOf("first", value)), "secretId");

    private string FileOf(string name, byte[] content)
    {
        string path = Path.Combine(Local.Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private Task<string> DoneAsync(params string[] arguments) => SealingHome.DoneAsync(Proxy, Home, arguments);

    private static string Member(string answer, string name) => JsonDocument.Parse(answer).RootElement.GetProperty(name).GetString()!;
}
