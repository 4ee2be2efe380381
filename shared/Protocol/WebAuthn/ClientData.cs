using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Protocol.WebAuthn;

/// <summary>
/// What a browser says of a passkey's assertion: its clientDataJSON (W3C WebAuthn Level 3, 5.8.1), read strictly. Members that are not known are
/// passed over, since there will be more.
/// </summary>
/// <param name="Type">What was done: <c>webauthn.get</c> for an assertion.</param>
/// <param name="Challenge">The challenge, base64url.</param>
/// <param name="Origin">The origin of the page that asked.</param>
/// <param name="IsCrossOrigin">Whether that page was a frame of another origin's.</param>
public readonly record struct ClientData(string Type, string Challenge, string Origin, bool IsCrossOrigin)
{
    /// <summary>The longest text that is read, in bytes: browsers write some hundreds.</summary>
    public const int LongestText = 4096;

    /// <summary>Reads the text; false if it is no strict JSON object with the members above.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out ClientData data)
    {
        data = default;
        Members members = default;
        if (json.Length > LongestText
            || StrictJson.Check(json, ref members, out _) != StrictJsonError.None
            || members.Escaped
            || !JoseValue.TryReadText(members.Type, out string type)
            || !JoseValue.TryReadText(members.Challenge, out string challenge)
            || !JoseValue.TryReadText(members.Origin, out string origin)
            || !TryReadFlag(members.CrossOrigin, out bool crossOrigin))
        {
            return false;
        }

        data = new ClientData(type, challenge, origin, crossOrigin || !members.TopOrigin.IsEmpty);
        return true;
    }

    /// <summary>A flag that may be absent, and is then false.</summary>
    private static bool TryReadFlag(ReadOnlySpan<byte> token, out bool flag)
    {
        flag = token.SequenceEqual("true"u8);
        return flag || token.IsEmpty || token.SequenceEqual("false"u8);
    }

    private ref struct Members : IMemberSink
    {
        internal ReadOnlySpan<byte> Type;
        internal ReadOnlySpan<byte> Challenge;
        internal ReadOnlySpan<byte> Origin;
        internal ReadOnlySpan<byte> CrossOrigin;
        internal ReadOnlySpan<byte> TopOrigin;

        /// <summary>Whether a name is written with escapes, which browsers never do: another reader might take it for one of these.</summary>
        internal bool Escaped;

        public void Member(scoped ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
        {
            Escaped |= name.Contains((byte)'\\');
            switch (name)
            {
                case var known when known.SequenceEqual("type"u8):
                    Type = value;
                    break;
                case var known when known.SequenceEqual("challenge"u8):
                    Challenge = value;
                    break;
                case var known when known.SequenceEqual("origin"u8):
                    Origin = value;
                    break;
                case var known when known.SequenceEqual("crossOrigin"u8):
                    CrossOrigin = value;
                    break;
                case var known when known.SequenceEqual("topOrigin"u8):
                    TopOrigin = value;
                    break;
            }
        }
    }
}
