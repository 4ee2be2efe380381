using System.Security.Cryptography;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Local;
using Xunit;

namespace NeoServiceLayer.Tests.State;

/// <summary>The deployment that a folder holds in local mode.</summary>
public sealed class LocalDeploymentTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("nsl-deployment-").FullName;

    private string RootFile => Path.Combine(folder, "root.key");

    private string GenesisFile => Path.Combine(folder, "genesis.json");

    private string Marker => Path.Combine(folder, "initialised");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_new_folder_becomes_a_deployment_and_stays_it()
    {
        using Deployment made = Load();
        Assert.True(made.IsNew);
        Assert.Equal(EnclaveMode.Local, made.Mode);
        Assert.Equal(RootKeySource.File, made.Source);
        Assert.Equal(RootKey.Length, File.ReadAllBytes(RootFile).Length);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(RootFile));
        Assert.Equal(SHA256.HashData(File.ReadAllBytes(GenesisFile)), made.GenesisId.ToArray());
        Assert.Equal(64, made.GenesisIdHex.Length);
        Assert.Equal(["genesis.json", "root.key"], Names());

        using Deployment again = Load();
        Assert.True(again.IsNew);
        Assert.Equal(made.GenesisIdHex, again.GenesisIdHex);
        again.MarkInitialised();
        again.MarkInitialised();
        Assert.False(again.IsNew);
        Assert.Equal(["genesis.json", "initialised", "root.key"], Names());

        using Deployment old = Load();
        Assert.False(old.IsNew);
        Assert.Equal(made.GenesisIdHex, old.GenesisIdHex);
    }

    [Fact]
    public void Two_folders_are_two_deployments()
    {
        using Deployment one = Load();
        using Deployment other = LocalDeployment.Load(Directory.CreateDirectory(Path.Combine(folder, "other")).FullName, TimeProvider.System);
        Assert.NotEqual(one.GenesisIdHex, other.GenesisIdHex);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    public void A_root_key_that_others_can_read_is_refused(UnixFileMode mode)
    {
        Load().Dispose();
        File.SetUnixFileMode(RootFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);
        MustBeRefused("can be read by others");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(RootKey.Length - 1)]
    [InlineData(RootKey.Length + 1)]
    public void A_root_key_of_another_length_is_refused(int length)
    {
        Load().Dispose();
        File.WriteAllBytes(RootFile, new byte[length]);
        MustBeRefused("is not a root key");
    }

    [Fact]
    public void A_root_key_or_genesis_record_of_another_deployment_is_refused()
    {
        Load().Dispose();
        byte[] root = File.ReadAllBytes(RootFile);
        byte[] genesis = File.ReadAllBytes(GenesisFile);
        File.WriteAllBytes(RootFile, RandomNumberGenerator.GetBytes(RootKey.Length));
        MustBeRefused("is not the one");
        File.WriteAllBytes(RootFile, root);
        File.WriteAllBytes(GenesisFile, genesis[1..]);
        MustBeRefused("is not one");
        File.WriteAllText(GenesisFile, System.Text.Encoding.UTF8.GetString(genesis).Replace("local", "nitro", StringComparison.Ordinal));
        MustBeRefused("not of mode local");
    }

    [Fact]
    public void What_is_missing_is_not_made_anew_once_it_was_used()
    {
        Load().Dispose();
        File.Move(RootFile, RootFile + ".away");
        MustBeRefused("root.key is missing");
        File.Move(RootFile + ".away", RootFile);
        using (Deployment used = Load())
        {
            used.MarkInitialised();
        }

        File.Delete(GenesisFile);
        MustBeRefused("genesis.json is missing");
        File.Delete(RootFile);
        MustBeRefused("root.key is missing");
    }

    [Fact]
    public void A_first_start_that_was_cut_off_is_finished_by_the_next()
    {
        Load().Dispose();
        byte[] root = File.ReadAllBytes(RootFile);
        File.Delete(GenesisFile);
        File.WriteAllBytes(GenesisFile + ".new", [1, 2, 3]);
        File.WriteAllBytes(Marker + ".new", []);
        using Deployment next = Load();
        Assert.True(next.IsNew);
        Assert.Equal(root, File.ReadAllBytes(RootFile));
        next.MarkInitialised();
        Assert.Equal(["genesis.json", "initialised", "root.key"], Names());
    }

    [Fact]
    public async Task The_marker_is_there_before_anything_is_served_and_a_folder_that_cannot_take_it_is_a_problem()
    {
        MemoryStore store = new();
        using (TestState state = TestState.Start(store, Load()))
        {
            await state.UntilOpenAsync();
            Assert.True(File.Exists(Marker));
            Assert.Single(state.Events, name => name == "state.initialised");
        }

        File.Delete(Marker);
        Directory.CreateDirectory(Marker + ".new");
        File.WriteAllText(Path.Combine(Marker + ".new", "in the way"), "");
        using TestState unmarked = TestState.Start(store, Load());
        StateProblem problem = await unmarked.UntilProblemAsync(StateProblemCode.StoreUnavailable);
        Assert.Contains("--state", problem.Message, StringComparison.Ordinal);
        Directory.Delete(Marker + ".new", recursive: true);
        await unmarked.UntilOpenAsync();
        Assert.True(File.Exists(Marker));
    }

    [Fact]
    public void Keys_differ_by_label_mode_and_context_and_are_stable()
    {
        using RootKey root = RootKey.From([.. Enumerable.Range(0, RootKey.Length).Select(i => (byte)i)]);
        using SecretBytes known = root.Derive(KeyLabel.Seal, EnclaveMode.Local, "context"u8);
        byte[] expected = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, [.. Enumerable.Range(0, 32).Select(i => (byte)i)], 32, "context"u8.ToArray(), "nsl/1 local seal"u8.ToArray());
        Assert.Equal(expected, known.Span.ToArray());
        string[] keys = [.. from label in new[] { KeyLabel.RecordKey, KeyLabel.RecordPrf, KeyLabel.Head, KeyLabel.Seal, KeyLabel.Idempotency, KeyLabel.GenesisCommitment }
                            from mode in Enum.GetValues<EnclaveMode>()
                            from context in new[] { "", "a", "b" }
                            select Hex(root, label, mode, context)];
        Assert.Equal(6 * 2 * 3, keys.Distinct().Count());
        known.Dispose();
        Assert.Equal(new byte[32], known.Span.ToArray());
    }

    private static string Hex(RootKey root, string label, EnclaveMode mode, string context)
    {
        using SecretBytes key = root.Derive(label, mode, System.Text.Encoding.ASCII.GetBytes(context));
        return Convert.ToHexString(key.Span);
    }

    private Deployment Load() => LocalDeployment.Load(folder, TimeProvider.System);

    private string[] Names() => [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    private void MustBeRefused(string why)
    {
        IOException refused = Assert.Throws<IOException>(() => Load().Dispose());
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
