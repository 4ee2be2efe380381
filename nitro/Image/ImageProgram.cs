using System.Text;
using NeoServiceLayer.Image.Arguments;
using NeoServiceLayer.Image.Commands;

namespace NeoServiceLayer.Image;

/// <summary>The command <c>image</c> from its arguments to its exit code.</summary>
internal static class ImageProgram
{
    private const int Done = 0;
    private const int Refused = 1;
    private const int Usage = 2;

    /// <summary>Three numbers with dots between them; they stand once, in Directory.Build.props.</summary>
    internal static string Version { get; } = typeof(ImageProgram).Assembly.GetName().Version!.ToString(3);

    /// <param name="arguments">The words behind the program's name.</param>
    /// <param name="output">Where answers and help go.</param>
    /// <param name="errors">Where the one sentence about a failure goes.</param>
    /// <param name="variable">An environment variable by name.</param>
    internal static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors, Func<string, string?> variable)
    {
        try
        {
            output.Write(Choose(arguments, variable));
            output.Flush();
            return Done;
        }
        catch (UsageException wrong)
        {
            errors.WriteLine("image: " + wrong.Message);
            return Usage;
        }
        catch (ImageException refused)
        {
            errors.WriteLine("image: " + refused.Message);
            return Refused;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // What can be foreseen has its own sentence; here are full disks and broken ones. The framework's text is not linked in.
            errors.WriteLine($"image: reading or writing failed (error 0x{failed.HResult:x}); is the disk full?");
            return Refused;
        }
    }

    private static string Choose(IReadOnlyList<string> arguments, Func<string, string?> variable)
    {
        if (arguments.Count == 0 || arguments[0] == "--help")
        {
            return ImageHelp.General + "\n";
        }

        if (arguments[0] == "--version")
        {
            return $"image {Version}\n";
        }

        string[] rest = [.. arguments.Skip(1)];
        bool help = rest.Contains("--help");
        return arguments[0] switch
        {
            "build" => help ? ImageHelp.Build + "\n" : Text(BuildCommand.Run(BuildOptions.Parse(rest, variable))),
            "describe" => help ? ImageHelp.Describe + "\n" : Describe(rest),
            "verify" => help ? ImageHelp.Verify + "\n" : Verify(rest),
            "extract" => help ? ImageHelp.Extract + "\n" : Extract(rest),
            _ => throw new UsageException($"There is no command '{arguments[0]}'; there are build, describe, verify and extract."),
        };
    }

    private static string Describe(string[] words) => Text(DescribeCommand.Run(CommandLine.Parse("describe", words, []).NeedWord("IMAGE")));

    private static string Verify(string[] words)
    {
        CommandLine line = CommandLine.Parse("verify", words, ["pcrs"]);
        return Text(VerifyCommand.Run(line.NeedWord("IMAGE"), line.Need("pcrs", "FILE")));
    }

    private static string Extract(string[] words)
    {
        CommandLine line = CommandLine.Parse("extract", words, ["output"]);
        return Text(ExtractCommand.Run(line.NeedWord("IMAGE"), line.Need("output", "FOLDER")));
    }

    private static string Text(byte[] json) => Encoding.ASCII.GetString(json);
}
