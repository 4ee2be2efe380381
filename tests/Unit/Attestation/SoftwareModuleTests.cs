using NeoServiceLayer.Attestation;
using NeoServiceLayer.Enclave.Core.Attestation;
using NeoServiceLayer.Enclave.Local.SoftwareModule;
using Xunit;

namespace NeoServiceLayer.Tests.Attestation;

/// <summary>Local mode's module: the same verifier, and a root that must be named.</summary>
public sealed class SoftwareModuleTests
{
    [Fact]
    public void Its_documents_verify_under_its_root_and_say_what_they_bind()
    {
        using TestModule test = new();
        byte[] document = test.Module.Attest([1, 2], [3, 4, 5], [6]);
        AttestationResult result = AttestationVerifier.Verify(
            document, test.Policy with { UserData = new byte[] { 1, 2 }, Nonce = new byte[] { 3, 4, 5 } });
        Assert.Null(result.Failed);
        Assert.Equal([6], result.Document!.PublicKey!.Value.ToArray());
        Assert.Equal(Enumerable.Range(0, 16), result.Document.Pcrs.Keys);
        Assert.Equal(test.Module.ReadPcr(1), result.Document.Pcrs[1].ToArray());
        Assert.Equal(AttestationCheck.UserData, Failed(document, test.Policy with { UserData = new byte[] { 1, 3 } }));
        Assert.Equal(AttestationCheck.Nonce, Failed(document, test.Policy with { Nonce = new byte[] { 3, 4 } }));
        Assert.Equal(AttestationCheck.Nonce, Failed(test.Module.Attest([], [], []), test.Policy with { Nonce = new byte[] { 3 } }));
    }

    [Fact]
    public void No_other_root_vouches_for_them()
    {
        using TestModule test = new();
        using TestModule other = new();
        byte[] document = test.Module.Attest([], [], []);
        Assert.Equal(AttestationCheck.Root, Failed(document, test.Policy with { Root = AttestationRoot.Aws }));
        Assert.Equal(AttestationCheck.Root, Failed(document, test.Policy with { Root = other.Root }));
    }

    [Fact]
    public void Debug_mode_is_refused_by_name()
    {
        using TestModule test = new([]);
        Assert.Equal(AttestationCheck.DebugMode, Failed(test.Module.Attest([], [], []), test.Policy));
    }

    [Fact]
    public void Certificates_are_renewed_before_they_end()
    {
        using TestModule test = new();
        DateTimeOffset first = Verified(test).ValidUntil;
        test.Clock.Turn(TimeSpan.FromHours(1));
        Assert.Equal(first, Verified(test).ValidUntil);
        test.Clock.Turn(TimeSpan.FromHours(30));
        Assert.True(Verified(test).ValidUntil > test.Clock.GetUtcNow());
    }

    [Fact]
    public void Locked_registers_are_in_its_documents()
    {
        using TestModule test = new();
        test.Module.LockPcr(16);
        test.Module.LockPcr(31);
        Assert.Equal([.. Enumerable.Range(0, 17), 31], Verified(test).Pcrs.Keys);
        Assert.Throws<SecurityModuleException>(() => test.Module.LockPcr(15));
        Assert.Throws<SecurityModuleException>(() => test.Module.LockPcr(32));
        Assert.Throws<SecurityModuleException>(() => test.Module.ReadPcr(32));
    }

    [Fact]
    public void Binds_what_fits_and_no_more()
    {
        using TestModule test = new();
        Assert.Null(Failed(test.Module.Attest(new byte[512], new byte[512], new byte[1024]), test.Policy));
        Assert.Throws<SecurityModuleException>(() => test.Module.Attest(new byte[513], [], []));
        Assert.Throws<SecurityModuleException>(() => test.Module.Attest([], new byte[513], []));
        Assert.Throws<SecurityModuleException>(() => test.Module.Attest([], [], new byte[1025]));
    }

    [Fact]
    public void The_root_stays_that_of_the_folder()
    {
        using TestModule test = new();
        using LocalRoot again = LocalRoot.Load(test.Folder, test.Clock);
        using SoftwareSecurityModule restarted = new(again, TestModule.Measured(""), test.Clock);
        Assert.Null(Failed(restarted.Attest([], [], []), test.Policy));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(test.Folder, "local-root.key")));
        File.WriteAllText(Path.Combine(test.Folder, "local-root.key"), "none");
        Assert.Throws<IOException>(() => LocalRoot.Load(test.Folder, test.Clock));
    }

    [Fact]
    public void Its_registers_are_exported_as_nitro_cli_prints_them()
    {
        using TestModule test = new();
        LocalMeasurements.Export(test.Folder, TestModule.Measured("configuration"));
        byte[] file = File.ReadAllBytes(Path.Combine(test.Folder, "local-pcrs.json"));
        Assert.Null(Failed(test.Module.Attest([], [], []), test.Policy with { Measurements = Measurements.Parse(file) }));
        LocalMeasurements.Export(test.Folder, TestModule.Measured("another"));
        file = File.ReadAllBytes(Path.Combine(test.Folder, "local-pcrs.json"));
        Assert.Equal(
            AttestationCheck.Configuration,
            Failed(test.Module.Attest([], [], []), test.Policy with { Measurements = Measurements.Parse(file) }));
    }

    private static AttestationDocument Verified(TestModule test) =>
        AttestationVerifier.Verify(test.Module.Attest([], [], []), test.Policy).Document!;

    private static AttestationCheck? Failed(ReadOnlySpan<byte> bytes, AttestationPolicy policy) =>
        AttestationVerifier.Verify(bytes, policy).Failed;
}
