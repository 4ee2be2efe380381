using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>
/// The secrets that a run has read, in the forms in which they slip into logs and results: as they are, as JSON escapes them, in base64 and
/// in hexadecimal. They stand in memory that is cleared.
/// </summary>
internal sealed class SecretWords
{
    private const string Redacted = "[redacted]";

    /// <summary>Shorter ones would take half of every text with them.</summary>
    private const int MinLength = 4;

    private readonly Lock gate = new();

    /// <summary>The longest first: it may have a shorter one in it.</summary>
    private readonly List<char[]> words = [];

    /// <summary>Takes a secret's value, valid UTF-8, which is only lent.</summary>
    internal void Add(ReadOnlySpan<byte> value)
    {
        char[] text = GC.AllocateArray<char>(Encoding.UTF8.GetCharCount(value), pinned: true);
        Encoding.UTF8.GetChars(value, text);
        if (text.Length < MinLength)
        {
            Clear(text);
            return;
        }

        char[] base64 = GC.AllocateArray<char>((value.Length + 2) / 3 * 4, pinned: true);
        Convert.TryToBase64Chars(value, base64, out _);
        char[] hexadecimal = GC.AllocateArray<char>(value.Length * 2, pinned: true);
        Convert.TryToHexStringLower(value, hexadecimal, out _);
        lock (gate)
        {
            foreach (char[] word in (char[][])[text, Escaped(text), base64, hexadecimal])
            {
                if (words.Exists(known => known.AsSpan().SequenceEqual(word)))
                {
                    Clear(word);
                }
                else
                {
                    words.Add(word);
                }
            }

            words.Sort((one, other) => other.Length.CompareTo(one.Length));
        }
    }

    internal string Redact(string text)
    {
        lock (gate)
        {
            foreach (char[] word in words)
            {
                text = Redact(text, word);
            }
        }

        return text;
    }

    internal void Clear()
    {
        lock (gate)
        {
            words.ForEach(Clear);
            words.Clear();
        }
    }

    private static string Redact(string text, ReadOnlySpan<char> word)
    {
        int at = text.AsSpan().IndexOf(word);
        if (at < 0)
        {
            return text;
        }

        StringBuilder kept = new();
        ReadOnlySpan<char> rest = text;
        for (; at >= 0; at = rest.IndexOf(word))
        {
            kept.Append(rest[..at]).Append(Redacted);
            rest = rest[(at + word.Length)..];
        }

        return kept.Append(rest).ToString();
    }

    /// <summary>As JSON.stringify writes it, without the quotes.</summary>
    private static char[] Escaped(ReadOnlySpan<char> text)
    {
        char[] room = GC.AllocateArray<char>(text.Length * 6, pinned: true);
        int length = 0;
        foreach (char character in text)
        {
            switch (character)
            {
                case '"' or '\\':
                    room[length++] = '\\';
                    room[length++] = character;
                    break;
                case '\b' or '\f' or '\n' or '\r' or '\t':
                    room[length++] = '\\';
                    room[length++] = character switch { '\b' => 'b', '\f' => 'f', '\n' => 'n', '\r' => 'r', _ => 't' };
                    break;
                case < ' ':
                    "\\u00".CopyTo(room.AsSpan(length));
                    room[length + 4] = (char)('0' + (character >> 4));
                    room[length + 5] = "0123456789abcdef"[character & 0xF];
                    length += 6;
                    break;
                default:
                    room[length++] = character;
                    break;
            }
        }

        char[] escaped = GC.AllocateArray<char>(length, pinned: true);
        room.AsSpan(0, length).CopyTo(escaped);
        Clear(room);
        return escaped;
    }

    private static void Clear(char[] word) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(word.AsSpan()));
}
