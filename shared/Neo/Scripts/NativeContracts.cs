using System.Numerics;
using NeoServiceLayer.Neo.Hashing;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Neo.Scripts;

/// <summary>The contracts that are part of every N3 network; their hashes are made from their names.</summary>
public static class NativeContracts
{
    /// <summary>The GAS token: 8 decimals.</summary>
    public static readonly UInt160 Gas = HashOf("GasToken");

    /// <summary>The NEO token: indivisible.</summary>
    public static readonly UInt160 Neo = HashOf("NeoToken");

    private static readonly Dictionary<UInt160, string> Names = new[]
    {
        "ContractManagement", "StdLib", "CryptoLib", "LedgerContract", "NeoToken", "GasToken", "PolicyContract",
        "RoleManagement", "OracleContract", "Notary", "Treasury",
    }.ToDictionary(HashOf);

    /// <summary>All of them: hash and name.</summary>
    public static IReadOnlyDictionary<UInt160, string> All => Names;

    /// <summary>The name of the native contract with that hash, or null.</summary>
    public static string? Find(UInt160 hash) => Names.GetValueOrDefault(hash);

    // A contract's hash is that of a script made of its sender, checksum and name; a native one has no sender and checksum 0.
    private static UInt160 HashOf(string name) => Hash.Hash160(new ScriptBuilder()
        .Emit(OpCode.ABORT)
        .Push(default(UInt160))
        .Push(BigInteger.Zero)
        .Push(name)
        .ToArray());
}
