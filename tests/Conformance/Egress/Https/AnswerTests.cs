using System.Globalization;
using NeoServiceLayer.Enclave.Core.Egress;
using static NeoServiceLayer.Tests.Conformance.Egress.Https.HttpsWorld;

namespace NeoServiceLayer.Tests.Conformance.Egress.Https;

/// <summary>What hosts answer, of every kind that does harm.</summary>
public sealed class AnswerTests
{
    private const int Limit = 10_000;
    private const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private readonly Authority root = new();

    [Fact]
    public async Task A_whole_one_of_either_form_is_read_to_its_end()
    {
        using TestHost counted = Host(Script.Serve("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabcde"));
        using TestHost chunked = Host(Script.Serve(Chunked + "2\r\nab\r\n3;x=y\r\ncde\r\n0\r\nX: y\r\n\r\n"));
        using TestHost last = Host(Script.Say("HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nabcde"));
        using HttpsWorld world = new(root.Pem, [counted.Url, chunked.Url, last.Url]);
        foreach (TestHost host in (TestHost[])[counted, chunked, last])
        {
            await world.AnswersAsync(To(host.Url), "abcde");
            await world.AnswersAsync(To(host.Url), "abcde");
        }
    }

    [Fact]
    public async Task One_without_a_body_is_whole()
    {
        using TestHost host = Host(Script.Serve("HTTP/1.1 204 No content\r\n\r\n"));
        using HttpsWorld world = new(root.Pem, [host.Url]);
        for (int i = 0; i < 2; i++)
        {
            EgressResponse answer = await world.SendAsync(To(host.Url));
            Assert.Equal((204, 0), (answer.Status, answer.Body.Length));
        }

        Assert.Equal(1, host.Accepted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n" + Script.Mark)]
    [InlineData(Chunked + "14\r\n" + Script.Mark)]
    [InlineData(Chunked + "12\r\n" + Script.Mark + "\r\n")]
    [InlineData(Chunked + "12\r\n" + Script.Mark + "\r\n0\r\n")]
    public async Task One_that_is_cut_is_no_answer(string answer)
    {
        using TestHost host = Host(Script.Say(answer));
        using HttpsWorld world = new(root.Pem, [host.Url]);
        await world.FailsAsync(To(host.Url), EgressHttpFailure.Cut);
    }

    [Theory]
    [InlineData("220 " + Script.Mark + " ESMTP\r\n\r\n")]
    [InlineData("HTTP/2.0 200 OK\r\nX-" + Script.Mark + ": y\r\n\r\n")]
    [InlineData("HTTP/1.1 2x0 " + Script.Mark + "\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n" + Script.Mark + "\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n" + Script.Mark)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n" + Script.Mark)]
    [InlineData(Chunked + "-1\r\n" + Script.Mark + "\r\n")]
    [InlineData(Chunked + "zz" + Script.Mark + "\r\n")]
    [InlineData(Chunked + "12\r\n" + Script.Mark + "more\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n" + Script.Mark)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 18\r\n\r\n" + Script.Mark)]
    public async Task One_that_is_none_or_has_no_end_of_its_own_is_refused(string answer)
    {
        using TestHost host = Host(Script.Say(answer));
        using HttpsWorld world = new(root.Pem, [host.Url]);
        await world.FailsAsync(To(host.Url), EgressHttpFailure.Malformed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n" + Script.Mark)]
    [InlineData(Chunked + "14\r\n" + Script.Mark)]
    public async Task One_that_stalls_is_given_up_on_and_its_line_ends(string answer)
    {
        using TestHost host = Host(Script.SayAndStall(answer));
        using HttpsWorld world = new(root.Pem, [host.Url]);
        await world.GivesUpAsync(host.Url, host);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX: ")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")]
    public async Task One_that_drips_has_no_more_time_than_any(string answer)
    {
        using TestHost host = Host(Script.SayAndDrip(answer));
        using HttpsWorld world = new(root.Pem, [host.Url]);
        await world.GivesUpAsync(host.Url, host);
    }

    [Theory]
    [InlineData(Limit, true)]
    [InlineData(Limit + 1, false)]
    [InlineData(100 * Limit, false)]
    public async Task A_body_is_bounded_whether_its_length_is_told_or_not(int length, bool fits)
    {
        string body = new('x', length);
        using TestHost counted = Host(Script.Serve(Script.Ok(body)));
        using TestHost chunked = Host(Script.Serve(Chunked + $"{length:x}\r\n{body}\r\n0\r\n\r\n"));
        using TestHost claimed = Host(Script.SayAndStall($"HTTP/1.1 200 OK\r\nContent-Length: {Limit + 1}\r\n\r\n"));
        using HttpsWorld world = new(root.Pem, [counted.Url, chunked.Url, claimed.Url]);
        foreach (TestHost host in (TestHost[])[counted, chunked])
        {
            EgressRequest request = To(host.Url) with { MaxResponseBytes = Limit };
            if (fits)
            {
                await world.AnswersAsync(request, body);
            }
            else
            {
                await world.FailsAsync(request, EgressHttpFailure.TooLarge);
                await host.EndedAsync();
            }
        }

        // A length that is told is believed at once.
        await world.FailsAsync(To(claimed.Url) with { MaxResponseBytes = Limit }, EgressHttpFailure.TooLarge);
    }

    [Theory]
    [InlineData(1, 30_000, true)]
    [InlineData(1000, 20, true)]
    [InlineData(1, 33_000, false)]
    [InlineData(2000, 20, false)]
    public async Task Headers_are_bounded(int count, int length, bool fits)
    {
        string headers = string.Concat(Enumerable.Range(0, count).Select(i => $"X{i.ToString(CultureInfo.InvariantCulture)}: {new string('x', length)}\r\n"));
        using TestHost host = Host(Script.Serve($"HTTP/1.1 200 OK\r\n{headers}Content-Length: 2\r\n\r\nok"));
        using HttpsWorld world = new(root.Pem, [host.Url]);
        if (fits)
        {
            await world.AnswersAsync(To(host.Url), "ok");
        }
        else
        {
            await world.FailsAsync(To(host.Url), EgressHttpFailure.TooLarge);
        }
    }

    [Fact]
    public async Task Headers_of_the_answer_are_given_as_they_came_or_not_at_all()
    {
        string At(string type, string location) => $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n";
        string longest = new('t', 256);
        string farthest = new('l', 2048);
        Queue<string> answers = new([At("text/x; a=\"b, c\"", "/a b"), At(longest, farthest), At(longest + "t", farthest + "l")]);
        using TestHost host = Host(Script.Serve(_ => answers.Dequeue()));
        using HttpsWorld world = new(root.Pem, [host.Url]);
        foreach ((string? type, string? location) in ((string?, string?)[])[("text/x; a=\"b, c\"", "/a b"), (longest, farthest), (null, null)])
        {
            EgressResponse answer = await world.SendAsync(To(host.Url));
            Assert.Equal((type, location), (answer.ContentType, answer.Location));
        }
    }

    private TestHost Host(Func<Stream, Task> answer) => new(root.Issue(), answer);
}
