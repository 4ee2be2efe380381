using System.Buffers.Binary;
using System.Text;

namespace NeoServiceLayer.Tests.Sealing;

/// <summary>
/// What a value leaves in memory: any 32 bytes in a row of it (88, of a form that is long), as it is, in base64, in hex, and each of these as text is
/// in .NET's strings.
/// </summary>
internal sealed class Traces
{
    /// <summary>So much of a form is compared, from every eighth byte of it on: 32 bytes in a row have such a place with so much behind it.</summary>
    private const int Compared = 24;
    private const int Step = 8;
    private const int Long = 256 << 10;
    private const int LongStep = 64;

    /// <summary>Bits of a sieve that nearly every other word of memory falls through.</summary>
    private const int SieveBits = 1 << 24;

    private readonly List<(string Name, byte[] Bytes)> forms = [];
    private readonly Dictionary<ulong, (int Form, int At)> places = [];
    private readonly uint[] sieve = new uint[SieveBits / 32];

    internal Traces(ReadOnlySpan<byte> value)
    {
        Add("as it is", value.ToArray());
        foreach ((string name, string text) in (ReadOnlySpan<(string, string)>)
            [("base64", Convert.ToBase64String(value)), ("hex", Convert.ToHexStringLower(value)), ("upper hex", Convert.ToHexString(value))])
        {
            Add(name, Encoding.ASCII.GetBytes(text));
            Add(name + " in a string", Encoding.Unicode.GetBytes(text));
        }

        Add("in a string", Encoding.Unicode.GetBytes(Encoding.Latin1.GetString(value)));
    }

    /// <summary>The first trace in a piece of memory, in words; null if there is none.</summary>
    internal string? In(ReadOnlySpan<byte> memory)
    {
        for (int at = 0; at + Compared <= memory.Length; at++)
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(memory[at..]);
            (int index, uint bit) = Place(word);
            if ((sieve[index] & bit) != 0 && places.TryGetValue(word, out (int Form, int At) place)
                && memory.Slice(at, Compared).SequenceEqual(forms[place.Form].Bytes.AsSpan(place.At, Compared)))
            {
                return $"{forms[place.Form].Name}, from its byte {place.At}";
            }
        }

        return null;
    }

    private void Add(string name, byte[] form)
    {
        forms.Add((name, form));
        for (int at = 0; at + Compared <= form.Length; at += form.Length < Long ? Step : LongStep)
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(form.AsSpan(at));
            places.TryAdd(word, (forms.Count - 1, at));
            (int index, uint bit) = Place(word);
            sieve[index] |= bit;
        }
    }

    private static (int Index, uint Bit) Place(ulong word)
    {
        const ulong Spread = 0x9E37_79B9_7F4A_7C15;
        uint hash = (uint)((word * Spread) >> 40);
        return ((int)(hash / 32), 1u << (int)(hash % 32));
    }
}
