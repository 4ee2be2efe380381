using System.Security.Cryptography;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Keys;

namespace NeoServiceLayer.Perf.Load.State;

/// <summary>A new deployment in a folder, as enclave-local keeps one: it can go on with what is stored under it.</summary>
internal static class LocalState
{
    internal static Deployment Create(string folder)
    {
        Directory.CreateDirectory(folder);
        byte[] kept = RandomNumberGenerator.GetBytes(RootKey.Length);
        RootKey root = RootKey.From(kept);
        byte[] genesis = WholeGenesis.Write(root, EnclaveMode.Local, TimeProvider.System);
        string rootFile = Path.Combine(folder, "root.key");
        File.WriteAllBytes(rootFile, kept);
        File.SetUnixFileMode(rootFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllBytes(Path.Combine(folder, "genesis.json"), genesis);
        return new Deployment(
            genesis, EnclaveMode.Local, root, RootKeySource.File, isNew: true,
            () => File.WriteAllBytes(Path.Combine(folder, "initialised"), []));
    }
}
