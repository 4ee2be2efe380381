using NeoServiceLayer.Image;
using NeoServiceLayer.Image.Eif;
using Xunit;

namespace NeoServiceLayer.Tests.Image;

/// <summary>One run of the command in this process.</summary>
internal sealed record ImageRun(int Code, string Output, string Error)
{
    internal static ImageRun Of(params string[] arguments) => With(_ => null, arguments);

    internal static ImageRun With(Func<string, string?> variable, params string[] arguments)
    {
        StringWriter output = new() { NewLine = "\n" };
        StringWriter error = new() { NewLine = "\n" };
        int code = ImageProgram.Run(arguments, output, error, variable);
        return new ImageRun(code, output.ToString(), error.ToString());
    }
}

/// <summary>A folder with all that a small image is built from; gone with this.</summary>
internal sealed class ImageFolder : IDisposable
{
    internal const string KernelArguments = "reboot=k panic=30";

    private readonly string folder = Directory.CreateTempSubdirectory("nsl-image-").FullName;

    internal ImageFolder()
    {
        byte[] kernel = new byte[600];
        "HdrS"u8.CopyTo(kernel.AsSpan(0x202));
        Write("kernel", kernel);
        Write("init", "#!/bin/true\n"u8);
        Write("nsl.json", "{}"u8);
        Write(
            "boot.list",
            """
            # What the kernel needs before anything runs.
            file  /init         0755  init
            nod   /dev/console  0600  c 5 1
            dir   /dev          0755
            slink /sbin         init   # not measured apart
            """u8);
        Write("configuration.list", "dir /etc 0755\nfile /etc/nsl.json 0444 nsl.json\n"u8);
    }

    internal string this[string name] => Path.Combine(folder, name);

    /// <summary>A command line that builds <c>x.eif</c> and <c>x.json</c>.</summary>
    internal string[] BuildArguments =>
    [
        "build", "--kernel", this["kernel"], "--cmdline", KernelArguments, "--ramdisk", this["boot.list"],
        "--ramdisk", this["configuration.list"], "--output", this["x.eif"], "--pcrs", this["x.json"],
    ];

    internal string[] SigningArguments => ["--private-key", this["key.pem"], "--signing-certificate", this["certificate.pem"]];

    internal void Write(string name, ReadOnlySpan<byte> bytes) => File.WriteAllBytes(this[name], bytes);

    internal void WriteSigner(SignerOfTests signer)
    {
        File.WriteAllText(this["key.pem"], signer.KeyPem);
        File.WriteAllText(this["certificate.pem"], signer.CertificatePem);
    }

    /// <summary>Builds, with more arguments if any, and gives the image.</summary>
    internal byte[] Build(params string[] more)
    {
        ImageRun run = ImageRun.Of([.. BuildArguments, .. more]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return File.ReadAllBytes(this["x.eif"]);
    }

    internal static EifImage Read(byte[] image) => EifReader.Read(new MemoryStream(image));

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
