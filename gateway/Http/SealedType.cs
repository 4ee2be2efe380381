namespace NeoServiceLayer.Gateway.Http;

/// <summary>The media type of requests and answers that are sealed: what is encapsulated, ciphertext and tag; and nonce, ciphertext and tag.</summary>
internal static class SealedType
{
    internal const string Name = "application/vnd.nsl.sealed";
}
