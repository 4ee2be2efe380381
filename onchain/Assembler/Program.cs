using NeoServiceLayer.Assembler;

const string Usage = """
    nsl-assemble: makes a Neo contract of a readable listing.

    usage: nsl-assemble LISTING           writes NAME.nef and NAME.manifest.json beside it
           nsl-assemble --check LISTING   fails where these are not what the listing gives
    """;

bool checks = args is ["--check", _];
string path = args is [.., string last] ? last : "";
if (args.Length != (checks ? 2 : 1) || path.StartsWith('-'))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

try
{
    AssembledContract contract = Assembly.Assemble(File.ReadAllText(path));
    (string File, byte[] Bytes)[] made =
    [
        (Path.ChangeExtension(path, ".nef"), NefFile.Write(contract.Script)),
        (Path.ChangeExtension(path, ".manifest.json"), ManifestFile.Write(contract)),
    ];
    foreach ((string file, byte[] bytes) in made)
    {
        if (!checks)
        {
            File.WriteAllBytes(file, bytes);
        }
        else if (!File.Exists(file) || !File.ReadAllBytes(file).AsSpan().SequenceEqual(bytes))
        {
            Console.Error.WriteLine($"nsl-assemble: {file} is not what the listing gives; assemble it again.");
            return 1;
        }

        Console.Out.WriteLine($"{file}  {bytes.Length} bytes");
    }

    return 0;
}
catch (Exception wrong) when (wrong is ListingException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine("nsl-assemble: " + wrong.Message);
    return 1;
}
