using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.Chain.Rpc;

/// <summary>What an end point says.</summary>
/// <param name="Canonical">What others must say to agree.</param>
/// <param name="Value">The answer.</param>
/// <param name="Remark">Words of the node that others may put otherwise; they count only if as many have the same.</param>
internal sealed record Vote<T>(UInt256 Canonical, T Value, string? Remark = null);

/// <summary>Counts what end points say that are asked the same at the same time.</summary>
/// <param name="quorum">How many must agree.</param>
internal sealed class Tally<T>(int quorum)
{
    private readonly List<(RpcEndpoint Endpoint, Vote<T> Vote)> votes = [];

    /// <summary>What enough agree on; null if nothing.</summary>
    internal Vote<T>? Winner { get; private set; }

    /// <summary>How many answered.</summary>
    internal int Votes => votes.Count;

    /// <summary>How many answered that they have not come so far yet.</summary>
    internal int Behind { get; private set; }

    /// <summary>Asks them all, and is done when enough agree or none is left. Those that are not waited for are compared when they answer.</summary>
    internal static async Task<Tally<T>> CountAsync(
        IReadOnlyList<RpcEndpoint> endpoints, int quorum, Func<RpcEndpoint, Task<Vote<T>>> ask, CancellationToken cancellationToken)
    {
        Tally<T> tally = new(quorum);
        List<Task<(RpcEndpoint Endpoint, Vote<T>? Vote, bool Behind)>> asked = [.. endpoints.Select(endpoint => AskAsync(endpoint, ask))];
        while (tally.Winner is null && asked.Count > 0)
        {
            Task<(RpcEndpoint Endpoint, Vote<T>? Vote, bool Behind)> next = await Task.WhenAny(asked).WaitAsync(cancellationToken);
            asked.Remove(next);
            (RpcEndpoint endpoint, Vote<T>? vote, bool behind) = await next;
            tally.Take(endpoint, vote, behind);
        }

        if (tally.Winner is { } winner)
        {
            tally.votes.ForEach(voted => voted.Endpoint.Compare(voted.Vote.Canonical == winner.Canonical));
            foreach (Task<(RpcEndpoint Endpoint, Vote<T>? Vote, bool Behind)> late in asked)
            {
                _ = CompareAsync(late, winner.Canonical);
            }
        }

        return tally;
    }

    private static async Task<(RpcEndpoint Endpoint, Vote<T>? Vote, bool Behind)> AskAsync(RpcEndpoint endpoint, Func<RpcEndpoint, Task<Vote<T>>> ask)
    {
        await Task.Yield();
        try
        {
            return (endpoint, await endpoint.UseAsync(ask), false);
        }
        catch (NodeException failed)
        {
            return (endpoint, null, failed.Failure == NodeFailure.Behind);
        }
    }

    private static async Task CompareAsync(Task<(RpcEndpoint Endpoint, Vote<T>? Vote, bool Behind)> late, UInt256 canonical)
    {
        (RpcEndpoint endpoint, Vote<T>? vote, _) = await late;
        if (vote is not null)
        {
            endpoint.Compare(vote.Canonical == canonical);
        }
    }

    private void Take(RpcEndpoint endpoint, Vote<T>? vote, bool behind)
    {
        Behind += behind ? 1 : 0;
        if (vote is null)
        {
            return;
        }

        votes.Add((endpoint, vote));
        Vote<T>[] same = [.. votes.Select(voted => voted.Vote).Where(other => other.Canonical == vote.Canonical)];
        if (same.Length >= quorum)
        {
            Winner = vote with { Remark = Array.TrueForAll(same, other => other.Remark == vote.Remark) ? vote.Remark : null };
        }
    }
}
