namespace NeoServiceLayer.Image;

/// <summary>What <c>--help</c> says.</summary>
internal static class ImageHelp
{
    internal const string General = """
        image: makes and examines Nitro Enclaves images (EIF, version 4).

        Usage: image build --kernel FILE --cmdline TEXT --ramdisk LIST … --output FILE
               image describe IMAGE
               image verify IMAGE --pcrs FILE
               image extract IMAGE --output FOLDER
               image COMMAND --help

          --help, --version

        Answers are JSON. Exit: 0 done, 1 refused (one sentence on stderr), 2 usage.
        """;

    internal const string Build = """
        image build: writes an image for x86_64 and prints its measurements. The same inputs give the same bytes.

        Usage: image build [options]

          --kernel FILE               a bzImage
          --cmdline TEXT              the kernel's command line, or
          --cmdline-file FILE         a file with it (less one line feed at its end)
          --ramdisk LIST              a ramdisk to make: a file that lists what is in it, a line an entry; repeat for more
                                        dir NAME MODE
                                        file NAME MODE LOCATION      (relative to the list)
                                        slink NAME TARGET
                                        nod NAME MODE c|b MAJOR MINOR
          --compressed-ramdisk LIST   the same, compressed with gzip
          --ramdisk-file FILE         a ramdisk that is ready: a newc archive, as it is or compressed with gzip; repeat for more
          --output FILE               the image
          --pcrs FILE                 the measurements, as they are printed too
          --name TEXT                 metadata: the image's name (default: nsl)
          --image-version TEXT        metadata: its version (default: this tool's)
          --kernel-version TEXT       metadata: the kernel's version (default: unknown)
          --metadata FILE             metadata: a JSON object of your own, 4096 bytes at most
          --private-key FILE          signs the image: an EC key on P-384, PEM, with
          --signing-certificate FILE  its certificate, PEM

        Ramdisks are in the image in the order of the command line. Metadata's build time is SOURCE_DATE_EPOCH, else 1970.
        """;

    internal const string Describe = """
        image describe: prints sections, measurements, command line, metadata and signer of an image that is right in every point.

        Usage: image describe IMAGE
        """;

    internal const string Verify = """
        image verify: checks an image (bounds, CRC, signature if any) and compares its measurements with the expected ones.

        Usage: image verify IMAGE --pcrs FILE

          --pcrs FILE   what nitro-cli or image build printed: Measurements with HashAlgorithm, PCR0, PCR1, PCR2, and PCR8 if it
                        is to be compared
        """;

    internal const string Extract = """
        image extract: puts an image's parts into a new folder: kernel, cmdline, metadata.json, ramdisk-0 …, signature.cbor.

        Usage: image extract IMAGE --output FOLDER
        """;
}
