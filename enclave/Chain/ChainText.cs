using System.Runtime.InteropServices;
using System.Text.Json;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Chain;

/// <summary>Reads what requests of several services hold as text; a refusal names the member and what it takes.</summary>
public static class ChainText
{
    /// <summary>Reads an account: an address, or a script hash.</summary>
    /// <param name="text">The text; null is refused like any other that is none.</param>
    /// <param name="member">Where it stands.</param>
    /// <exception cref="RequestException">invalidRequest.</exception>
    public static UInt160 ReadAccount(string? text, string member) =>
        Address.TryParse(text, out UInt160 account) || UInt160.TryParse(text, out account)
            ? account
            : throw new RequestException($"{member} must be a Neo N3 address, or a script hash: 0x and 40 hexadecimal digits.");

    /// <summary>Reads a NEP-21 context, the member <c>context</c>, and checks every signature in it. The reason of a refusal speaks of the sender's own bytes.</summary>
    /// <param name="json">The context.</param>
    /// <exception cref="RequestException">invalidRequest.</exception>
    public static ContractParametersContext ReadContext(JsonElement json)
    {
        try
        {
            return ContractParametersContext.Read(JsonMarshal.GetRawUtf8Value(json));
        }
        catch (NeoFormatException malformed)
        {
            throw new RequestException($"context is no NEP-21 context that is taken here: {malformed.Reason}.", malformed);
        }
    }
}
