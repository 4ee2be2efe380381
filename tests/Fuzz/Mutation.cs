namespace NeoServiceLayer.Tests.Fuzz;

/// <summary>Changes inputs: bits, bytes, interesting numbers, cuts, repeats, and pieces of one in another.</summary>
internal static class Mutation
{
    private static readonly byte[][] Pieces =
    [
        "{"u8.ToArray(), "}"u8.ToArray(), "\""u8.ToArray(), "\\u0061"u8.ToArray(), "\\ud800"u8.ToArray(), ",\"a\":1"u8.ToArray(),
        "[[[["u8.ToArray(), "1e9"u8.ToArray(), "-0"u8.ToArray(), [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0xFD, 0xFF, 0xFF], [0xFE], [0xC3, 0x28],
        [0x41, 0x62, 0x7D, 0x5B, 0x52], [0x0C, 0x14], [0xC0], [0xC1], [0x8D], [0x80],
    ];

    internal static byte[] Of(IReadOnlyList<byte[]> inputs, Random random)
    {
        List<byte> bytes = [.. inputs[random.Next(inputs.Count)]];
        int changes = 1 + random.Next(4);
        for (int i = 0; i < changes; i++)
        {
            Change(bytes, inputs, random);
        }

        return [.. bytes];
    }

    private static void Change(List<byte> bytes, IReadOnlyList<byte[]> inputs, Random random)
    {
        int at = random.Next(bytes.Count + 1);
        int length = Math.Min(bytes.Count - at, 1 + random.Next(8));
        switch (random.Next(7))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                break;
            case 5:
                byte[] other = inputs[random.Next(inputs.Count)];
                int from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(64))]);
                break;
            default:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
        }
    }
}
