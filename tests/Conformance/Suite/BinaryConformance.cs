using NeoServiceLayer.Tests.Conformance.Enclaves;
using NeoServiceLayer.Tests.Conformance.Peers;

namespace NeoServiceLayer.Tests.Conformance.Suite;

/// <summary>What shows only where the enclave is a process of its own: all that it takes of the machine's memory.</summary>
/// <typeparam name="TTransport">How the enclave is reached.</typeparam>
public abstract partial class BinaryConformance<TTransport>(TTransport transport) : SocketConformance<TTransport>(transport)
    where TTransport : Transport
{
    [Fact]
    public void Long_frames_of_tiny_members_on_many_connections_cost_one_table_of_names()
    {
        const int Peers = 8;
        const int Longest = 4 << 20;

        // The table and those it outgrew, before the collector has come, and what buffers vary by. A table each took 770 MB.
        const long OneTable = 128L << 20;
        using RunningEnclave enclave = Transport.Start($$"""{"maxFrameBytes":{{Longest}}}""");
        List<Peer> peers = [.. Enumerable.Range(0, Peers).Select(_ => enclave.Dial())];
        long frames = MostWhileAsking(enclave, peers, Peer.PingOfLength("many", Longest));
        long names = MostWhileAsking(enclave, peers, TinyMembers("many", Longest));
        Assert.InRange(names - frames, long.MinValue, OneTable);
        peers.ForEach(peer => peer.Dispose());
    }

    /// <summary>The most memory that the enclave has while all peers send a body and wait for its answer.</summary>
    private static long MostWhileAsking(RunningEnclave enclave, List<Peer> peers, byte[] body)
    {
        long most = 0;
        List<Thread> asking = peers.ConvertAll(peer => new Thread(() =>
        {
            peer.Send(body);
            peer.Receive().MustSucceed("many");
        })
        { IsBackground = true });
        asking.ForEach(thread => thread.Start());
        foreach (Thread thread in asking)
        {
            while (!thread.Join(TimeSpan.FromMilliseconds(5)))
            {
                most = Math.Max(most, enclave.MemoryInUse());
            }
        }

        return most;
    }

    /// <summary>A ping of as many names as a body of <paramref name="length"/> bytes can have.</summary>
    private static byte[] TinyMembers(string id, int length)
    {
        string start = Peer.Request(id)[..^1] + ",\"x\":[{\"\":0}";
        const string Member = ",{\"\":0}";
        int members = (length - start.Length - 2) / Member.Length;
        return System.Text.Encoding.UTF8.GetBytes(start + string.Concat(Enumerable.Repeat(Member, members)) + "]}");
    }
}
