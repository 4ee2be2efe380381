using System.Buffers.Binary;
using CsCheck;
using NeoServiceLayer.Image;
using Xunit;

namespace NeoServiceLayer.Tests.Image;

/// <summary>Every field, bound, bit and length of an image: what is not right is refused in a sentence, whatever its CRC says.</summary>
public sealed class MalformedImageTests
{
    private static readonly byte[] Metadata =
        """{"ImageName":"n","ImageVersion":"1","BuildMetadata":{"BuildTime":"t","BuildTool":"b","BuildToolVersion":"1","OperatingSystem":"L","KernelVersion":"6"},"DockerInfo":{},"CustomMetadata":null}"""u8.ToArray();

    public static TheoryData<string, string, int, byte[]> Changes => new()
    {
        { "magic", "This is no image: it does not begin with '.eif'.", 0, [0x2F] },
        { "version", "The image is of version 3; only 4 is known.", 4, [0, 3] },
        { "flags", "The image has flags that are not known (0x0002).", 6, [0, 2] },
        { "reserved", "The header's reserved bytes are not zero.", 25, [1] },
        { "no section", "The image says that it has 0 sections; 1 to 32 can be.", 26, [0, 0] },
        { "too many", "The image says that it has 33 sections; 1 to 32 can be.", 26, [0, 33] },
        { "fewer", "The header places a section 2, but counts 2.", 26, [0, 2] },
        { "more", "Section 3 should begin at 602, behind the one before, and not at 0.", 26, [0, 4] },
        { "first offset", "Section 0 should begin at 548, behind the one before, and not at 549.", 34, [2, 37] },
        { "overlap", "Section 1 should begin at 566, behind the one before, and not at 565.", 42, [2, 53] },
        { "gap", "Section 2 should begin at 583, behind the one before, and not at 584.", 50, [2, 72] },
        { "a place without a section", "The header places a section 31, but counts 3.", 283, [1] },
        { "a size without a section", "The header places a section 3, but counts 3.", 315, [1] },
        { "last size", "Section 2 says that it has 7 bytes, and the header that it has 8.", 307, [8] },
        { "beyond all numbers", "Section 2 cannot have 18446744073709551615 bytes.", 300, [255, 255, 255, 255, 255, 255, 255, 255] },
        { "unused", "The header's unused bytes are not zero.", 540, [1] },
        { "unknown type", "Section 0 is of an unknown type (6).", 548, [0, 6] },
        { "type zero", "Section 0 is of an unknown type (0).", 548, [0, 0] },
        { "section flags", "Section 0 has flags that are not known (0x0100).", 550, [1, 0] },
        { "section size", "Section 0 says that it has 5 bytes, and the header that it has 6.", 559, [5] },
        { "two command lines", "Section 0 (cmdline) is out of order: kernel, cmdline, metadata, ramdisks and signature follow each other.", 548, [0, 2] },
        { "two kernels", "Section 1 (kernel) is out of order: kernel, cmdline, metadata, ramdisks and signature follow each other.", 566, [0, 1] },
        { "metadata last", "The image has no ramdisk.", 583, [0, 5] },
        { "signature too early", "Section 2 (signature) is out of order: kernel, cmdline, metadata, ramdisks and signature follow each other.", 583, [0, 4] },
        { "NUL in the command line", "The kernel's command line is not ASCII text.", 578, [0] },
        { "command line not ASCII", "The kernel's command line is not ASCII text.", 578, [0xE9] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Each_field_has_its_sentence(string what, string sentence, int at, byte[] bytes)
    {
        byte[] image = PlainEif.Small();
        bytes.CopyTo(image, at);
        Assert.True(sentence == Refusal(PlainEif.WithCrc(image)), what);
    }

    [Theory]
    [InlineData(0, "Section 2 is empty.")]
    [InlineData(1, null)]
    public void A_section_has_content(int length, string? sentence) =>
        Assert.Equal(sentence, Refusal(PlainEif.Of((1, [1]), (2, [65]), (3, new byte[length]))));

    [Theory]
    [InlineData(2, 4096, 4096)]
    [InlineData(4, 32_768, 32_768)]
    [InlineData(5, 1_048_576, 1_048_576)]
    public void A_small_section_has_a_limit(int type, int length, int limit)
    {
        Assert.DoesNotContain("limit", Refusal(PlainWith(type, length)) ?? "", StringComparison.Ordinal);
        Assert.Contains(
            $"has {length + 1} bytes; {limit} is the limit.", Refusal(PlainWith(type, length + 1)) ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void What_goes_on_behind_the_end_is_refused() =>
        Assert.Equal("The image goes on behind its last section.", Refusal(PlainEif.WithCrc([.. PlainEif.Small(), 0])));

    [Fact]
    public void All_32_sections_can_be_used()
    {
        (int, byte[])[] most = [(1, [1]), (2, [65]), .. Enumerable.Repeat((3, new byte[] { 3 }), 30)];
        Assert.Equal(32, ImageFolder.Read(PlainEif.Of(most)).Sections.Count);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] image = WithEverything();
        for (int length = 0; length < image.Length; length++)
        {
            byte[] cut = image[..length];
            Assert.StartsWith("The image ends ", Refusal(length >= PlainEif.HeaderLength ? PlainEif.WithCrc(cut) : cut), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_flipped_bit_is_refused()
    {
        byte[] image = WithEverything();
        for (int bit = 0; bit < 8 * image.Length; bit++)
        {
            image[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotNull(Refusal(image));
            image[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Null(Refusal(image));
    }

    /// <summary>Where whoever flipped a bit mended the CRC too, the image is another one, and is read as what it is.</summary>
    [Fact]
    public void With_a_right_CRC_every_flipped_bit_is_refused_or_read_as_it_is()
    {
        byte[] image = WithEverything();
        int accepted = 0;
        for (int bit = 0; bit < 8 * image.Length; bit++)
        {
            byte[] flipped = [.. image];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            PlainEif.WithCrc(flipped);
            if (Refusal(flipped) is null)
            {
                accepted++;
                Assert.Equal(flipped, PlainEif.Rewrite(flipped));
            }
        }

        Assert.InRange(accepted, 8 * "kernel".Length, 8 * image.Length);
    }

    [Fact]
    public void Any_sections_are_read_as_they_were_written_or_refused() =>
        Gen.Select(Gen.Int[0, 6], Gen.Byte.Array[0, 40]).Array[0, 33].Sample(
            sections =>
            {
                byte[] image = PlainEif.Of([.. sections.Take(32)]);
                Assert.True(Refusal(image) is not null || PlainEif.Rewrite(image).AsSpan().SequenceEqual(image));
            },
            iter: 2000);

    [Fact]
    public void Any_bytes_in_the_header_are_refused_without_taking_memory()
    {
        byte[] image = PlainEif.Small();
        Gen.Select(Gen.Int[0, 547], Gen.Byte.Array[1, 8]).Array[1, 3].Sample(
            changes =>
            {
                byte[] changed = [.. image];
                foreach ((int at, byte[] bytes) in changes)
                {
                    bytes.AsSpan(0, Math.Min(bytes.Length, 548 - at)).CopyTo(changed.AsSpan(at));
                }

                PlainEif.WithCrc(changed);
                long before = GC.GetAllocatedBytesForCurrentThread();
                string? refusal = Refusal(changed);
                Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000, "a reader takes memory by what an image says");
                Assert.True(refusal is not null || PlainEif.Rewrite(changed).AsSpan().SequenceEqual(changed));
            },
            iter: 5000);
    }

    [Fact]
    public void A_size_of_an_exabyte_takes_no_memory()
    {
        byte[] image = PlainEif.Small();
        PlainEif.SetSize(image, 2, 1UL << 60);
        BinaryPrimitives.WriteUInt64BigEndian(image.AsSpan(PlainEif.At(image, 2) + 4), 1UL << 60);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("The image ends inside section 2 (ramdisk).", Refusal(image));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    private static byte[] PlainWith(int type, int length)
    {
        byte[] content = new byte[length];
        content.AsSpan().Fill((byte)'a');
        return type switch
        {
            2 => PlainEif.Of((1, [1]), (2, content), (3, [3])),
            4 => PlainEif.Of((1, [1]), (2, [65]), (3, [3]), (4, content)),
            _ => PlainEif.Of((1, [1]), (2, [65]), (5, content), (3, [3])),
        };
    }

    private static byte[] WithEverything() =>
        PlainEif.Of((1, "kernel"u8.ToArray()), (2, "quiet"u8.ToArray()), (5, Metadata), (3, "ramdisk"u8.ToArray()), (3, [0]));

    /// <summary>Why an image is refused; null if it is not.</summary>
    private static string? Refusal(byte[] image)
    {
        try
        {
            ImageFolder.Read(image);
            return null;
        }
        catch (ImageException refused)
        {
            return refused.Message;
        }
    }
}
