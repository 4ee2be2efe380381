using System.Text.Json;

namespace NeoServiceLayer.Enclave.Chain.Rpc;

/// <summary>Strings of hostile JSON.</summary>
internal static class JsonText
{
    /// <summary>The string that the reader is at.</summary>
    /// <exception cref="NodeException">It is none that could be: a surrogate without its other half, or bytes that are no UTF-8.</exception>
    internal static string Read(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new NodeException(NodeFailure.Malformed);
        }
        catch (InvalidOperationException malformed)
        {
            throw new NodeException(NodeFailure.Malformed, cause: malformed);
        }
    }
}
