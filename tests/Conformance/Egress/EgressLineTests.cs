using System.Net.Sockets;
using System.Text;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Protocol.Egress;
using NeoServiceLayer.Tests.Conformance.Flight;
using NeoServiceLayer.Tests.Conformance.Peers;
using NeoServiceLayer.Wire;

namespace NeoServiceLayer.Tests.Conformance.Egress;

/// <summary>Lines to the outside with a parent that a stranger wrote from PROTOCOL.md, over every transport.</summary>
public sealed class EgressLineTests
{
    private const string Agreed = "HTTP/1.1 200 Connection established\r\n\r\n";

    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Reach> Reaches { get; } = [.. Enum.GetValues<Reach>()];

    [Theory]
    [MemberData(nameof(Reaches))]
    public async Task A_parked_line_becomes_a_stream_of_raw_bytes_both_ways(Reach reach)
    {
        using EgressEnclave enclave = new(reach);
        using Peer parent = enclave.Park();
        Task<EgressStream> connecting = enclave.ConnectAsync("node.example", 443);
        Assert.Equal("CONNECT node.example:443 HTTP/1.1\r\nHost: node.example:443\r\n\r\n", ReadHead(parent));
        Assert.Equal(0, enclave.Lines.Parked);

        // The target's first bytes come in one piece with the head.
        Write(parent, Agreed + "hello");
        using EgressStream stream = await connecting;
        Assert.Equal("hello", await ReadAsync(stream, 5));
        await stream.WriteAsync(Encoding.ASCII.GetBytes("world"), Cancel);
        Assert.Equal("world", Read(parent, 5));
        Write(parent, "again");
        Assert.Equal("again", await ReadAsync(stream, 5));
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public async Task Each_direction_ends_by_itself(Reach reach)
    {
        using EgressEnclave enclave = new(reach);
        using Peer parent = enclave.Park();
        using EgressStream stream = await OpenAsync(enclave, parent);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("last"), Cancel);
        stream.FinishSending();
        Assert.Equal("last", Read(parent, 4));
        Assert.Equal(0, parent.Stream.Read(new byte[1]));
        Write(parent, "still");
        Assert.Equal("still", await ReadAsync(stream, 5));
        parent.Stream.FinishSending();
        Assert.Equal(0, await stream.ReadAsync(new byte[1], Cancel));
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public async Task A_stream_that_is_disposed_ends_the_line(Reach reach)
    {
        using EgressEnclave enclave = new(reach);
        using Peer parent = enclave.Park();
        (await OpenAsync(enclave, parent)).Dispose();
        parent.MustBeClosed();
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public async Task Much_passes_through_with_a_slow_reader_at_the_end(Reach reach)
    {
        byte[] much = new byte[1 << 20];
        new Random(1).NextBytes(much);
        using EgressEnclave enclave = new(reach);
        using Peer parent = enclave.Park();
        using EgressStream stream = await OpenAsync(enclave, parent);
        Task writing = stream.WriteAsync(much, Cancel).AsTask();
        Task sending = Task.Run(() => parent.Stream.Write(much), Cancel);
        byte[] there = new byte[much.Length];
        byte[] here = new byte[much.Length];
        Task<int> receiving = Task.Run(() => Fill(parent, there), Cancel);
        await stream.ReadExactlyAsync(here, Cancel);
        await Task.WhenAll(writing, sending, receiving);
        Assert.Equal(much, there);
        Assert.Equal(much, here);
    }

    [Theory]
    [InlineData("HTTP/1.1 502 Target not reached\r\n\r\n", EgressFailure.Refused, 502)]
    [InlineData("HTTP/1.0 403\r\nA: b\r\n\r\n", EgressFailure.Refused, 403)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n", EgressFailure.Refused, 100)]
    [InlineData("HTTP/1.1 20\r\n\r\n", EgressFailure.Malformed, null)]
    [InlineData("HTTP/2 200 OK\r\n\r\n", EgressFailure.Malformed, null)]
    [InlineData("\0\0\0\u0002{}\r\n\r\n", EgressFailure.Malformed, null)]
    public async Task What_the_parent_answers_decides(string answer, EgressFailure failure, int? status)
    {
        using EgressEnclave enclave = new(Reach.Unix);
        using Peer parent = enclave.Park();
        Task<EgressStream> connecting = enclave.ConnectAsync("a", 1);
        ReadHead(parent);
        Write(parent, answer);
        EgressException refused = await Assert.ThrowsAsync<EgressException>(() => connecting);
        Assert.Equal((failure, status), (refused.Failure, refused.Status));
        parent.MustBeClosed();
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public async Task A_head_of_the_limit_is_taken_and_one_byte_more_is_not(Reach reach)
    {
        using EgressEnclave enclave = new(reach);
        foreach (int excess in new[] { 0, 1 })
        {
            using Peer parent = enclave.Park();
            Task<EgressStream> connecting = enclave.ConnectAsync("a", 1);
            ReadHead(parent);
            const string Start = "HTTP/1.1 200 OK\r\nX: ";
            WriteUntilClosed(parent, Start + new string('x', ConnectHead.MaxLength + excess - Start.Length - 4) + "\r\n\r\n");
            if (excess == 0)
            {
                (await connecting).Dispose();
            }
            else
            {
                Assert.Equal(EgressFailure.Malformed, (await Assert.ThrowsAsync<EgressException>(() => connecting)).Failure);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public async Task An_answer_that_is_cut_at_any_byte_is_a_lost_line(Reach reach)
    {
        using EgressEnclave enclave = new(reach);
        for (int cut = 0; cut < Agreed.Length; cut += 5)
        {
            using Peer parent = enclave.Park();
            Task<EgressStream> connecting = enclave.ConnectAsync("a", 1);
            ReadHead(parent);
            Write(parent, Agreed[..cut]);
            parent.Stream.FinishSending();
            Assert.Equal(EgressFailure.Lost, (await Assert.ThrowsAsync<EgressException>(() => connecting)).Failure);
        }
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public async Task An_answer_that_does_not_come_in_time_ends_the_line(Reach reach)
    {
        using EgressEnclave enclave = new(reach);
        using Peer parent = enclave.Park();
        Task<EgressStream> connecting = enclave.ConnectAsync("a", 1, Short);
        ReadHead(parent);
        Write(parent, Agreed[..^1]);
        Assert.Equal(EgressFailure.TimedOut, (await Assert.ThrowsAsync<EgressException>(() => connecting)).Failure);
        parent.MustBeClosed();
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public async Task Who_finds_no_line_waits_for_one_but_not_for_ever(Reach reach)
    {
        using EgressEnclave enclave = new(reach);
        EgressException none = await Assert.ThrowsAsync<EgressException>(() => enclave.ConnectAsync("a", 1, Short));
        Assert.Equal(EgressFailure.NoLine, none.Failure);
        Task<EgressStream>[] waiting = [enclave.ConnectAsync("first", 1), enclave.ConnectAsync("second", 2)];
        foreach (string name in new[] { "first:1", "second:2" })
        {
            using Peer parent = enclave.Dial();
            parent.Ask(EgressEnclave.Attach).MustSucceed("attach");
            Assert.StartsWith($"CONNECT {name} ", ReadHead(parent), StringComparison.Ordinal);
            Write(parent, Agreed);
            (await waiting[name == "first:1" ? 0 : 1]).Dispose();
        }

        Assert.Equal(0, enclave.Lines.Parked);
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public async Task A_line_whose_parent_is_gone_is_not_given_out(Reach reach)
    {
        using EgressEnclave enclave = new(reach);
        using Peer alive = enclave.Park();
        using Peer gone = enclave.Park();
        gone.Stream.Vanish();
        enclave.AwaitParked(1);
        (await OpenAsync(enclave, alive)).Dispose();
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public async Task A_drain_ends_lines_that_are_parked_and_lines_in_use(Reach reach)
    {
        using EgressEnclave enclave = new(reach);
        using Peer used = enclave.Park();
        using EgressStream stream = await OpenAsync(enclave, used);
        using Peer parked = enclave.Park();
        enclave.Drain();
        parked.MustBeClosed();
        used.MustBeClosed();
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await stream.ReadExactlyAsync(new byte[1], Cancel));
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await stream.WriteAsync(new byte[1], Cancel));
        Assert.Equal(0, enclave.Lines.Parked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\r\nX: y")]
    [InlineData("a:1")]
    [InlineData("[::1]")]
    [InlineData("fe80::1%eth0")]
    [InlineData("a/b")]
    [InlineData("ä.example")]
    [InlineData("a@b")]
    public async Task A_host_that_is_none_is_an_argument_that_is_wrong(string host)
    {
        using EgressEnclave enclave = new(Reach.Memory);
        await Assert.ThrowsAsync<ArgumentException>(() => enclave.ConnectAsync(host, 1));
        await Assert.ThrowsAsync<ArgumentException>(() => enclave.ConnectAsync(new string('a', 254), 1));
        await Assert.ThrowsAsync<ArgumentException>(() => enclave.ConnectAsync("a", 0));
        await Assert.ThrowsAsync<ArgumentException>(() => enclave.ConnectAsync("a", 65536));
    }

    [Theory]
    [InlineData("a:1", "a", 1)]
    [InlineData("[::1]:65535", "::1", 65535)]
    [InlineData("127.0.0.1:80", "127.0.0.1", 80)]
    [InlineData("::1:80", null, 0)]
    [InlineData("[a]:80", null, 0)]
    [InlineData("a", null, 0)]
    [InlineData("a:", null, 0)]
    [InlineData(":1", null, 0)]
    [InlineData("a:0", null, 0)]
    [InlineData("a:65536", null, 0)]
    [InlineData("a:+1", null, 0)]
    public void An_authority_is_read_as_it_is_written(string authority, string? host, int port)
    {
        ConnectTarget? target = ConnectTarget.TryParse(authority);
        Assert.Equal(host, target?.Host);
        Assert.Equal(port, target?.Port ?? 0);
        Assert.Equal(host is null ? null : authority, target?.ToString());
    }

    private static async Task<EgressStream> OpenAsync(EgressEnclave enclave, Peer parent)
    {
        Task<EgressStream> connecting = enclave.ConnectAsync("a", 1);
        ReadHead(parent);
        Write(parent, Agreed);
        return await connecting;
    }

    private static string ReadHead(Peer parent)
    {
        StringBuilder head = new();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append(Read(parent, 1));
        }

        return head.ToString();
    }

    private static void Write(Peer parent, string text) => parent.Stream.Write(Encoding.Latin1.GetBytes(text));

    /// <summary>The other side may close before it has taken all.</summary>
    private static void WriteUntilClosed(Peer parent, string text)
    {
        try
        {
            Write(parent, text);
        }
        catch (Exception closed) when (closed is SocketException or ConnectionLostException)
        {
            // It has seen enough.
        }
    }

    private static string Read(Peer parent, int count)
    {
        byte[] bytes = new byte[count];
        Fill(parent, bytes);
        return Encoding.ASCII.GetString(bytes);
    }

    private static int Fill(Peer parent, byte[] target)
    {
        int filled = 0;
        while (filled < target.Length)
        {
            int count = parent.Stream.Read(target.AsSpan(filled));
            Assert.NotEqual(0, count);
            filled += count;
        }

        return filled;
    }

    private static async Task<string> ReadAsync(EgressStream stream, int count)
    {
        byte[] bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, Cancel);
        return Encoding.ASCII.GetString(bytes);
    }
}
