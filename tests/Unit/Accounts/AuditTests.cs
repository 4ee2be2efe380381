using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts;

/// <summary>Who did what, in a chain that breaks where something is changed.</summary>
public sealed class AuditTests : IDisposable
{
    private readonly TestEnclave enclave = new();
    private readonly TestKey owner = new();
    private readonly TestKey helper = new();

    public void Dispose()
    {
        enclave.Dispose();
        owner.Dispose();
        helper.Dispose();
    }

    [Fact]
    public async Task Every_change_is_an_event_with_its_target()
    {
        RegisterResponse account = await enclave.RegisterAsync(owner, id: "first \"id\"");
        await enclave.Client.DoAsync(owner, AccountOperations.AddKey, TestEnclave.Adding(helper, ["account.*"]), "second");
        await enclave.Client.DoAsync(owner, AccountOperations.GetAccount, new GetAccountRequest());
        await enclave.Client.DoAsync(helper, AccountOperations.UpdateAccount, new UpdateAccountRequest { Name = "x" }, "third");
        List<AuditEvent> events = await enclave.EventsAsync(owner);
        DateTime now = new(2026, 11, 25, 12, 0, 0, 123, DateTimeKind.Utc);
        Assert.Equal(
            [
                new AuditEvent { Sequence = 1, Time = now, KeyId = owner.Id, Service = "account", Operation = "register", RequestId = "first \"id\"", Target = account.AccountId, Outcome = "ok", Hash = "" },
                new AuditEvent { Sequence = 2, Time = now, KeyId = owner.Id, Service = "account", Operation = "addKey", RequestId = "second", Target = helper.Id, Outcome = "ok", Hash = "" },
                new AuditEvent { Sequence = 3, Time = now, KeyId = helper.Id, Service = "account", Operation = "updateAccount", RequestId = "third", Target = account.AccountId, Outcome = "ok", Hash = "" },
            ],
            events.Select(done => done with { Hash = "" }));
        Assert.Null(AuditChain.FindBreak(AuditChain.Start(account.AccountId), 1, events));
    }

    [Fact]
    public async Task The_chain_breaks_where_anything_is_changed()
    {
        RegisterResponse account = await enclave.RegisterAsync(owner);
        await RenameAsync(4);
        AuditEvent[] events = [.. await enclave.EventsAsync(owner)];
        string start = AuditChain.Start(account.AccountId);
        Assert.Null(AuditChain.FindBreak(start, 1, events));
        Assert.Equal(1, AuditChain.FindBreak(AuditChain.Start("acc_other"), 1, events));
        Assert.Equal(2, AuditChain.FindBreak(start, 2, events));
        for (int i = 0; i < events.Length; i++)
        {
            AuditEvent good = events[i];
            foreach (AuditEvent bad in new[]
            {
                good with { Sequence = good.Sequence + 1 },
                good with { Time = good.Time.AddMilliseconds(1) },
                good with { KeyId = helper.Id },
                good with { Service = good.Service + "x" },
                good with { Service = good.Service + good.Operation[..1], Operation = good.Operation[1..] },
                good with { Operation = "addKey" },
                good with { RequestId = good.RequestId + "x" },
                good with { Target = null },
                good with { Outcome = "forbidden" },
                good with { Hash = good.Hash[..63] + (good.Hash[63] == '0' ? '1' : '0') },
            })
            {
                Assert.Equal(i + 1, AuditChain.FindBreak(start, 1, [.. events[..i], bad, .. events[(i + 1)..]]));
            }

            if (i + 1 < events.Length)
            {
                Assert.Equal(i + 1, AuditChain.FindBreak(start, 1, [.. events[..i], .. events[(i + 1)..]]));
                Assert.Equal(i + 1, AuditChain.FindBreak(start, 1, [.. events[..i], events[i + 1], events[i], .. events[(i + 2)..]]));
            }
        }
    }

    /// <summary>The description of the hash, followed by somebody who has the JSON and a SHA-256.</summary>
    [Fact]
    public async Task The_hash_can_be_made_from_the_json()
    {
        RegisterResponse account = await enclave.RegisterAsync(owner);
        enclave.Time.Advance(TimeSpan.FromMilliseconds(877));
        await RenameAsync(1);
        enclave.Time.Advance(TimeSpan.FromMilliseconds(50));
        await RenameAsync(1);
        Reply reply = await enclave.Client.CallAsync(owner, AccountOperations.ListAuditEvents, new ListAuditEventsRequest());
        using JsonDocument page = JsonDocument.Parse(reply.MustSucceed().Payload);
        byte[] previous = SHA256.HashData(Encoding.UTF8.GetBytes("nsl audit " + account.AccountId));
        Assert.Equal(Convert.ToHexStringLower(previous), page.RootElement.GetProperty("previousHash").GetString());
        List<string> times = [];
        foreach (JsonElement done in page.RootElement.GetProperty("events").EnumerateArray())
        {
            using MemoryStream input = new();
            input.Write(previous);
            foreach (string member in new[] { "sequence", "time", "keyId", "service", "operation", "requestId", "target", "outcome" })
            {
                byte[] text = Encoding.UTF8.GetBytes(done.TryGetProperty(member, out JsonElement value) ? value.ToString() : "");
                byte[] length = new byte[4];
                BinaryPrimitives.WriteUInt32BigEndian(length, (uint)text.Length);
                input.Write(length);
                input.Write(text);
            }

            previous = SHA256.HashData(input.ToArray());
            times.Add(done.GetProperty("time").GetString()!);
            Assert.Equal(Convert.ToHexStringLower(previous), done.GetProperty("hash").GetString());
        }

        Assert.Equal(["2026-11-25T12:00:00.123Z", "2026-11-25T12:00:01Z", "2026-11-25T12:00:01.05Z"], times);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Pages_follow_one_another_both_ways(int limit)
    {
        RegisterResponse account = await enclave.RegisterAsync(owner);
        await RenameAsync(30);
        List<AuditEvent> forward = [];
        string? hash = AuditChain.Start(account.AccountId);
        foreach (ListAuditEventsResponse page in await PagesAsync(new ListAuditEventsRequest { Limit = limit }))
        {
            Assert.Equal(hash, page.PreviousHash);
            Assert.Null(AuditChain.FindBreak(page.PreviousHash!, forward.Count + 1, page.Events));
            forward.AddRange(page.Events);
            hash = forward[^1].Hash;
        }

        Assert.Equal(31, forward.Count);
        List<AuditEvent> backward = [.. (await PagesAsync(new ListAuditEventsRequest { Limit = limit, NewestFirst = true })).SelectMany(page => page.Events)];
        backward.Reverse();
        Assert.Equal(forward, backward);
    }

    [Fact]
    public async Task Events_are_found_by_time_and_service()
    {
        await enclave.RegisterAsync(owner);
        DateTime begin = enclave.Time.GetUtcNow().UtcDateTime;
        for (int minute = 1; minute <= 20; minute++)
        {
            enclave.Time.Advance(TimeSpan.FromMinutes(1));
            await RenameAsync(2);
        }

        DateTime At(int minute) => begin.AddMinutes(minute);
        Assert.Equal([10, 11, 12, 13], await SequencesAsync(new ListAuditEventsRequest { From = At(5), To = At(7) }));
        Assert.Equal([13, 12, 11, 10], await SequencesAsync(new ListAuditEventsRequest { From = At(5), To = At(7), NewestFirst = true, Limit = 1 }));
        Assert.Equal([10, 11, 12, 13], await SequencesAsync(new ListAuditEventsRequest { From = At(5), To = At(7), Limit = 1, Service = "account" }));
        Assert.Equal([40, 41], await SequencesAsync(new ListAuditEventsRequest { From = At(20) }));
        Assert.Equal([1], await SequencesAsync(new ListAuditEventsRequest { To = At(1) }));
        Assert.Equal([], await SequencesAsync(new ListAuditEventsRequest { From = At(21) }));
        Assert.Equal([], await SequencesAsync(new ListAuditEventsRequest { From = At(7), To = At(5) }));
        Assert.Equal([], await SequencesAsync(new ListAuditEventsRequest { Service = "wallet", Limit = 3 }));
    }

    [Fact]
    public async Task Requests_for_nothing_are_refused()
    {
        await enclave.RegisterAsync(owner);
        foreach (ListAuditEventsRequest bad in new[]
        {
            new ListAuditEventsRequest { Limit = 0 },
            new ListAuditEventsRequest { Limit = 101 },
            new ListAuditEventsRequest { Cursor = "" },
            new ListAuditEventsRequest { Cursor = "AAAAAAAAAAA" },
            new ListAuditEventsRequest { Cursor = "__________8" },
            new ListAuditEventsRequest { From = DateTime.SpecifyKind(DateTime.UnixEpoch, DateTimeKind.Unspecified) },
        })
        {
            (await enclave.Client.CallAsync(owner, AccountOperations.ListAuditEvents, bad)).MustBeRefused(ErrorCode.InvalidRequest);
        }
    }

    /// <summary>A machine's clock that was put back between two boots: the log's times do not go back with it.</summary>
    [Fact]
    public async Task Times_never_go_back_in_the_log()
    {
        await enclave.RegisterAsync(owner);
        TestTime earlier = new();
        earlier.Jump(TimeSpan.FromHours(-1));
        using TestEnclave later = new(enclave.Records.Store.Copy(), earlier);
        await later.Client.DoAsync(owner, AccountOperations.UpdateAccount, new UpdateAccountRequest { Name = "x" });
        List<AuditEvent> events = await later.EventsAsync(owner);
        Assert.Equal(events[0].Time, events[1].Time);
    }

    private async Task RenameAsync(int times)
    {
        for (int i = 0; i < times; i++)
        {
            await enclave.Client.DoAsync(owner, AccountOperations.UpdateAccount, new UpdateAccountRequest { Name = "x" });
        }
    }

    private async Task<List<long>> SequencesAsync(ListAuditEventsRequest request) =>
        [.. (await PagesAsync(request)).SelectMany(page => page.Events).Select(done => done.Sequence)];

    private async Task<List<ListAuditEventsResponse>> PagesAsync(ListAuditEventsRequest request)
    {
        List<ListAuditEventsResponse> pages = [];
        do
        {
            pages.Add(await enclave.Client.DoAsync(owner, AccountOperations.ListAuditEvents, request));
            request = request with { Cursor = pages[^1].NextCursor };
        }
        while (request.Cursor is not null);

        return pages;
    }
}
