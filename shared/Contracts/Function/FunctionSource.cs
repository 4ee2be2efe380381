using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NeoServiceLayer.Contracts.Function;

/// <summary>
/// What a version of a function is made of, as far as it decides what the function does with what it was granted. Grants of secrets and
/// wallets name the hash of it, so that whoever may change a function cannot send what was granted elsewhere by another variable or host.
/// </summary>
/// <param name="SourceCode">The module.</param>
/// <param name="Handler">Which export runs.</param>
/// <param name="Environment">The variables.</param>
/// <param name="Secrets">Ids of secrets, by the name that the function calls them.</param>
/// <param name="Wallets">Ids of wallets, likewise.</param>
/// <param name="AllowedHosts">Where it may fetch from.</param>
public sealed record FunctionSource(
    string SourceCode,
    string Handler,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyDictionary<string, string> Secrets,
    IReadOnlyDictionary<string, string> Wallets,
    IReadOnlyList<string> AllowedHosts)
{
    private const string Tag = "nsl-function-source-v1";

    /// <summary>
    /// SHA-256, in 64 hexadecimal digits in lower case, over: the tag <c>nsl-function-source-v1</c>, the source code, the handler, then
    /// variables, secrets, wallets and hosts, each list as its count (4 bytes, big-endian) and its entries in ordinal order of their
    /// names, an entry of a map being name and value. Each text stands as the length of its UTF-8 (4 bytes, big-endian) and the bytes.
    /// </summary>
    public string Hash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, Tag);
        Add(hash, SourceCode);
        Add(hash, Handler);
        Add(hash, Environment);
        Add(hash, Secrets);
        Add(hash, Wallets);
        string[] hosts = [.. AllowedHosts.Order(StringComparer.Ordinal)];
        Add(hash, hosts.Length);
        Array.ForEach(hosts, host => Add(hash, host));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, IReadOnlyDictionary<string, string> map)
    {
        Add(hash, map.Count);
        foreach (string name in map.Keys.Order(StringComparer.Ordinal))
        {
            Add(hash, name);
            Add(hash, map[name]);
        }
    }

    private static void Add(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Add(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
