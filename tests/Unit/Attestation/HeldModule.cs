using System.Collections.Concurrent;
using NeoServiceLayer.Enclave.Core.Attestation;
using Xunit;

namespace NeoServiceLayer.Tests.Attestation;

/// <summary>A security module that signs when it is told to, and counts.</summary>
/// <param name="signing">What makes the documents; null to give the nonce back.</param>
internal sealed class HeldModule(ISecurityModule? signing = null) : ISecurityModule
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim begun = new(0);
    private readonly SemaphoreSlim allowed = new(0);
    private int together;

    /// <summary>The nonces that came, in their order.</summary>
    internal ConcurrentQueue<byte[]> Nonces { get; } = new();

    /// <summary>The most documents that were being signed at once.</summary>
    internal int MostTogether { get; private set; }

    /// <summary>Whether a thread of the pool was ever made to wait.</summary>
    internal bool HeldThePool { get; private set; }

    internal bool Fails { get; set; }

    public byte[] Attest(ReadOnlySpan<byte> userData, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> publicKey)
    {
        Nonces.Enqueue(nonce.ToArray());
        MostTogether = Math.Max(MostTogether, Interlocked.Increment(ref together));
        HeldThePool |= Thread.CurrentThread.IsThreadPoolThread;
        begun.Release();
        Assert.True(allowed.Wait(Patience), "Nobody let the module go on.");
        Interlocked.Decrement(ref together);
        return Fails ? throw new SecurityModuleException("It was told to fail.")
            : signing?.Attest(userData, nonce, publicKey) ?? nonce.ToArray();
    }

    /// <summary>Waits until another document has been begun.</summary>
    internal async Task UntilBegunAsync() => Assert.True(await begun.WaitAsync(Patience, TestContext.Current.CancellationToken));

    /// <summary>Lets so many documents be signed.</summary>
    internal void Allow(int documents = 1) => allowed.Release(documents);

    public void FillRandom(Span<byte> destination) => throw new NotSupportedException();

    public byte[] ReadPcr(int index) => throw new NotSupportedException();

    public void LockPcr(int index) => throw new NotSupportedException();

    public void Dispose()
    {
        begun.Dispose();
        allowed.Dispose();
    }
}
