using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace NeoServiceLayer.Protocol.Json;

/// <summary>What <see cref="StrictJson"/> found wrong first.</summary>
public enum StrictJsonError
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The bytes are not UTF-8.</summary>
    InvalidUtf8,

    /// <summary>The grammar of RFC 8259 is broken: comments, trailing commas and a byte-order mark too.</summary>
    InvalidSyntax,

    /// <summary>The value ends before it is complete.</summary>
    Truncated,

    /// <summary>There is something after the value.</summary>
    TrailingData,

    /// <summary>An object has two members of one name, however they are escaped.</summary>
    DuplicateKey,

    /// <summary>An escape names half a surrogate pair.</summary>
    LoneSurrogate,

    /// <summary>Objects and arrays are nested deeper than 64.</summary>
    TooDeep,
}

/// <summary>
/// Takes the members of the outermost object while it is being checked, so that an envelope is read in the same pass.
/// </summary>
public interface IMemberSink
{
    /// <summary>
    /// A member that is complete and well-formed; what comes after it is not yet known to be.
    /// </summary>
    /// <param name="name">The name's bytes between its quotes, escapes and all.</param>
    /// <param name="value">The value's bytes: a string with its quotes, an object with its braces.</param>
    void Member(scoped ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);
}

/// <summary>
/// One pass over a JSON text that accepts exactly RFC 8259 in UTF-8, without duplicate names at any depth and without lone
/// surrogates, nested to 64. Nothing is built, and nothing is allocated but the table of a text of thousands of names. Two readers of a text that passes cannot
/// disagree about what it says.
/// </summary>
public ref partial struct StrictJson
{
    /// <summary>How deep objects and arrays may nest.</summary>
    public const int MaxDepth = 64;

    private const int OuterDepth = 1;

    private readonly ReadOnlySpan<byte> text;
    private readonly KeySet keys;
    private int position;
    private StrictJsonError error;

    private StrictJson(ReadOnlySpan<byte> text, KeySet keys)
    {
        this.text = text;
        this.keys = keys;
    }

    /// <summary>Checks a whole text that may be any JSON value.</summary>
    /// <param name="text">The text.</param>
    /// <param name="offset">Where the first error is, in bytes; the text's length if there is none.</param>
    public static StrictJsonError Check(ReadOnlySpan<byte> text, out int offset)
    {
        NoSink none = default;
        return Check(text, ref none, out offset);
    }

    /// <summary>Checks a whole text and hands the members of the outermost object, if it is one, to a sink.</summary>
    public static StrictJsonError Check<TSink>(ReadOnlySpan<byte> text, ref TSink sink, out int offset)
        where TSink : struct, IMemberSink, allows ref struct
    {
        if (!Utf8.IsValid(text))
        {
            // The members before the broken byte are read all the same, so that the answer can name the request.
            offset = Utf8Prefix.ValidLength(text);
            CheckValid(text[..offset], ref sink, out _);
            return StrictJsonError.InvalidUtf8;
        }

        return CheckValid(text, ref sink, out offset);
    }

    private static StrictJsonError CheckValid<TSink>(ReadOnlySpan<byte> text, ref TSink sink, out int offset)
        where TSink : struct, IMemberSink, allows ref struct
    {
        KeySet keys = KeySet.Rent();
        try
        {
            StrictJson json = new(text, keys);
            json.Document(ref sink);
            offset = json.position;
            return json.error;
        }
        finally
        {
            keys.Return();
        }
    }

    private void Document<TSink>(ref TSink sink)
        where TSink : struct, IMemberSink, allows ref struct
    {
        SkipSpace();
        bool whole = Peek() == '{' ? OuterObject(ref sink) : Value(0);
        if (whole)
        {
            SkipSpace();
            if (position < text.Length)
            {
                Fail(StrictJsonError.TrailingData);
            }
        }
    }

    private bool OuterObject<TSink>(ref TSink sink)
        where TSink : struct, IMemberSink, allows ref struct
    {
        keys.Open(OuterDepth);
        position++;
        SkipSpace();
        if (Peek() == '}')
        {
            position++;
            return true;
        }

        while (true)
        {
            if (!Name(OuterDepth, out ReadOnlySpan<byte> name))
            {
                return false;
            }

            int start = position;
            if (!Value(OuterDepth))
            {
                return false;
            }

            sink.Member(name, text[start..position]);
            if (!Separator((byte)'}', out bool closed))
            {
                return false;
            }

            if (closed)
            {
                return true;
            }
        }
    }

    /// <summary>One value of any kind inside <paramref name="depth"/> open objects and arrays.</summary>
    private bool Value(int depth)
    {
        switch (Peek())
        {
            case (byte)'"':
                return String(out _);
            case (byte)'{':
                return depth < MaxDepth ? Object(depth + 1) : Fail(StrictJsonError.TooDeep);
            case (byte)'[':
                return depth < MaxDepth ? Array(depth + 1) : Fail(StrictJsonError.TooDeep);
            case (byte)'t':
                return Literal("true"u8);
            case (byte)'f':
                return Literal("false"u8);
            case (byte)'n':
                return Literal("null"u8);
            default:
                return Number();
        }
    }

    private bool Object(int depth)
    {
        keys.Open(depth);
        position++;
        SkipSpace();
        if (Peek() == '}')
        {
            position++;
            return true;
        }

        while (true)
        {
            if (!Name(depth, out _) || !Value(depth) || !Separator((byte)'}', out bool closed))
            {
                return false;
            }

            if (closed)
            {
                return true;
            }
        }
    }

    private bool Array(int depth)
    {
        position++;
        SkipSpace();
        if (Peek() == ']')
        {
            position++;
            return true;
        }

        while (true)
        {
            if (!Value(depth) || !Separator((byte)']', out bool closed))
            {
                return false;
            }

            if (closed)
            {
                return true;
            }
        }
    }

    /// <summary>A member's name with its colon; the name is new in its object.</summary>
    private bool Name(int depth, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (Peek() != '"')
        {
            return Fail(StrictJsonError.InvalidSyntax);
        }

        int start = position + 1;
        if (!String(out bool escaped))
        {
            return false;
        }

        name = text[start..(position - 1)];
        if (!keys.TryAdd(text, depth, new Key(start, name.Length, escaped)))
        {
            position = start - 1;
            return Fail(StrictJsonError.DuplicateKey);
        }

        SkipSpace();
        if (Peek() != ':')
        {
            return Fail(StrictJsonError.InvalidSyntax);
        }

        position++;
        SkipSpace();
        return true;
    }

    /// <summary>A comma and what leads to the next element, or the end of the object or array.</summary>
    private bool Separator(byte close, out bool closed)
    {
        SkipSpace();
        int next = Peek();
        closed = next == close;
        if (closed)
        {
            position++;
            return true;
        }

        if (next != ',')
        {
            return Fail(StrictJsonError.InvalidSyntax);
        }

        position++;
        SkipSpace();
        return true;
    }

    private bool Literal(ReadOnlySpan<byte> word)
    {
        ReadOnlySpan<byte> rest = text[position..];
        if (rest.StartsWith(word))
        {
            position += word.Length;
            return true;
        }

        if (word.StartsWith(rest))
        {
            position = text.Length;
        }

        return Fail(StrictJsonError.InvalidSyntax);
    }

    /// <summary>Most texts have no white space: then this is one comparison, and no call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipSpace()
    {
        if (position < text.Length && text[position] <= (byte)' ')
        {
            SkipSpaces();
        }
    }

    private void SkipSpaces()
    {
        while (position < text.Length && text[position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            position++;
        }
    }

    /// <summary>The next byte, or −1 at the end.</summary>
    private readonly int Peek() => position < text.Length ? text[position] : -1;

    private bool Fail(StrictJsonError reason)
    {
        error = reason == StrictJsonError.InvalidSyntax && position >= text.Length ? StrictJsonError.Truncated : reason;
        return false;
    }

    private readonly struct NoSink : IMemberSink
    {
        public void Member(scoped ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
        {
        }
    }
}
