using NeoServiceLayer.Enclave.Platform.Nsm;

namespace NeoServiceLayer.Tests.Unit.Platform;

/// <summary>A double of the module's driver: gives the answers that it was given, and keeps what it was asked.</summary>
internal sealed class NsmDouble : INsmDevice
{
    /// <summary>What QEMU's module says of itself: 32 registers of SHA-384.</summary>
    internal const string Description =
        "a16b44657363726962654e534da76664696765737466534841333834686d61785f706372731820696d6f64756c655f69646e692d313233342d656e633536"
        + "37386b6c6f636b65645f70637273830001026d76657273696f6e5f6d616a6f72016d76657273696f6e5f6d696e6f72006d76657273696f6e5f706174636800";

    private readonly Queue<byte[]> answers = new();

    internal NsmDouble(params ReadOnlySpan<string> answersInHex)
    {
        foreach (string answer in answersInHex)
        {
            answers.Enqueue(Convert.FromHexString(answer));
        }
    }

    internal List<string> Asked { get; } = [];

    internal bool IsDisposed { get; private set; }

    public int Exchange(ReadOnlySpan<byte> request, Span<byte> response)
    {
        Asked.Add(Convert.ToHexStringLower(request));
        byte[] answer = answers.Dequeue();
        answer.CopyTo(response);
        return answer.Length;
    }

    public void Dispose() => IsDisposed = true;
}
