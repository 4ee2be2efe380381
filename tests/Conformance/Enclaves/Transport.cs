using System.Text;
using NeoServiceLayer.Tests.Conformance.Peers;

namespace NeoServiceLayer.Tests.Conformance.Enclaves;

/// <summary>A way to reach an enclave; each conformance class has one.</summary>
public abstract class Transport : IDisposable
{
    private readonly Lazy<RunningEnclave> shared;

    private protected Transport() => shared = new Lazy<RunningEnclave>(() => Start("""{"maxConnections":1024}"""));

    /// <summary>The enclave of all tests of the class that need no limits of their own.</summary>
    internal RunningEnclave Shared => shared.Value;

    /// <summary>The configuration for peers that vanish and leave answers unread.</summary>
    internal virtual string ForVanishingPeers => """{"maxConnections":1024}""";

    /// <summary>Whether a peer that sends no more and still reads is seen as such at the other end.</summary>
    internal virtual bool PassesHalfCloses => true;

    /// <summary>Whether a running enclave can be asked to end, as SIGTERM does.</summary>
    internal virtual bool CanBeAskedToEnd => true;

    /// <summary>What its enclaves say that they are, in <c>system.getStatus</c>.</summary>
    internal virtual string Mode => "local";

    /// <summary>Starts an enclave with a configuration file's text.</summary>
    internal abstract RunningEnclave Start(string configuration);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (shared.IsValueCreated)
        {
            shared.Value.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    private protected static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}

/// <summary>An enclave that runs, until it is disposed.</summary>
internal abstract class RunningEnclave : IDisposable
{
    internal abstract RawStream Open();

    internal Peer Dial() => new(Open());

    /// <summary>Asks it to end, as SIGTERM does, and returns at once.</summary>
    internal abstract void BeginDrain();

    /// <summary>Waits until it has ended; gives the process's exit code (in this process 0).</summary>
    internal abstract int AwaitDrained();

    /// <summary>
    /// The memory that counts for bounds: what the process holds; or, in this process, what is alive: what tests beside this
    /// one leave to the collector is not the enclave's.
    /// </summary>
    internal virtual long MemoryInUse() => GC.GetTotalMemory(forceFullCollection: true);

    public abstract void Dispose();
}
