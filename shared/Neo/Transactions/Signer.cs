using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Neo.Transactions;

/// <summary>Whose agreement a transaction carries, and where it counts (neo-project/neo, Signer).</summary>
public sealed class Signer
{
    /// <summary>How many contracts, groups or rules a signer may list.</summary>
    public const int MaxItems = 16;

    private const WitnessScopes Known = WitnessScopes.CalledByEntry | WitnessScopes.CustomContracts
        | WitnessScopes.CustomGroups | WitnessScopes.WitnessRules | WitnessScopes.Global;

    /// <summary>The script hash of the account.</summary>
    public required UInt160 Account { get; init; }

    /// <summary>Where its witness counts.</summary>
    public required WitnessScopes Scopes { get; init; }

    /// <summary>The contracts, with <see cref="WitnessScopes.CustomContracts"/>; otherwise empty.</summary>
    public IReadOnlyList<UInt160> AllowedContracts { get; init; } = [];

    /// <summary>The groups, with <see cref="WitnessScopes.CustomGroups"/>; otherwise empty.</summary>
    public IReadOnlyList<PublicKey> AllowedGroups { get; init; } = [];

    /// <summary>The rules, with <see cref="WitnessScopes.WitnessRules"/>; otherwise empty.</summary>
    public IReadOnlyList<WitnessRule> Rules { get; init; } = [];

    internal static Signer Read(ref NeoReader reader)
    {
        UInt160 account = reader.ReadUInt160("signer's account");
        int start = reader.Offset;
        var scopes = (WitnessScopes)reader.ReadByte("signer's scopes");
        if ((scopes & ~Known) != 0)
        {
            throw new NeoFormatException($"signer's scopes: 0x{(int)scopes:x2} has unknown bits", start);
        }

        if (scopes.HasFlag(WitnessScopes.Global) && scopes != WitnessScopes.Global)
        {
            throw new NeoFormatException("signer's scopes: Global stands with others", start);
        }

        return new Signer
        {
            Account = account,
            Scopes = scopes,
            AllowedContracts = scopes.HasFlag(WitnessScopes.CustomContracts) ? ReadContracts(ref reader) : [],
            AllowedGroups = scopes.HasFlag(WitnessScopes.CustomGroups) ? ReadGroups(ref reader) : [],
            Rules = scopes.HasFlag(WitnessScopes.WitnessRules) ? ReadRules(ref reader) : [],
        };
    }

    internal void WriteTo(NeoWriter writer)
    {
        writer.WriteHash(Account);
        writer.WriteByte((byte)Scopes);
        if (Scopes.HasFlag(WitnessScopes.CustomContracts))
        {
            writer.WriteVarInt(AllowedContracts.Count);
            foreach (UInt160 contract in AllowedContracts)
            {
                writer.WriteHash(contract);
            }
        }

        if (Scopes.HasFlag(WitnessScopes.CustomGroups))
        {
            writer.WriteVarInt(AllowedGroups.Count);
            foreach (PublicKey group in AllowedGroups)
            {
                WriteGroup(writer, group);
            }
        }

        if (Scopes.HasFlag(WitnessScopes.WitnessRules))
        {
            writer.WriteVarInt(Rules.Count);
            foreach (WitnessRule rule in Rules)
            {
                rule.WriteTo(writer);
            }
        }
    }

    /// <summary>Reads a compressed point of the curve; nodes write groups in no other form.</summary>
    internal static PublicKey ReadGroup(ref NeoReader reader)
    {
        int start = reader.Offset;
        return PublicKey.TryParse(reader.ReadBytes(PublicKey.CompressedLength, "group"), out PublicKey? key)
            ? key
            : throw new NeoFormatException("group: no compressed point of secp256r1", start);
    }

    internal static void WriteGroup(NeoWriter writer, PublicKey group) => writer.WriteBytes(group.ToBytes());

    private static UInt160[] ReadContracts(ref NeoReader reader)
    {
        var contracts = new UInt160[reader.ReadVarInt(MaxItems, "number of allowed contracts")];
        for (int i = 0; i < contracts.Length; i++)
        {
            contracts[i] = reader.ReadUInt160("allowed contract");
        }

        return contracts;
    }

    private static PublicKey[] ReadGroups(ref NeoReader reader)
    {
        var groups = new PublicKey[reader.ReadVarInt(MaxItems, "number of allowed groups")];
        for (int i = 0; i < groups.Length; i++)
        {
            groups[i] = ReadGroup(ref reader);
        }

        return groups;
    }

    private static WitnessRule[] ReadRules(ref NeoReader reader)
    {
        var rules = new WitnessRule[reader.ReadVarInt(MaxItems, "number of witness rules")];
        for (int i = 0; i < rules.Length; i++)
        {
            rules[i] = WitnessRule.Read(ref reader);
        }

        return rules;
    }
}
