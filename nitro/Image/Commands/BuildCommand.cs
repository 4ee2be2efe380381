using System.Text;
using NeoServiceLayer.Image.Eif;
using NeoServiceLayer.Image.Files;
using NeoServiceLayer.Image.Ramdisks;
using NeoServiceLayer.Image.Signing;

namespace NeoServiceLayer.Image.Commands;

/// <summary><c>image build</c>: writes an image for x86_64, and its measurements. The same inputs give the same bytes.</summary>
internal static class BuildCommand
{
    private const int MaxCommandLineFile = 4096;
    private const int MaxKeyFile = 16 * 1024;

    /// <summary>Where a bzImage says what it is (boot.rst of the kernel).</summary>
    private const int KernelSignatureOffset = 0x202;

    private static ReadOnlySpan<byte> KernelSignature => "HdrS"u8;

    /// <exception cref="ImageException">Something that goes into the image is not right, or the image cannot be written.</exception>
    internal static byte[] Run(BuildOptions options)
    {
        FileContent kernel = OpenKernel(options.Kernel);
        byte[] commandLine = KernelCommandLine.Encode(options.CommandLine ?? ReadLine(options.CommandLineFile!));
        byte[] metadata = MetadataOf(options);
        IContent[] ramdisks = [.. options.Ramdisks.Select(OpenRamdisk)];
        ReadyRamdisk.CheckAlignment(ramdisks);
        (SigningCertificate Certificate, SigningKey Key)? signer = ReadSigner(options);

        using ReplacedFile output = new(options.Output);
        using EifWriter writer = new(output.Stream);
        writer.Add(EifSectionType.Kernel, kernel);
        writer.Add(EifSectionType.CommandLine, new MemoryContent(commandLine));
        writer.Add(EifSectionType.Metadata, new MemoryContent(metadata));
        foreach (IContent ramdisk in ramdisks)
        {
            writer.Add(EifSectionType.Ramdisk, ramdisk);
        }

        Measurements measurements = writer.Measurements;
        if (signer is (SigningCertificate certificate, SigningKey key))
        {
            writer.Add(EifSectionType.Signature, new MemoryContent(ImageSignature.Create(certificate, key, measurements.Pcr0)));
            measurements = measurements with { Pcr8 = certificate.Pcr8 };
        }

        writer.Finish();
        byte[] json = MeasurementsJson.ToBytes(measurements);
        Commit(output, options.Pcrs, json);
        return json;
    }

    private static void Commit(ReplacedFile image, string? pcrsPath, byte[] json)
    {
        if (pcrsPath is null)
        {
            image.Commit();
            return;
        }

        using ReplacedFile pcrs = new(pcrsPath);
        pcrs.Stream.Write(json);
        image.Commit();
        pcrs.Commit();
    }

    private static FileContent OpenKernel(string path)
    {
        FileContent kernel = new(path);
        byte[] start = kernel.ReadStart(KernelSignatureOffset + KernelSignature.Length);
        return start.AsSpan().EndsWith(KernelSignature) && start.Length == KernelSignatureOffset + KernelSignature.Length
            ? kernel
            : throw new ImageException($"{path} is no kernel of the format bzImage.");
    }

    private static IContent OpenRamdisk((RamdiskSource Source, string Path) ramdisk) => ramdisk.Source switch
    {
        RamdiskSource.Ready => ReadyRamdisk.Open(ramdisk.Path),
        RamdiskSource.CompressedList => new GzipContent(new NewcArchive(RamdiskList.Read(ramdisk.Path))),
        _ => new NewcArchive(RamdiskList.Read(ramdisk.Path)),
    };

    /// <summary>The text of a file, less the line feed that editors put at its end.</summary>
    private static string ReadLine(string path)
    {
        byte[] bytes = InputFile.ReadSmall(path, MaxCommandLineFile);
        string text = Encoding.Latin1.GetString(bytes);
        return text.EndsWith('\n') ? text[..^1] : text;
    }

    private static byte[] MetadataOf(BuildOptions options)
    {
        ImageMetadata metadata = new()
        {
            Name = options.Name,
            Version = options.Version,
            BuildTime = options.BuildTime,
            ToolVersion = ImageProgram.Version,
            KernelVersion = options.KernelVersion,
            Custom = options.MetadataFile is null ? null : InputFile.ReadSmall(options.MetadataFile, ImageMetadata.MaxCustom),
        };
        return metadata.ToBytes();
    }

    private static (SigningCertificate Certificate, SigningKey Key)? ReadSigner(BuildOptions options)
    {
        if (options.PrivateKey is null || options.Certificate is null)
        {
            return null;
        }

        byte[] key = InputFile.ReadSmall(options.PrivateKey, MaxKeyFile);
        try
        {
            return (SigningCertificate.Parse(InputFile.ReadSmall(options.Certificate, MaxKeyFile)), SigningKey.Parse(key));
        }
        finally
        {
            Array.Clear(key);
        }
    }
}
