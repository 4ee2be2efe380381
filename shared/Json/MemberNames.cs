using System.Numerics;
using System.Text;
using System.Text.Json;

namespace NeoServiceLayer.Json;

/// <summary>The names of an object's members, at most 64, and which of them must be there.</summary>
/// <remarks>
/// One text rather than an array: it is part of the program's file, and nothing is made of it at start. Members mostly come in their
/// own order, so the search goes on behind the last one found, and the first look is a hit.
/// </remarks>
/// <param name="text">The names with a space between two, as <c>"secretId name"u8</c>.</param>
/// <param name="required">A bit for each name: whether the member must be there. The first name's is the lowest.</param>
public ref struct MemberNames(ReadOnlySpan<byte> text, ulong required)
{
    private readonly ReadOnlySpan<byte> text = text;
    private readonly ulong required = required;
    private int next;
    private int nextAt;

    /// <summary>The number of the name that was found last.</summary>
    public int Current { get; private set; }

    /// <summary>Looks for the name that a reader is at.</summary>
    /// <returns>Whether it is one of these; then <see cref="Current"/> says which.</returns>
    public bool Find(scoped ref Utf8JsonReader reader)
    {
        int first = next;
        do
        {
            ReadOnlySpan<byte> name = NameAt(nextAt);
            Current = next++;
            nextAt += name.Length + 1;
            if (nextAt >= text.Length)
            {
                next = 0;
                nextAt = 0;
            }

            if (reader.ValueTextEquals(name))
            {
                return !text.IsEmpty;
            }
        }
        while (next != first);
        return false;
    }

    /// <summary>The first of those that must be there and are not; null if all are.</summary>
    /// <param name="given">A bit for each name: whether the member is there.</param>
    public readonly string? FirstMissing(ulong given)
    {
        ulong missing = required & ~given;
        if (missing == 0)
        {
            return null;
        }

        int at = 0;
        for (int before = BitOperations.TrailingZeroCount(missing); before > 0; before--)
        {
            at += NameAt(at).Length + 1;
        }

        return Encoding.UTF8.GetString(NameAt(at));
    }

    /// <summary>Whether all that must be there are.</summary>
    internal readonly bool AreEnough(ulong given) => (required & ~given) == 0;

    private readonly ReadOnlySpan<byte> NameAt(int at)
    {
        ReadOnlySpan<byte> rest = text[at..];
        int end = rest.IndexOf((byte)' ');
        return end < 0 ? rest : rest[..end];
    }
}
