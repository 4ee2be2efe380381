using System.Globalization;
using NeoServiceLayer.Image.Eif;
using NeoServiceLayer.Image.Files;

namespace NeoServiceLayer.Image.Commands;

/// <summary><c>image extract</c>: puts each section's content into a file of a new folder, which is there whole or not at all.</summary>
internal static class ExtractCommand
{
    /// <summary>The names of the files, in the sections' order.</summary>
    /// <exception cref="ImageException">The image is not right, or the folder cannot be made.</exception>
    internal static byte[] Run(string path, string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(folder);
        if (Path.Exists(folder))
        {
            throw new ImageException($"{folder} is there already; extract into a new folder.");
        }

        using FileStream file = InputFile.Open(path);
        string fresh = MakeFolder(folder);
        try
        {
            List<string> names = [];
            EifReader.Read(file, (type, index) =>
            {
                names.Add(NameOf(type, index));
                return new FileStream(Path.Combine(fresh, names[^1]), FileMode.CreateNew);
            });
            Directory.Move(fresh, folder);
            return JsonText.Of(writer =>
            {
                writer.WriteStartArray("Files");
                names.ForEach(writer.WriteStringValue);
                writer.WriteEndArray();
            });
        }
        finally
        {
            if (Directory.Exists(fresh))
            {
                Directory.Delete(fresh, recursive: true);
            }
        }
    }

    private static string MakeFolder(string folder)
    {
        string fresh = folder + ".new";
        try
        {
            if (Path.Exists(fresh))
            {
                throw new ImageException($"{fresh} is in the way: the parts are put there first. Remove it.");
            }

            return Directory.CreateDirectory(fresh).FullName;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ImageException($"The folder {folder} cannot be made.");
        }
    }

    private static string NameOf(EifSectionType type, int index) => type switch
    {
        EifSectionType.Kernel => "kernel",
        EifSectionType.CommandLine => "cmdline",
        EifSectionType.Metadata => "metadata.json",
        EifSectionType.Signature => "signature.cbor",
        _ => string.Create(CultureInfo.InvariantCulture, $"ramdisk-{index}"),
    };
}
