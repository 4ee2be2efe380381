using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Keys;

namespace NeoServiceLayer.Enclave.Local;

/// <summary>
/// The deployment that a folder holds: <c>root.key</c>, <c>genesis.json</c>, and <c>initialised</c> once there is state. They are
/// made in that order, each whole or not at all, so a start that was cut off is finished by the next.
/// </summary>
internal static class LocalDeployment
{
    private const UnixFileMode OthersRead = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Loads what the folder holds, or makes a new deployment in it.</summary>
    /// <exception cref="IOException">One sentence about what is wrong.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be used.</exception>
    internal static Deployment Load(string folder, TimeProvider clock)
    {
        string rootFile = Path.Combine(folder, "root.key");
        string genesisFile = Path.Combine(folder, "genesis.json");
        string marker = Path.Combine(folder, "initialised");
        bool isNew = !File.Exists(marker);
        RootKey root = File.Exists(rootFile) ? ReadRoot(rootFile) : MakeRoot(rootFile, isNew && !File.Exists(genesisFile));
        try
        {
            if (!File.Exists(genesisFile))
            {
                Require(isNew, $"{genesisFile} is missing, and this deployment has state: put the file back.");
                DurableFile.Write(genesisFile, WholeGenesis.Write(root, EnclaveMode.Local, clock));
            }

            byte[] genesis = File.ReadAllBytes(genesisFile);
            WholeGenesis.Check(genesis, root, EnclaveMode.Local);
            return new Deployment(genesis, EnclaveMode.Local, root, RootKeySource.File, isNew, () => DurableFile.Write(marker, []));
        }
        catch (FormatException wrong)
        {
            root.Dispose();
            throw new IOException($"{genesisFile}: {wrong.Message}", wrong);
        }
        catch
        {
            // The key does not stay in memory without an owner, whatever went wrong.
            root.Dispose();
            throw;
        }
    }

    private static RootKey ReadRoot(string file)
    {
        Require((File.GetUnixFileMode(file) & OthersRead) == 0, $"{file} can be read by others: run 'chmod 600 {file}'.");
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        Require(stream.Length == RootKey.Length, $"{file} is not a root key: it has {stream.Length} bytes, not {RootKey.Length}.");
        using SecretBytes kept = new(RootKey.Length);
        stream.ReadExactly(kept.Span);
        return RootKey.From(kept.Span);
    }

    private static RootKey MakeRoot(string file, bool mayMake)
    {
        Require(mayMake, $"{file} is missing, and what this deployment keeps opens with it alone: put the file back.");
        using SecretBytes made = SecretBytes.Random(RootKey.Length);
        DurableFile.Write(file, made.Span);
        return RootKey.From(made.Span);
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new IOException(otherwise);
        }
    }
}
