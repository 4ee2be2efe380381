using System.Text;

namespace NeoServiceLayer.Enclave.Function.Storage;

/// <summary>The order of keys: that of their UTF-8's bytes, as the index has it.</summary>
internal sealed class KeyOrder : IComparer<string>
{
    internal static readonly KeyOrder Instance = new();

    public int Compare(string? x, string? y) => Encoding.UTF8.GetBytes(x ?? "").AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y ?? ""));
}
