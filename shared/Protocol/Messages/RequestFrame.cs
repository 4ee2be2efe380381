using System.Text;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Protocol.Messages;

/// <summary>
/// A request as it was received: slices of the frame, valid as long as the frame is. Text that holds no escape is
/// where it was; the rest was unescaped into the scratch space given.
/// </summary>
public ref struct RequestFrame
{
    /// <summary>The most characters (Unicode code points) of a requestId.</summary>
    public const int MaxIdCharacters = 128;

    /// <summary>The most bytes of a requestId in UTF-8.</summary>
    public const int MaxIdBytes = MaxIdCharacters * 4;

    /// <summary>The scratch space that <see cref="Read"/> needs, in bytes.</summary>
    public const int ScratchLength = 3 * MaxNameBytes;

    /// <summary>The most characters of a stamp, all of them ASCII: twice what one with every claim has.</summary>
    public const int MaxAuthLength = 4096;

    private const int MaxNameBytes = MaxIdBytes;

    /// <summary>The requestId, unescaped; empty if it could not be read.</summary>
    public ReadOnlySpan<byte> Id { get; private set; }

    /// <summary>The requestId as it was written, with its quotes: what the response repeats. <c>""</c> if it could not be read.</summary>
    public ReadOnlySpan<byte> IdToken { get; private set; }

    /// <summary>The service's name.</summary>
    public ReadOnlySpan<byte> Service { get; private set; }

    /// <summary>The operation's name.</summary>
    public ReadOnlySpan<byte> Operation { get; private set; }

    /// <summary>The payload from its first brace to the matching one, byte for byte.</summary>
    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>The stamp; empty if there is none.</summary>
    public ReadOnlySpan<byte> Auth { get; private set; }

    /// <summary>Whether payload and stamp are inside of <see cref="Sealed"/>; then there are none outside.</summary>
    public bool IsSealed { get; private set; }

    /// <summary>What payload and stamp are sealed in, base64 as UTF-8.</summary>
    public ReadOnlySpan<byte> Sealed { get; private set; }

    /// <summary>The milliseconds from arrival within which the caller wants an answer; negative if it did not say.</summary>
    public long DeadlineMilliseconds { get; private set; }

    /// <summary>Whether a receipt is wanted, also for an operation whose answers have none by themselves.</summary>
    public bool WantsReceipt { get; private set; }

    /// <summary>Reads a frame's body. Every byte of it is checked before anything of it is used.</summary>
    /// <param name="body">The frame's body.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> bytes that live as long as the result is used.</param>
    /// <param name="request">The request; when something is wrong, with its id if that could be read.</param>
    /// <param name="problem">What was wrong, for people; else empty.</param>
    /// <returns>Null if all is well, else <see cref="ErrorCode.MalformedJson"/> or <see cref="ErrorCode.InvalidEnvelope"/>.</returns>
    public static ErrorCode? Read(ReadOnlySpan<byte> body, Span<byte> scratch, out RequestFrame request, out string problem)
    {
        RequestMembers members = default;
        StrictJsonError error = StrictJson.Check(body, ref members, out int offset);
        request = new RequestFrame { IdToken = "\"\""u8, DeadlineMilliseconds = -1 };
        bool named = request.ReadId(members.Id, scratch[..MaxNameBytes]);
        if (error != StrictJsonError.None)
        {
            problem = StrictJsonProblem.Describe(error, offset);
            return ErrorCode.MalformedJson;
        }

        problem = !named
            ? "requestId must be a string of 1 to 128 characters."
            : request.ReadRest(members, scratch[MaxNameBytes..]);
        return problem.Length == 0 ? null : ErrorCode.InvalidEnvelope;
    }

    private bool ReadId(ReadOnlySpan<byte> token, Span<byte> scratch)
    {
        if (!TryReadText(token, scratch, out ReadOnlySpan<byte> id) || id.IsEmpty || CountCharacters(id) > MaxIdCharacters)
        {
            return false;
        }

        Id = id;
        IdToken = token;
        return true;
    }

    private string ReadRest(in RequestMembers members, Span<byte> scratch)
    {
        if (!TryReadText(members.Service, scratch[..MaxNameBytes], out ReadOnlySpan<byte> service) || service.IsEmpty)
        {
            return "serviceType must be the name of a service, a string.";
        }

        if (!TryReadText(members.Operation, scratch[MaxNameBytes..], out ReadOnlySpan<byte> operation) || operation.IsEmpty)
        {
            return "operation must be the name of an operation, a string.";
        }

        if (members.Payload.IsEmpty || members.Payload[0] != (byte)'{')
        {
            return "payload must be an object; {} if the operation takes nothing.";
        }

        if (!TryReadAuth(members.Auth, out ReadOnlySpan<byte> auth))
        {
            return "auth must be a string: a stamp, without escapes.";
        }

        if (!IsAbsentOr((byte)'"', members.TraceParent))
        {
            return "traceparent must be a string.";
        }

        WantsReceipt = members.WantReceipt.SequenceEqual("true"u8);
        if (!WantsReceipt && !members.WantReceipt.IsEmpty && !members.WantReceipt.SequenceEqual("false"u8) && !IsNull(members.WantReceipt))
        {
            return "wantReceipt must be true or false.";
        }

        Service = service;
        Operation = operation;
        Payload = members.Payload;
        Auth = auth;
        string problem = ReadSealed(members.Sealed);
        return problem.Length == 0 ? ReadDeadline(members.Deadline) : problem;
    }

    private string ReadSealed(ReadOnlySpan<byte> token)
    {
        if (token.IsEmpty || IsNull(token))
        {
            return "";
        }

        if (token[0] != (byte)'"' || token.Contains((byte)'\\'))
        {
            return "sealed must be a string: base64, without escapes.";
        }

        if (!Auth.IsEmpty)
        {
            return "A sealed request has its stamp inside of what is sealed, and no auth beside it.";
        }

        if (Payload[1..^1].ContainsAnyExcept(" \t\r\n"u8))
        {
            return "A sealed request has its payload inside of what is sealed, and {} in the payload's place.";
        }

        IsSealed = true;
        Sealed = token[1..^1];
        return "";
    }

    private string ReadDeadline(ReadOnlySpan<byte> token)
    {
        if (token.IsEmpty || IsNull(token))
        {
            return "";
        }

        if (!System.Buffers.Text.Utf8Parser.TryParse(token, out uint milliseconds, out int used) || used != token.Length)
        {
            return "deadlineMs must be a whole number of milliseconds from 0 to 4294967295.";
        }

        DeadlineMilliseconds = milliseconds;
        return "";
    }

    /// <summary>A stamp is base64url and dots: nothing in it is ever escaped.</summary>
    internal static bool TryReadAuth(ReadOnlySpan<byte> token, out ReadOnlySpan<byte> auth)
    {
        auth = default;
        if (token.IsEmpty || IsNull(token))
        {
            return true;
        }

        if (token[0] != (byte)'"' || token.Length > MaxAuthLength + 2 || token.Contains((byte)'\\'))
        {
            return false;
        }

        auth = token[1..^1];
        return true;
    }

    private static bool IsAbsentOr(byte first, ReadOnlySpan<byte> token) =>
        token.IsEmpty || token[0] == first || IsNull(token);

    private static bool IsNull(ReadOnlySpan<byte> token) => token.SequenceEqual("null"u8);

    /// <summary>A string's text, where it is or unescaped into <paramref name="scratch"/>; false if it is no string, or longer.</summary>
    internal static bool TryReadText(ReadOnlySpan<byte> token, Span<byte> scratch, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (token.Length < 2 || token[0] != (byte)'"')
        {
            return false;
        }

        ReadOnlySpan<byte> raw = token[1..^1];
        if (!raw.Contains((byte)'\\'))
        {
            text = raw;
            return raw.Length <= MaxNameBytes;
        }

        return TryUnescape(raw, scratch, out text);
    }

    private static bool TryUnescape(ReadOnlySpan<byte> raw, Span<byte> scratch, out ReadOnlySpan<byte> text)
    {
        // Written as escapes, each byte of the text takes up to six.
        Span<byte> whole = stackalloc byte[MaxNameBytes * 6];
        int length = raw.Length <= whole.Length ? EscapedName.Unescape(raw, whole) : int.MaxValue;
        if (length > scratch.Length)
        {
            text = default;
            return false;
        }

        whole[..length].CopyTo(scratch);
        text = scratch[..length];
        return true;
    }

    private static int CountCharacters(ReadOnlySpan<byte> utf8)
    {
        if (Ascii.IsValid(utf8))
        {
            return utf8.Length;
        }

        int count = 0;
        foreach (byte unit in utf8)
        {
            count += (unit & 0xC0) == 0x80 ? 0 : 1;
        }

        return count;
    }
}
