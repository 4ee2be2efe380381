using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Image.Eif;
using Xunit;

namespace NeoServiceLayer.Tests.Image;

/// <summary>CRC and registers, against known values and a plain computation.</summary>
public sealed class MeasurementTests
{
    /// <summary>PCR2 of an image with one ramdisk, as nitro-cli prints it.</summary>
    private const string Nothing = "21b9efbc184807662e966d34f390821309eeac6802309798826296bf3e8bec7c10edb30948c90ba67310f7b964fc500a";

    [Fact]
    public void Without_a_second_ramdisk_PCR2_is_the_well_known_one()
    {
        Measurements found = ImageFolder.Read(PlainEif.Small()).Measurements;
        Assert.Equal(Nothing, Convert.ToHexStringLower(found.Pcr2));
        Assert.Equal(found.Pcr0, found.Pcr1);
        Assert.Null(found.Pcr8);
    }

    [Fact]
    public void Registers_are_over_the_contents_in_the_image_s_order()
    {
        byte[] image = PlainEif.Of((1, [1]), (2, "a"u8.ToArray()), (3, [3, 3]), (3, [4]), (3, [5]));
        Measurements found = ImageFolder.Read(image).Measurements;
        Assert.Equal(Pcr(1, (byte)'a', 3, 3, 4, 5), found.Pcr0);
        Assert.Equal(Pcr(1, (byte)'a', 3, 3), found.Pcr1);
        Assert.Equal(Pcr(4, 5), found.Pcr2);
    }

    [Fact]
    public void Metadata_is_not_measured()
    {
        using ImageFolder folder = new();
        Measurements one = ImageFolder.Read(folder.Build("--name", "one")).Measurements;
        Measurements other = ImageFolder.Read(folder.Build("--name", "other")).Measurements;
        Assert.Equal(one.All.Select(register => register.Value), other.All.Select(register => register.Value));
    }

    [Fact]
    public void The_CRC_is_the_one_of_zlib()
    {
        Assert.Equal(0xCBF43926u, PlainEif.Crc32("123456789"u8));
        using ImageFolder folder = new();
        byte[] image = folder.Build();
        byte[] covered = [.. image[..PlainEif.CrcAt], .. image[PlainEif.HeaderLength..]];
        Assert.Equal(PlainEif.Crc32(covered), ImageFolder.Read(image).Header.Crc);
    }

    [Fact]
    public void Sections_are_described_where_they_are()
    {
        byte[] image = PlainEif.Of((1, "kernel"u8.ToArray()), (2, "quiet"u8.ToArray()), (3, "ramdisk"u8.ToArray()));
        EifImage read = ImageFolder.Read(image);
        Assert.Equal((ulong)image.Length, read.Size);
        foreach (EifSection section in read.Sections)
        {
            ReadOnlySpan<byte> content = image.AsSpan((int)section.Offset + 12, (int)section.Size);
            Assert.Equal(SHA384.HashData(content), section.Sha384);
            Assert.Equal(section.Type == EifSectionType.CommandLine ? "quiet" : section.Type.Name(), Encoding.ASCII.GetString(content));
        }
    }

    private static byte[] Pcr(params byte[] content) => SHA384.HashData([.. new byte[48], .. SHA384.HashData(content)]);
}
