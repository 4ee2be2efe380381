using System.Numerics;
using System.Text;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts;

/// <summary>Everything that stands between client and enclave, played by somebody who wants what is not his.</summary>
public sealed class StampAttackTests : IDisposable
{
    private static readonly byte[] Rename = "{\"name\":\"Nobody\"}"u8.ToArray();

    private readonly TestEnclave enclave = new();
    private readonly TestKey key = new();

    public void Dispose()
    {
        enclave.Dispose();
        key.Dispose();
    }

    [Fact]
    public async Task A_stamped_request_is_done()
    {
        RegisterResponse account = await enclave.RegisterAsync(key);
        Assert.Matches("^acc_[a-z2-7]{26}$", account.AccountId);
        Assert.Equal(key.Id, account.KeyId);
        GetAccountResponse found = await enclave.Client.DoAsync(key, AccountOperations.GetAccount, new GetAccountRequest());
        Assert.Equal((account.AccountId, "Somebody", 1, key.Id), (found.AccountId, found.Name, found.Keys, found.KeyId));
        Assert.Equal(account.Scopes, found.Scopes);
    }

    [Fact]
    public async Task No_bit_of_the_stamp_can_be_flipped_on_the_way()
    {
        await enclave.RegisterAsync(key);
        Request request = Renaming();
        for (int bit = 0; bit < request.Auth.Length * 8; bit++)
        {
            char[] altered = request.Auth.ToCharArray();
            altered[bit / 8] ^= (char)(1 << (bit % 8));

            // Quotes, backslashes and control characters are escaped, which an envelope's auth never is.
            Reply reply = await enclave.Client.SendAsync(request with { Auth = new string(altered) });
            Assert.True(reply.Code == ErrorCode.Unauthenticated || reply.Code == ErrorCode.InvalidEnvelope, $"bit {bit}: {reply.Code}");
        }

        await NothingWasDoneAsync();
    }

    [Fact]
    public async Task No_bit_of_the_payload_can_be_flipped_on_the_way()
    {
        await enclave.RegisterAsync(key);
        Request request = Renaming();
        for (int bit = 0; bit < Rename.Length * 8; bit++)
        {
            byte[] altered = [.. Rename];
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            Reply reply = await enclave.Client.SendAsync(request with { Payload = altered });
            Assert.True(
                reply.Code == ErrorCode.Unauthenticated || reply.Code == ErrorCode.MalformedJson || reply.Code == ErrorCode.InvalidEnvelope,
                $"bit {bit}: {reply.Code}");
        }

        foreach (string other in new[] { "{}", "{ \"name\":\"Nobody\"}", "{\"name\":\"Nobody\" }", "{\"n\\u0061me\":\"Nobody\"}", "{\"name\":\"Nobody\",\"x\":1}" })
        {
            (await enclave.Client.SendAsync(request with { Payload = Encoding.UTF8.GetBytes(other) })).MustBeRefused(ErrorCode.Unauthenticated);
        }

        await NothingWasDoneAsync();
    }

    [Fact]
    public async Task Whitespace_around_the_payload_is_not_signed()
    {
        await enclave.RegisterAsync(key);
        Request request = Renaming();
        (await enclave.Client.SendAsync(request with { Payload = [.. " \r\n\t"u8, .. Rename, .. "\n "u8] })).MustSucceed();
    }

    [Fact]
    public async Task A_stamp_holds_for_its_request_alone()
    {
        await enclave.RegisterAsync(key);
        byte[] empty = "{}"u8.ToArray();
        Request request = enclave.Client.Stamped(key, AccountOperations.GetAccount, empty);
        (await enclave.Client.SendAsync(request with { Id = "another" })).MustBeRefused(ErrorCode.Unauthenticated);
        (await enclave.Client.SendAsync(request with { Id = request.Id + " " })).MustBeRefused(ErrorCode.Unauthenticated);
        (await enclave.Client.SendAsync(request with { Operation = "listKeys" })).MustBeRefused(ErrorCode.Unauthenticated);
        (await enclave.Client.SendAsync(request with { Operation = "register" })).MustBeRefused(ErrorCode.Unauthenticated);
        (await enclave.Client.SendAsync(request with { Auth = "" })).MustBeRefused(ErrorCode.Unauthenticated);
        Request foreign = enclave.Client.Stamped(key, AccountOperations.GetAccount, empty, claiming: claims => claims with { Service = "wallet" });
        (await enclave.Client.SendAsync(foreign)).MustBeRefused(ErrorCode.Unauthenticated);
        (await enclave.Client.SendAsync(request)).MustSucceed();
    }

    [Fact]
    public async Task A_stamp_holds_in_its_deployment_alone()
    {
        await enclave.RegisterAsync(key);
        string other = new('0', 64);
        Request request = enclave.Client.Stamped(key, AccountOperations.GetAccount, "{}"u8.ToArray(), claiming: claims => claims with { Audience = other });
        (await enclave.Client.SendAsync(request)).MustBeRefused(ErrorCode.Unauthenticated);
    }

    /// <summary>What tells whether somebody has an account here: the three answers are one.</summary>
    [Fact]
    public async Task An_unknown_key_and_a_forged_signature_are_not_told_apart()
    {
        await enclave.RegisterAsync(key);
        using TestKey stranger = new();
        byte[] empty = "{}"u8.ToArray();
        Reply unknown = await enclave.Client.SendAsync(enclave.Client.Stamped(stranger, AccountOperations.GetAccount, empty));
        Reply forged = await enclave.Client.SendAsync(
            enclave.Client.Stamped(stranger, AccountOperations.GetAccount, empty, claiming: claims => claims with { KeyId = key.Id }));
        Reply altered = await enclave.Client.SendAsync(Renaming() with { Payload = "{\"name\":\"x\"}"u8.ToArray() });
        unknown.MustBeRefused(ErrorCode.Unauthenticated);
        Assert.Equal(unknown, forged with { Payload = unknown.Payload });
        Assert.Equal(unknown, altered with { Payload = unknown.Payload });

        // Nor by a guard operation, an operation that is not there for this key, or a payload that is none.
        Reply guarded = await enclave.Client.SendAsync(
            enclave.Client.Stamped(stranger, AccountOperations.RevokeKey, "{\"nonsense\":1}"u8.ToArray(), claiming: claims => claims with { KeyId = key.Id }));
        Assert.Equal(unknown, guarded with { Payload = unknown.Payload });
    }

    [Theory]
    [InlineData(-61, false)]
    [InlineData(-60, true)]
    [InlineData(0, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    [InlineData(-1_000_000, false)]
    [InlineData(100_000_000, false)]
    public async Task A_stamp_is_good_for_a_minute(int seconds, bool good)
    {
        await enclave.RegisterAsync(key);
        Request request = enclave.Client.Stamped(
            key, AccountOperations.GetAccount, "{}"u8.ToArray(), claiming: claims => claims with { IssuedAt = claims.IssuedAt + seconds });
        Assert.Equal(good ? null : ErrorCode.Unauthenticated, (await enclave.Client.SendAsync(request)).Code);
    }

    [Fact]
    public async Task A_request_sent_again_later_is_refused_and_sent_again_soon_is_the_same()
    {
        await enclave.RegisterAsync(key);
        using TestKey second = new();
        Request request = enclave.Client.Stamped(key, AccountOperations.AddKey, Bytes(TestEnclave.Adding(second, ["account.*"])));
        Reply first = (await enclave.Client.SendAsync(request)).MustSucceed();
        int events = (await enclave.EventsAsync(key)).Count;
        int commits = enclave.Records.Store.Commits;
        enclave.Time.Advance(TimeSpan.FromSeconds(59));
        for (int again = 0; again < 3; again++)
        {
            Assert.Equal(first.Text, (await enclave.Client.SendAsync(request)).MustSucceed().Text);
        }

        Assert.Equal(commits, enclave.Records.Store.Commits);
        enclave.Time.Advance(TimeSpan.FromSeconds(2));
        (await enclave.Client.SendAsync(request)).MustBeRefused(ErrorCode.Unauthenticated);
        Assert.Equal(events, (await enclave.EventsAsync(key)).Count);
    }

    [Fact]
    public async Task Requests_may_be_turned_round_and_dropped_but_none_counts_twice()
    {
        await enclave.RegisterAsync(key);
        Request first = Renaming("first");
        Request second = Renaming("second");
        Renaming("dropped");
        (await enclave.Client.SendAsync(second)).MustSucceed();
        (await enclave.Client.SendAsync(first)).MustSucceed();
        (await enclave.Client.SendAsync(second)).MustSucceed();
        Assert.Equal("first", await NameAsync());
        Assert.Equal(["register", "updateAccount", "updateAccount"], (await enclave.EventsAsync(key)).Select(done => done.Operation));
    }

    [Fact]
    public async Task A_key_reaches_its_own_account_alone()
    {
        using TestKey other = new();
        RegisterResponse mine = await enclave.RegisterAsync(key);
        RegisterResponse theirs = await enclave.RegisterAsync(other);
        Assert.NotEqual(mine.AccountId, theirs.AccountId);
        (await enclave.Client.CallAsync(key, AccountOperations.RevokeKey, new RevokeKeyRequest { KeyId = other.Id })).MustBeRefused(ErrorCode.NotFound);
        (await enclave.Client.CallAsync(key, AccountOperations.UpdateKey, new UpdateKeyRequest { KeyId = other.Id, Name = "x" })).MustBeRefused(ErrorCode.NotFound);
        (await enclave.Client.CallAsync(key, AccountOperations.CloseAccount, new CloseAccountRequest { AccountId = theirs.AccountId })).MustBeRefused(ErrorCode.InvalidRequest);
        (await enclave.Client.CallAsync(key, AccountOperations.AddKey, TestEnclave.Adding(other, ["account.*"]))).MustBeRefused(ErrorCode.Conflict);
        (await enclave.Client.CallAsync(other, AccountOperations.Register, TestEnclave.Registration(other))).MustBeRefused(ErrorCode.Conflict);
        Assert.All(await enclave.EventsAsync(other), done => Assert.Equal(other.Id, done.KeyId));
    }

    /// <summary>RFC 7518 asks for no particular half of s, and browsers make both: such a signature holds, and is no other request.</summary>
    [Fact]
    public async Task The_other_half_of_a_signature_is_the_same_request()
    {
        await enclave.RegisterAsync(key);
        Request request = Renaming();
        Reply first = (await enclave.Client.SendAsync(request)).MustSucceed();
        int commits = enclave.Records.Store.Commits;
        string[] parts = request.Auth.Split("..");
        Assert.True(Base64UrlText.TryDecode(Encoding.ASCII.GetBytes(parts[1]), out byte[] signature));
        BigInteger order = new(Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"), isUnsigned: true, isBigEndian: true);
        BigInteger s = order - new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        byte[] other = s.ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] turned = [.. signature[..32], .. new byte[32 - other.Length], .. other];
        Assert.Equal(first.Text, (await enclave.Client.SendAsync(request with { Auth = $"{parts[0]}..{Base64UrlText.Encode(turned)}" })).MustSucceed().Text);
        Assert.Equal(commits, enclave.Records.Store.Commits);
    }

    [Fact]
    public async Task A_stamp_that_is_too_long_is_refused()
    {
        await enclave.RegisterAsync(key);
        Request request = Renaming();
        (await enclave.Client.SendAsync(request with { Auth = request.Auth + new string('A', 4096) })).MustBeRefused(ErrorCode.InvalidEnvelope);
        (await enclave.Client.SendAsync(request with { Auth = new string('A', 4096) })).MustBeRefused(ErrorCode.Unauthenticated);
        await NothingWasDoneAsync();
    }

    [Fact]
    public async Task What_failed_by_its_stamp_leaves_no_record()
    {
        await enclave.RegisterAsync(key);
        int commits = enclave.Records.Store.Commits;
        for (int i = 0; i < 5; i++)
        {
            (await enclave.Client.SendAsync(Renaming() with { Auth = "nonsense" })).MustBeRefused(ErrorCode.Unauthenticated);
        }

        Assert.Equal(commits, enclave.Records.Store.Commits);
    }

    [Fact]
    public async Task Without_a_time_of_its_own_the_enclave_serves_nothing_stamped()
    {
        using TestEnclave timeless = new(trusted: false);
        Reply reply = await timeless.Client.CallAsync(key, AccountOperations.Register, TestEnclave.Registration(key));
        reply.MustBeRefused(ErrorCode.NotReady);
    }

    private static byte[] Bytes(AddKeyRequest request) =>
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(request, AccountOperations.AddKey.Request);

    private Request Renaming(string? name = null) => enclave.Client.Stamped(
        key, AccountOperations.UpdateAccount, name is null ? Rename : Encoding.UTF8.GetBytes($"{{\"name\":\"{name}\"}}"));

    private async Task<string> NameAsync() =>
        (await enclave.Client.DoAsync(key, AccountOperations.GetAccount, new GetAccountRequest())).Name;

    private async Task NothingWasDoneAsync()
    {
        Assert.Equal("Somebody", await NameAsync());
        Assert.Equal("register", Assert.Single(await enclave.EventsAsync(key)).Operation);
    }
}
