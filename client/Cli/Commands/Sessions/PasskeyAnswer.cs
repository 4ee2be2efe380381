using System.Text;
using System.Text.Json;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Cli.Commands.Sessions;

/// <summary>Reads what a browser gave: a PublicKeyCredential as its toJSON() writes it (W3C WebAuthn Level 3, 5.1).</summary>
internal static class PasskeyAnswer
{
    /// <exception cref="UsageException">It is none.</exception>
    internal static (string KeyId, WebAuthnAssertion Assertion) Read(byte[] text, string file)
    {
        try
        {
            using JsonDocument credential = JsonDocument.Parse(text);
            JsonElement root = credential.RootElement;
            JsonElement response = root.GetProperty("response");
            return Base64UrlText.TryDecode(Encoding.UTF8.GetBytes(Text(root, "rawId")), out byte[] rawId)
                ? (OpeningKeyId.OfPasskey(rawId), new WebAuthnAssertion
                {
                    ClientDataJson = Text(response, "clientDataJSON"),
                    AuthenticatorData = Text(response, "authenticatorData"),
                    Signature = Text(response, "signature"),
                })
                : throw new FormatException();
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UsageException($"The file '{file}' is not what navigator.credentials.get gave, as toJSON() writes it.");
        }
    }

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? throw new FormatException();
}
