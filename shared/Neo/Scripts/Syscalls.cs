using System.Security.Cryptography;
using System.Text;

namespace NeoServiceLayer.Neo.Scripts;

/// <summary>
/// The services that a script may ask a node for. SYSCALL's operand is the first 4 bytes of SHA-256 of the name
/// (neo-project/neo, InteropDescriptor).
/// </summary>
public static class Syscalls
{
    /// <summary>Bytes of SYSCALL's operand.</summary>
    public const int HashLength = 4;

    /// <summary>Calls a method of a contract.</summary>
    public const string ContractCall = "System.Contract.Call";

    private static readonly string[] Known =
    [
        ContractCall, "System.Contract.CallNative", "System.Contract.GetCallFlags",
        "System.Contract.CreateStandardAccount", "System.Contract.CreateMultisigAccount",
        "System.Contract.NativeOnPersist", "System.Contract.NativePostPersist",
        "System.Crypto.CheckSig", "System.Crypto.CheckMultisig",
        "System.Iterator.Next", "System.Iterator.Value",
        "System.Runtime.Platform", "System.Runtime.GetNetwork", "System.Runtime.GetAddressVersion",
        "System.Runtime.GetTrigger", "System.Runtime.GetTime", "System.Runtime.GetScriptContainer",
        "System.Runtime.GetExecutingScriptHash", "System.Runtime.GetCallingScriptHash",
        "System.Runtime.GetEntryScriptHash", "System.Runtime.LoadScript", "System.Runtime.CheckWitness",
        "System.Runtime.GetInvocationCounter", "System.Runtime.GetRandom", "System.Runtime.Log",
        "System.Runtime.Notify", "System.Runtime.GetNotifications", "System.Runtime.GasLeft",
        "System.Runtime.BurnGas", "System.Runtime.CurrentSigners",
        "System.Storage.GetContext", "System.Storage.GetReadOnlyContext", "System.Storage.AsReadOnly",
        "System.Storage.Get", "System.Storage.Find", "System.Storage.Put", "System.Storage.Delete",
        "System.Storage.Local.Get", "System.Storage.Local.Find", "System.Storage.Local.Put",
        "System.Storage.Local.Delete",
    ];

    private static readonly Dictionary<uint, string> Names =
        Known.ToDictionary(name => BitConverter.ToUInt32(Hash(name)));

    /// <summary>The names that are known.</summary>
    public static IReadOnlyList<string> All => Known;

    /// <summary>The operand of SYSCALL for a name.</summary>
    public static byte[] Hash(string name) => SHA256.HashData(Encoding.ASCII.GetBytes(name))[..HashLength];

    /// <summary>The name that SYSCALL's operand stands for, or null.</summary>
    public static string? Find(ReadOnlySpan<byte> operand) => operand.Length == HashLength
        ? Names.GetValueOrDefault(BitConverter.ToUInt32(operand))
        : null;
}
