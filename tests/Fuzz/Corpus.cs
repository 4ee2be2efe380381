using System.Security.Cryptography;

namespace NeoServiceLayer.Tests.Fuzz;

/// <summary>A folder of inputs to begin with, one a file.</summary>
internal static class Corpus
{
    internal static byte[][] Read(string folder) =>
        [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    /// <summary>Adds those of the inputs that take a branch which nothing before them does, short ones first.</summary>
    internal static void Extend(string folder, FuzzTarget target, IEnumerable<byte[]> inputs)
    {
        Coverage coverage = new();
        foreach (byte[] input in Read(folder))
        {
            NewBranches(coverage, target, input);
        }

        foreach (byte[] input in inputs.OrderBy(input => input.Length))
        {
            if (NewBranches(coverage, target, input) > 0)
            {
                Keep(folder, string.Empty, input);
            }
        }
    }

    /// <summary>Writes an input to a file that is named after what is in it.</summary>
    internal static string Keep(string folder, string prefix, byte[] input)
    {
        string file = Path.Combine(folder, prefix + Convert.ToHexStringLower(SHA256.HashData(input))[..16]);
        File.WriteAllBytes(file, input);
        return file;
    }

    private static int NewBranches(Coverage coverage, FuzzTarget target, byte[] input)
    {
        int before = coverage.Branches;
        Coverage.BeginRun();
        target(input);
        coverage.TakeNew();
        return coverage.Branches - before;
    }
}
