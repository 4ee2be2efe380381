using System.Buffers;
using System.Text;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Messages;

namespace NeoServiceLayer.Protocol.Sealing;

/// <summary>What is sealed in a request: <c>{"auth":…,"payload":{…}}</c>. The stamp covers the payload in here, byte for byte.</summary>
public static class SealedRequestText
{
    /// <summary>Writes it.</summary>
    /// <param name="auth">The stamp, which needs no escapes; empty if there is none.</param>
    /// <param name="payload">A JSON object.</param>
    public static SecretBuffer Write(string auth, ReadOnlySpan<byte> payload)
    {
        SecretBuffer text = new(payload.Length + auth.Length + 32);
        if (auth.Length == 0)
        {
            text.Write("{"u8);
        }
        else
        {
            text.Write("{\"auth\":\""u8);
            text.Advance(Encoding.ASCII.GetBytes(auth, text.GetSpan(auth.Length)));
            text.Write("\","u8);
        }

        text.Write("\"payload\":"u8);
        text.Write(payload);
        text.Write("}"u8);
        return text;
    }

    /// <summary>Reads it. Every byte is checked before anything is used.</summary>
    /// <returns>Where in the text payload and stamp are; the stamp's length is 0 if there is none.</returns>
    /// <exception cref="RequestException">malformedJson or invalidEnvelope.</exception>
    internal static (Range Payload, Range Auth) Read(ReadOnlySpan<byte> text)
    {
        RequestMembers members = default;
        StrictJsonError error = StrictJson.Check(text, ref members, out int offset);
        if (error != StrictJsonError.None)
        {
            throw new RequestException(ErrorCode.MalformedJson, "In what is sealed: " + StrictJsonProblem.Describe(error, offset));
        }

        if (members.Payload.IsEmpty || members.Payload[0] != (byte)'{')
        {
            throw new RequestException(ErrorCode.InvalidEnvelope, "In what is sealed payload must be an object; {} if the operation takes nothing.");
        }

        if (!RequestFrame.TryReadAuth(members.Auth, out ReadOnlySpan<byte> auth))
        {
            throw new RequestException(ErrorCode.InvalidEnvelope, "In what is sealed auth must be a string: a stamp, without escapes.");
        }

        return (Place(text, members.Payload), Place(text, auth));
    }

    private static Range Place(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part)
    {
        text.Overlaps(part, out int start);
        return part.IsEmpty ? default : start..(start + part.Length);
    }
}
