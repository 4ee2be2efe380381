using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts;

public sealed class EnclaveClockTests
{
    private readonly TestTime time = new();
    private readonly List<TimeSpan> jumps = [];
    private readonly List<bool> comparisons = [];

    [Fact]
    public void It_is_carried_on_between_comparisons()
    {
        using EnclaveClock clock = Clock();
        Assert.True(clock.IsTrusted);
        Assert.Equal(time.Read(), clock.GetUtcNow());
        time.Advance(TimeSpan.FromSeconds(42));
        Assert.Equal(time.Read(), clock.GetUtcNow());
        time.Jump(TimeSpan.FromHours(1));
        Assert.Equal(time.Read() - TimeSpan.FromHours(1), clock.GetUtcNow());
    }

    [Fact]
    public void A_source_ahead_is_followed_and_told_of()
    {
        using EnclaveClock clock = Clock();
        time.Jump(TimeSpan.FromHours(1));
        time.Fire();
        Assert.Equal(time.Read(), clock.GetUtcNow());
        Assert.Equal([TimeSpan.FromHours(1)], jumps);
        time.Fire();
        Assert.Single(jumps);
    }

    [Fact]
    public void A_source_behind_is_waited_for()
    {
        using EnclaveClock clock = Clock();
        DateTimeOffset before = clock.GetUtcNow();
        time.Jump(TimeSpan.FromMinutes(-10));
        time.Fire();
        Assert.Equal([TimeSpan.FromMinutes(-10)], jumps);
        for (int minute = 0; minute < 10; minute++)
        {
            Assert.Equal(before, clock.GetUtcNow());
            time.Advance(TimeSpan.FromMinutes(1));
            time.Fire();
        }

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(before + TimeSpan.FromSeconds(1), clock.GetUtcNow());
        Assert.Single(jumps);
    }

    [Fact]
    public void A_little_drift_is_nothing_to_tell_of()
    {
        using EnclaveClock clock = Clock();
        time.Advance(EnclaveClock.ComparePeriod);
        time.Jump(EnclaveClock.Tolerance);
        time.Fire();
        Assert.Empty(jumps);
        time.Jump(EnclaveClock.Tolerance + TimeSpan.FromTicks(1));
        time.Fire();
        Assert.Single(jumps);
    }

    [Fact]
    public void Without_a_source_it_is_not_trusted()
    {
        using EnclaveClock clock = new(source: null, time);
        Assert.False(clock.IsTrusted);
        Assert.Equal(time.Read(), clock.GetUtcNow());
    }

    [Fact]
    public void A_source_that_fails_is_told_of_and_ends_trust_until_it_answers()
    {
        using EnclaveClock clock = Clock();
        time.SourceFails = true;
        for (int minute = 0; minute < 3; minute++)
        {
            time.Advance(EnclaveClock.ComparePeriod);
            time.Fire();
            Assert.False(clock.IsTrusted);
        }

        Assert.Equal([false], comparisons);
        Assert.Equal(time.GetUtcNow(), clock.GetUtcNow());
        time.SourceFails = false;
        Assert.False(clock.IsTrusted);
        time.Fire();
        Assert.True(clock.IsTrusted);
        Assert.Equal([false, true], comparisons);
        Assert.Empty(jumps);
    }

    [Fact]
    public async Task A_source_that_does_not_answer_holds_one_thread_and_ends_trust_until_it_does()
    {
        using EnclaveClock clock = Clock();
        using SemaphoreSlim asked = new(0);
        using SemaphoreSlim answering = new(0);
        time.Reading = () =>
        {
            asked.Release();
            answering.Wait();
        };
        Task comparing = Task.Run(time.Fire, TestContext.Current.CancellationToken);
        await asked.WaitAsync(TestContext.Current.CancellationToken);
        Assert.True(clock.IsTrusted);
        time.Fire();
        time.Fire();
        Assert.False(clock.IsTrusted);
        Assert.Equal((0, false), (asked.CurrentCount, comparing.IsCompleted));
        answering.Release();
        await comparing;
        Assert.True(clock.IsTrusted);
        Assert.Equal([false, true], comparisons);
    }

    [Fact]
    public void A_source_of_whole_seconds_is_nothing_to_tell_of()
    {
        time.Grain = TimeSpan.FromSeconds(1);
        using EnclaveClock clock = Clock();
        DateTimeOffset last = clock.GetUtcNow();
        for (int minute = 0; minute < 200; minute++)
        {
            time.Advance(EnclaveClock.ComparePeriod + TimeSpan.FromMilliseconds(37 * minute % 1000));
            time.Fire();
            DateTimeOffset now = clock.GetUtcNow();
            Assert.InRange(time.GetUtcNow() - now, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            Assert.True(now >= last);
            last = now;
        }

        Assert.Empty(jumps);
    }

    [Fact]
    public async Task Nothing_stamped_is_served_while_the_source_of_its_time_fails()
    {
        using TestKey key = new();
        using TestEnclave forgetful = new(configuration: """{"hostTimeoutMs":2000}""");
        await forgetful.RegisterAsync(key);
        forgetful.Time.SourceFails = true;
        forgetful.Time.Fire();
        Reply reply = await forgetful.Client.CallAsync(key, AccountOperations.GetAccount, new GetAccountRequest());
        reply.MustBeRefused(ErrorCode.NotReady);
        await forgetful.UntilToldAsync("clock.lost");

        forgetful.Time.SourceFails = false;
        forgetful.Time.Fire();
        Assert.Equal("Somebody", (await forgetful.Client.DoAsync(key, AccountOperations.GetAccount, new GetAccountRequest())).Name);
        await forgetful.UntilToldAsync("clock.found");
    }

    private EnclaveClock Clock() => new(time, time) { Jumped = jumps.Add, Compared = comparisons.Add };
}
