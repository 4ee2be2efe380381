using NeoServiceLayer.Image.Eif;
using NeoServiceLayer.Image.Files;

namespace NeoServiceLayer.Image.Commands;

/// <summary><c>image verify</c>: whether an image is right, and is the expected one.</summary>
internal static class VerifyCommand
{
    /// <summary>The image's measurements, when all that are expected are equal. PCR8 is compared when it is expected.</summary>
    /// <exception cref="ImageException">The image is not right, or another one. The sentence names every register that differs.</exception>
    internal static byte[] Run(string path, string pcrsPath)
    {
        IReadOnlyDictionary<string, string> expected = MeasurementsJson.ReadExpected(pcrsPath);
        using FileStream file = InputFile.Open(path);
        Measurements measurements = EifReader.Read(file).Measurements;
        Dictionary<string, string> found = measurements.All.ToDictionary(
            register => register.Name, register => Convert.ToHexStringLower(register.Value), StringComparer.Ordinal);
        string[] differences =
        [
            .. expected.Where(register => found.GetValueOrDefault(register.Key) != register.Value)
                .OrderBy(register => register.Key, StringComparer.Ordinal)
                .Select(register => found.TryGetValue(register.Key, out string? value)
                    ? $"{register.Key} is {value} and should be {register.Value}"
                    : $"{register.Key} should be {register.Value}, but the image is not signed"),
        ];
        return differences.Length == 0
            ? MeasurementsJson.ToBytes(measurements)
            : throw new ImageException($"The image is another than expected: {string.Join("; ", differences)}.");
    }
}
