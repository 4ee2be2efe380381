using System.Globalization;
using NeoServiceLayer.Image.Arguments;

namespace NeoServiceLayer.Image.Commands;

/// <summary>The command line of <c>image build</c>.</summary>
internal sealed record BuildOptions
{
    private static readonly string[] Once =
    [
        "kernel", "cmdline", "cmdline-file", "name", "image-version", "kernel-version", "metadata", "private-key", "signing-certificate",
        "output", "pcrs",
    ];

    private static readonly string[] Often = ["ramdisk", "compressed-ramdisk", "ramdisk-file"];

    internal required string Kernel { get; init; }

    /// <summary>The kernel's command line; else it is in the file.</summary>
    internal string? CommandLine { get; init; }

    internal string? CommandLineFile { get; init; }

    /// <summary>In order.</summary>
    internal required IReadOnlyList<(RamdiskSource Source, string Path)> Ramdisks { get; init; }

    internal required string Name { get; init; }

    internal required string Version { get; init; }

    internal required string KernelVersion { get; init; }

    /// <summary>The operator's own JSON object.</summary>
    internal string? MetadataFile { get; init; }

    internal required DateTimeOffset BuildTime { get; init; }

    /// <summary>Both are there, or neither.</summary>
    internal string? PrivateKey { get; init; }

    internal string? Certificate { get; init; }

    internal required string Output { get; init; }

    internal string? Pcrs { get; init; }

    /// <exception cref="UsageException">The command line is not right.</exception>
    internal static BuildOptions Parse(IReadOnlyList<string> words, Func<string, string?> variable)
    {
        CommandLine line = Arguments.CommandLine.Parse("build", words, Once, Often);
        line.RefuseWord();
        (RamdiskSource Source, string Path)[] ramdisks =
            [.. line.Options.Where(option => Often.Contains(option.Name)).Select(option => (SourceOf(option.Name), option.Value))];
        BuildOptions options = new()
        {
            Kernel = line.Need("kernel", "FILE"),
            CommandLine = line.Find("cmdline"),
            CommandLineFile = line.Find("cmdline-file"),
            Ramdisks = ramdisks,
            Name = line.Find("name") ?? "nsl",
            Version = line.Find("image-version") ?? ImageProgram.Version,
            KernelVersion = line.Find("kernel-version") ?? "unknown",
            MetadataFile = line.Find("metadata"),
            BuildTime = ParseEpoch(variable("SOURCE_DATE_EPOCH")),
            PrivateKey = line.Find("private-key"),
            Certificate = line.Find("signing-certificate"),
            Output = line.Need("output", "FILE"),
            Pcrs = line.Find("pcrs"),
        };
        options.Check();
        return options;
    }

    private static RamdiskSource SourceOf(string option) => option switch
    {
        "ramdisk" => RamdiskSource.List,
        "compressed-ramdisk" => RamdiskSource.CompressedList,
        _ => RamdiskSource.Ready,
    };

    private void Check()
    {
        if ((CommandLine is null) == (CommandLineFile is null))
        {
            throw new UsageException("The kernel's command line comes from --cmdline TEXT or from --cmdline-file FILE, one of the two.");
        }

        if (Ramdisks.Count == 0)
        {
            throw new UsageException("An image has a ramdisk at least: name one with --ramdisk LIST or --ramdisk-file FILE.");
        }

        if ((PrivateKey is null) != (Certificate is null))
        {
            throw new UsageException("A signed image takes both --private-key FILE and --signing-certificate FILE.");
        }

        if (Pcrs is not null && Path.GetFullPath(Pcrs) == Path.GetFullPath(Output))
        {
            throw new UsageException("--pcrs and --output name the same file.");
        }
    }

    private static DateTimeOffset ParseEpoch(string? seconds)
    {
        const long last = 253_402_300_799; // the year 9999 ends
        if (string.IsNullOrEmpty(seconds))
        {
            return DateTimeOffset.UnixEpoch;
        }

        return long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= last
            ? DateTimeOffset.FromUnixTimeSeconds(number)
            : throw new UsageException("SOURCE_DATE_EPOCH is not a number of seconds since 1970.");
    }
}
