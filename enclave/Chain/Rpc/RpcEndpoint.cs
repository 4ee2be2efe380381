using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Enclave.Core.Host;

namespace NeoServiceLayer.Enclave.Chain.Rpc;

/// <summary>
/// One RPC end point of a network. It is asked only once it has said that it is of this network; one that fails rests, twice as long each
/// time up to half a minute, and is asked again. Any thread may use it.
/// </summary>
internal sealed class RpcEndpoint : IDisposable
{
    /// <summary>How many requests may be under way.</summary>
    private const int MaxConcurrent = 16;

    private static readonly TimeSpan FirstRest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(30);

    /// <summary>How long its word on its network holds.</summary>
    private static readonly TimeSpan VerifiedFor = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim slots = new(MaxConcurrent);
    private readonly Lock gate = new();
    private readonly Uri url;
    private readonly HostTrust trust;
    private readonly uint magic;
    private readonly TimeSpan timeout;
    private readonly IEgressHttp http;
    private readonly TimeProvider clock;
    private volatile bool single;
    private volatile bool disagrees;
    private long? verifiedAt;
    private NodeException? failure = new(NodeFailure.NotAsked);
    private int failures;
    private long failedAt;
    private uint? height;

    internal RpcEndpoint(RpcEndpointSettings settings, NetworkSettings network, IEgressHttp http, TimeProvider clock)
    {
        url = new Uri(settings.Url);
        trust = new HostTrust(settings.ReadPin());
        magic = network.Magic;
        timeout = TimeSpan.FromMilliseconds(network.TimeoutMs);
        this.http = http;
        this.clock = clock;
    }

    /// <summary>Host and port. The rest of its URL may hold a key to it, and is shown to nobody.</summary>
    internal string Host => $"{url.Host}:{url.Port}";

    /// <summary>Whether it failed a moment ago and is better left alone.</summary>
    internal bool IsResting
    {
        get
        {
            lock (gate)
            {
                return failures > 0 && clock.GetElapsedTime(failedAt) < Rest(failures);
            }
        }
    }

    /// <summary>The highest block that it said to have, null if it never said.</summary>
    internal uint? Height
    {
        get
        {
            lock (gate)
            {
                return height;
            }
        }
    }

    /// <summary>Does something with it, and notes whether that went well.</summary>
    /// <exception cref="NodeException">It gave no answer that counts.</exception>
    internal async Task<T> UseAsync<T>(Func<RpcEndpoint, Task<T>> work)
    {
        try
        {
            await VerifyAsync();
            T result = await work(this);
            Note(null);
            return result;
        }
        catch (NodeException failed)
        {
            Note(failed);
            throw;
        }
    }

    /// <summary>Asks it one thing or several at once.</summary>
    /// <param name="maxBytes">The longest answer.</param>
    /// <param name="calls">What.</param>
    /// <exception cref="NodeException">There is no answer, or one that is none.</exception>
    internal async Task<RpcReply[]> AskAsync(int maxBytes, params RpcCall[] calls)
    {
        if (calls.Length > 1 && !single)
        {
            if (await ExchangeAsync(maxBytes, calls) is { } replies)
            {
                return replies;
            }

            single = true;
        }

        RpcReply[] one = new RpcReply[calls.Length];
        for (int i = 0; i < calls.Length; i++)
        {
            one[i] = (await ExchangeAsync(maxBytes, calls[i]))![0];
        }

        return one;
    }

    /// <summary>Takes its block count, as it came with an answer; gives the index of its last block.</summary>
    internal uint See(RpcReply blockCount)
    {
        uint count = blockCount.ReadUInt32();
        lock (gate)
        {
            height = count > 0 ? count - 1 : throw new NodeException(NodeFailure.Malformed);
            return count - 1;
        }
    }

    /// <summary>Whether its last answer that could be compared was another than the quorum's.</summary>
    internal void Compare(bool agrees) => disagrees = !agrees;

    /// <summary>How it stands.</summary>
    /// <param name="least">The least height at which it counts.</param>
    internal EndpointStatus Describe(uint least)
    {
        lock (gate)
        {
            EndpointState state = failure switch
            {
                { Failure: NodeFailure.WrongNetwork } => EndpointState.WrongNetwork,
                not null and not { Failure: NodeFailure.Behind } => EndpointState.Unreachable,
                _ when height < least => EndpointState.Lagging,
                _ when disagrees => EndpointState.Disagrees,
                _ => EndpointState.Ok,
            };
            return new EndpointStatus
            {
                Host = Host,
                State = state,
                Height = height,
                Failure = state == EndpointState.Unreachable ? failure!.Word : null,
            };
        }
    }

    public void Dispose() => slots.Dispose();

    private static TimeSpan Rest(int failures) =>
        TimeSpan.FromTicks(Math.Min(LongestRest.Ticks, FirstRest.Ticks << Math.Min(failures - 1, 10)));

    private async Task VerifyAsync()
    {
        lock (gate)
        {
            if (verifiedAt is { } at && clock.GetElapsedTime(at) < VerifiedFor)
            {
                return;
            }
        }

        VersionAnswer version = (await AskAsync(1 << 16, RpcCall.Version))[0].Read(NodeJson.Default.VersionAnswer);
        if (version.Protocol.Network != magic)
        {
            throw new NodeException(NodeFailure.WrongNetwork);
        }

        lock (gate)
        {
            verifiedAt = clock.GetTimestamp();
        }
    }

    private void Note(NodeException? failed)
    {
        lock (gate)
        {
            failure = failed;
            if (failed is null or { Failure: NodeFailure.Behind })
            {
                failures = 0;
            }
            else if (failed.Failure != NodeFailure.Busy)
            {
                // Those that fail together, because they were asked together, are one failure.
                failures += failures == 0 || clock.GetElapsedTime(failedAt) >= Rest(failures) ? 1 : 0;
                failedAt = clock.GetTimestamp();
                verifiedAt = null;
            }
        }
    }

    private async Task<RpcReply[]?> ExchangeAsync(int maxBytes, params RpcCall[] calls)
    {
        if (!await slots.WaitAsync(timeout))
        {
            throw new NodeException(NodeFailure.Busy);
        }

        try
        {
            EgressResponse response = await http.SendAsync(new EgressRequest
            {
                Url = url,
                Method = "POST",
                Body = RpcCall.ToBody(calls),
                ContentType = "application/json",
                Trust = trust,
                MaxResponseBytes = maxBytes,
                Timeout = timeout,
            });
            // Some nodes give an error of a call a status of its own; it is an answer all the same.
            return response.Status == 200 || response.Body.Span.StartsWith("{"u8)
                ? RpcReply.ReadAll(response.Body, calls.Length)
                : throw new NodeException(NodeFailure.HttpStatus);
        }
        catch (EgressHttpException failed)
        {
            throw new NodeException(NodeFailure.Egress, failed.Failure.ToString(), failed);
        }
        finally
        {
            slots.Release();
        }
    }
}
