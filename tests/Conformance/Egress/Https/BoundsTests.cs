using System.Text;
using System.Text.Json.Nodes;
using NeoServiceLayer.Enclave.Core.Egress;
using static NeoServiceLayer.Tests.Conformance.Egress.Https.HttpsWorld;

namespace NeoServiceLayer.Tests.Conformance.Egress.Https;

/// <summary>How much is under way at once, and what the parent can do to it.</summary>
public sealed class BoundsTests
{
    private readonly Authority root = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task So_many_are_under_way_so_many_wait_and_one_more_is_turned_away()
    {
        using SemaphoreSlim arrived = new(0);
        using SemaphoreSlim release = new(0);
        using TestHost host = new(root.Issue(), async stream =>
        {
            while (await Script.ReadRequestAsync(stream) is not null)
            {
                arrived.Release();
                await release.WaitAsync(Cancel);
                await Script.WriteAsync(stream, Script.Ok("yes"));
            }
        });
        using HttpsWorld world = new(root.Pem, [host.Url], new JsonObject { ["maxConcurrent"] = 2, ["maxWaiting"] = 1 });
        Task[] asked = [.. Enumerable.Range(0, 3).Select(_ => world.AnswersAsync(To(host.Url), "yes"))];
        await arrived.WaitAsync(Cancel);
        await arrived.WaitAsync(Cancel);
        await world.FailsAsync(To(host.Url), EgressHttpFailure.Overloaded);
        Assert.Equal((2, 0), (host.Accepted, arrived.CurrentCount));
        release.Release(3);
        await Task.WhenAll(asked);
        await world.AnswersAsync(To(host.Url), "yes").WaitAsync(Release(release));
    }

    [Fact]
    public async Task One_that_waits_has_no_more_time_for_that_and_leaves_its_place()
    {
        using SemaphoreSlim arrived = new(0);
        using TestHost host = new(root.Issue(), async stream =>
        {
            await Script.ReadRequestAsync(stream);
            arrived.Release();
            await Script.StallAsync(stream);
        });
        using HttpsWorld world = new(root.Pem, [host.Url], new JsonObject { ["maxConcurrent"] = 1, ["maxWaiting"] = 1 });
        using CancellationTokenSource giveUp = new();
        Task stalled = world.Enclave.Http.SendAsync(To(host.Url), giveUp.Token).AsTask();
        await arrived.WaitAsync(Cancel);
        for (int i = 0; i < 3; i++)
        {
            await world.FailsAsync(To(host.Url) with { Timeout = TimeSpan.FromMilliseconds(50) }, EgressHttpFailure.TimedOut);
        }

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stalled);
        await host.EndedAsync();
    }

    [Fact]
    public async Task Without_a_line_nobody_is_reached_and_it_is_known_before_the_time_is_over()
    {
        using HttpsWorld world = new(root.Pem, ["https://localhost:4433/"], withGateway: false);
        await world.FailsAsync(To("https://localhost:4433/") with { Timeout = TimeSpan.FromSeconds(4) }, EgressHttpFailure.Unreachable);
    }

    [Fact]
    public async Task A_host_that_is_not_there_is_not_reached()
    {
        using TestHost host = new(root.Issue(), Script.Serve(Script.Ok("")));
        using HttpsWorld world = new(root.Pem, [host.Url, "https://nowhere.invalid/"]);
        host.Dispose();
        await world.FailsAsync(To(host.Url), EgressHttpFailure.Unreachable);
        await world.FailsAsync(To("https://nowhere.invalid/"), EgressHttpFailure.Unreachable);
    }

    [Fact]
    public async Task A_parent_that_dies_cuts_the_answer()
    {
        using SemaphoreSlim arrived = new(0);
        using TestHost host = new(root.Issue(), async stream =>
        {
            await Script.ReadRequestAsync(stream);
            await Script.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n" + Script.Mark);
            arrived.Release();
            await Script.StallAsync(stream);
        });
        using HttpsWorld world = new(root.Pem, [host.Url]);
        Task failing = world.FailsAsync(Post(host.Url), EgressHttpFailure.Cut);
        await arrived.WaitAsync(Cancel);
        world.EndGateway();
        await failing;
    }

    [Fact]
    public async Task A_parent_that_leads_elsewhere_is_found_out()
    {
        using TestHost asked = new(root.Issue(), Script.Serve(Script.Ok("")));
        using TestHost other = new(root.Issue("other.example"), Script.Serve(Script.Ok("")));
        using TestHost own = new(new Authority().Issue(), Script.Serve(Script.Ok("")));
        using HttpsWorld world = new(root.Pem, [asked.Url], withGateway: false);
        using (new LyingParent(world.Enclave, other.Port))
        {
            await world.FailsAsync(To(asked.Url), EgressHttpFailure.CertificateName);
        }

        using (new LyingParent(world.Enclave, own.Port))
        {
            await world.FailsAsync(To(asked.Url), EgressHttpFailure.CertificateUntrusted);
        }

        Assert.Equal(0, asked.Accepted);
    }

    [Fact]
    public async Task A_parent_that_alters_what_comes_or_cuts_it_anywhere_gives_no_other_answer()
    {
        using TestHost host = new(root.Issue(), Script.Serve(Script.Ok(Script.Mark)));
        int length = 0;
        using (HttpsWorld honest = new(root.Pem, [host.Url], withGateway: false))
        using (new LyingParent(honest.Enclave, host.Port, bytes =>
        {
            length = bytes.Length;
            return bytes;
        }))
        {
            await honest.AnswersAsync(Post(host.Url), Script.Mark);
        }

        using HttpsWorld world = new(root.Pem, [host.Url], withGateway: false);

        // The handshake's keys and signatures differ a little in length each time; its last bytes are the answer's in any case.
        for (int at = 0; at < length - 40; at += 67)
        {
            // Of a record's head some bits mean nothing, and others that more is to come.
            if (await AnswerAsync(world, host, bytes => Flipped(bytes, at)) is { } answer)
            {
                Assert.Equal(Script.Mark, answer);
            }

            Assert.Null(await AnswerAsync(world, host, bytes => bytes.Length > at ? null : bytes));
        }
    }

    /// <summary>What was answered; null: nothing.</summary>
    private static async Task<string?> AnswerAsync(HttpsWorld world, TestHost host, Func<byte[], byte[]?> alter)
    {
        using LyingParent parent = new(world.Enclave, host.Port, alter);
        try
        {
            return Encoding.Latin1.GetString((await world.SendAsync(Post(host.Url) with { Timeout = TimeSpan.FromSeconds(1) })).Body.Span);
        }
        catch (EgressHttpException failed)
        {
            Assert.True(
                failed.Failure is EgressHttpFailure.TlsFailed or EgressHttpFailure.Cut or EgressHttpFailure.TimedOut
                    or EgressHttpFailure.CertificateUntrusted or EgressHttpFailure.CertificateName,
                failed.Word);
            return null;
        }
    }

    private static byte[] Flipped(byte[] bytes, int at)
    {
        if (at < bytes.Length)
        {
            bytes[at] ^= 1;
        }

        return bytes;
    }

    private static CancellationToken Release(SemaphoreSlim release)
    {
        release.Release();
        return Cancel;
    }
}
