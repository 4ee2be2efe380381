using System.Buffers.Binary;
using System.Text.Json;
using NeoServiceLayer.Protocol.WebAuthn;

namespace NeoServiceLayer.Tests.Fuzz.Targets;

/// <summary>
/// What browsers and authenticators say is read as another reader of JSON reads it, and as the bytes lie: clientDataJSON and authenticatorData, whichever
/// the input may be.
/// </summary>
internal static class WebAuthnTarget
{
    private const int RpIdHashLength = 32;

    internal static bool Try(ReadOnlySpan<byte> input)
    {
        bool client = ClientData.TryRead(input, out ClientData said);
        if (client)
        {
            using JsonDocument document = JsonDocument.Parse(input.ToArray());
            JsonElement root = document.RootElement;
            Promise.Holds(root.GetProperty("type").GetString() == said.Type, "the same type");
            Promise.Holds(root.GetProperty("challenge").GetString() == said.Challenge, "the same challenge");
            Promise.Holds(root.GetProperty("origin").GetString() == said.Origin, "the same origin");
            bool crosses = (root.TryGetProperty("crossOrigin", out JsonElement flag) && flag.GetBoolean()) || root.TryGetProperty("topOrigin", out _);
            Promise.Holds(!crosses || said.IsCrossOrigin, "no frame that is not seen");
        }

        bool data = AuthenticatorData.TryRead(input, out AuthenticatorData read);
        if (data)
        {
            byte flags = input[RpIdHashLength];
            Promise.Holds(input.Length == AuthenticatorData.Length, "nothing behind the counter");
            Promise.Holds(read.SignCount == BinaryPrimitives.ReadUInt32BigEndian(input[(RpIdHashLength + 1)..]), "the counter");
            Promise.Holds(read.UserPresent == ((flags & 1) != 0) && read.UserVerified == ((flags & 4) != 0), "the flags");
            Promise.Holds(!read.IsFor("a name that no hash here is of"), "for no other");
        }

        return client || data;
    }
}
