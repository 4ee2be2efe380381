using System.Buffers;
using System.Text;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Access.Sessions;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Account.Sessions;

/// <summary>
/// What shows that the holder of a key wants a session: well-formed, for this deployment, challenge and session key, and not yet held against any key.
/// </summary>
internal abstract class SessionProof
{
    /// <summary>What it answers.</summary>
    internal required Challenge Challenge { get; init; }

    /// <summary>The kind of key that makes such.</summary>
    internal abstract KeyKind Kind { get; }

    /// <summary>Whether it gives no more than scopes that only read.</summary>
    internal virtual bool OnlyReads => false;

    /// <summary>Whether a key, which is of the kind, made it.</summary>
    internal abstract bool IsBy(KeyDocument key);

    /// <summary>What is to be kept of the key that made it.</summary>
    /// <exception cref="RequestException">forbidden: the key's holder should know of this.</exception>
    internal virtual KeyDocument Note(KeyDocument key) => key;

    /// <summary>Passkeys open no sessions here.</summary>
    internal static RequestException NoRelyingParty() => new(
        ErrorCode.Forbidden, "No passkey opens sessions in this deployment: its measured configuration has no webAuthn, the site for which passkeys sign.");

    /// <summary>A proof that says the wrong thing, whoever made it.</summary>
    protected static RequestException Refused(string message) => new(ErrorCode.Unauthenticated, message);

    /// <summary>Reads base64url.</summary>
    protected static byte[] ReadBase64Url(string text, string member, int longest) =>
        text.Length <= (longest + 2) / 3 * 4 && Ascii.IsValid(text) && Base64UrlText.TryDecode(Encoding.ASCII.GetBytes(text), out byte[] bytes) && bytes.Length <= longest
            ? bytes
            : throw new RequestException($"{member} must be base64url without padding, of at most {longest} bytes.");

    /// <summary>Reads exactly so many bytes in hexadecimal.</summary>
    protected static byte[] ReadHex(string text, string member, int length)
    {
        byte[] bytes = new byte[length];
        return text.Length == 2 * length && Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done
            ? bytes
            : throw new RequestException($"{member} must be {2 * length} hexadecimal digits.");
    }
}
