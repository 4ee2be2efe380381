using System.Text;
using NeoServiceLayer.Attestation;
using Xunit;

namespace NeoServiceLayer.Tests.Attestation;

/// <summary>Expected registers, as nitro-cli prints them.</summary>
public sealed class MeasurementsTests
{
    private static readonly string[] Right = [.. Enumerable.Range(0, 5).Select(Register)];

    [Fact]
    public void Equal_registers_pass() => Assert.Null(Failed(Right[0], Right[1], Right[2]));

    [Fact]
    public void Release_and_configuration_are_named_apart()
    {
        string wrong = new('a', 96);
        Assert.Equal(AttestationCheck.Release, Failed(wrong, wrong, wrong));
        Assert.Equal(AttestationCheck.Configuration, Failed(wrong, Right[1], wrong));
        Assert.Equal(AttestationCheck.Image, Failed(wrong, Right[1], Right[2]));
    }

    [Fact]
    public void Others_are_compared_where_they_are_named()
    {
        Assert.Null(Failed(Right[0], Right[1], Right[2], $",\"PCR4\":\"{Right[4]}\""));
        Assert.Equal(AttestationCheck.Register, Failed(Right[0], Right[1], Right[2], $",\"PCR8\":\"{Right[4]}\""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Measurements":[]}""")]
    [InlineData("""{"Measurements":{"HashAlgorithm":"Sha384"}}""")]
    public void What_is_not_in_that_shape_is_refused(string json) => Assert.Throws<FormatException>(() => Parse(json));

    [Theory]
    [InlineData(",\"PCR2\":\"\"")]
    [InlineData(",\"PCR3\":\"00\"")]
    [InlineData(",\"PCR3\":7")]
    [InlineData(",\"PCR3\":\"\\ud800\"")]
    [InlineData(",\"PCR32\":\"ZERO\"")]
    [InlineData(",\"PCR03\":\"ZERO\"")]
    [InlineData(",\"PCR\":\"ZERO\"")]
    [InlineData(",\"P\":\"ZERO\"")]
    [InlineData(",\"HASH\":\"Sha256\"")]
    public void A_member_that_is_not_right_is_refused(string member)
    {
        string zero = member.Replace("ZERO", new string('0', 96), StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Parse(Json(Right[0], Right[1], Right[2], zero)));
    }

    [Fact]
    public void Another_hash_is_refused() => Assert.Throws<FormatException>(
        () => Parse(Json(Right[0], Right[1], Right[2]).Replace("Sha384", "Sha256", StringComparison.Ordinal)));

    private static AttestationCheck? Failed(string pcr0, string pcr1, string pcr2, string more = "") => AttestationVerifier.Verify(
        Sample.First.Bytes, Sample.First.Policy with { Measurements = Parse(Json(pcr0, pcr1, pcr2, more)) }).Failed;

    private static Measurements Parse(string json) => Measurements.Parse(Encoding.UTF8.GetBytes(json));

    private static string Json(string pcr0, string pcr1, string pcr2, string more = "") =>
        $$$"""{"Measurements":{"HashAlgorithm":"Sha384 { ... }","PCR0":"{{{pcr0}}}","PCR1":"{{{pcr1}}}","PCR2":"{{{pcr2}}}"{{{more}}}}}""";

    private static string Register(int index) => Convert.ToHexStringLower(
        AttestationVerifier.Verify(Sample.First.Bytes, Sample.First.Policy).Document!.Pcrs[index].Span);
}
