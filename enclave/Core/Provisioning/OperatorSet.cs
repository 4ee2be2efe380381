using System.Buffers.Text;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Protocol.Stamps;
using NeoServiceLayer.Provisioning;

namespace NeoServiceLayer.Enclave.Core.Provisioning;

/// <summary>The operators of the configuration, with keys that were read. Any thread.</summary>
internal sealed class OperatorSet
{
    private const int MaxName = 64;
    private OperatorSet(int threshold, IReadOnlyList<EnclaveOperator> members)
    {
        Threshold = threshold;
        Members = members;
    }

    /// <summary>How many must act together.</summary>
    internal int Threshold { get; }

    /// <summary>Each of them, as the configuration lists them.</summary>
    internal IReadOnlyList<EnclaveOperator> Members { get; }

    /// <summary>Reads the configuration's.</summary>
    /// <exception cref="FormatException">One sentence about what is wrong.</exception>
    internal static OperatorSet Read(OperatorSettings settings)
    {
        EnclaveOperator[] members = [.. settings.Members.Select(Read)];
        if (members.Length is 0 or > Dealing.MaxShares)
        {
            throw new FormatException($"The configuration's operators.members must be 1 to {Dealing.MaxShares}.");
        }

        if (settings.Threshold < 1 || settings.Threshold > members.Length)
        {
            throw new FormatException("The configuration's operators.threshold must be a whole number from 1 to the number of operators.");
        }

        return members.DistinctBy(member => member.KeyId).Count() == members.Length && members.DistinctBy(member => member.Name).Count() == members.Length
            ? new OperatorSet(settings.Threshold, members)
            : throw new FormatException("The configuration's operators.members must each have a name and a key of their own.");
    }

    /// <summary>The operator with this key; null if there is none.</summary>
    internal EnclaveOperator? Find(string keyId) => Members.FirstOrDefault(member => member.KeyId == keyId);

    private static EnclaveOperator Read(OperatorMember member)
    {
        if (member?.Name is not { Length: > 0 and <= MaxName } name)
        {
            throw new FormatException($"The configuration's operators.members must have names of 1 to {MaxName} characters.");
        }

        return new EnclaveOperator { Name = name, Key = ReadKey(name, member.Key) };
    }

    private static StampKey ReadKey(string name, JsonWebKey key) => key is { Kty: "EC", Crv: "P-256" } && StampKey.TryCreate(key.X, key.Y, out StampKey? read)
        ? read
        : throw new FormatException($"The key of the configuration's operator {name} must be a JWK of P-256: kty EC, crv P-256, and x and y in base64url.");
}

/// <summary>An operator.</summary>
internal sealed record EnclaveOperator
{
    private const byte Uncompressed = 4;

    /// <summary>What people call him.</summary>
    internal required string Name { get; init; }

    /// <summary>What his stamps are verified with; it lives as long as the enclave.</summary>
    internal required StampKey Key { get; init; }

    /// <summary>The key's id.</summary>
    internal string KeyId => Key.KeyId;

    /// <summary>The same key as a point, 65 bytes: what his share is sealed to.</summary>
    internal byte[] SealTo => [Uncompressed, .. Base64Url.DecodeFromChars(Key.X), .. Base64Url.DecodeFromChars(Key.Y)];
}
