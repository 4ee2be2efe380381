using NeoServiceLayer.Enclave.Core.Attestation;
using NeoServiceLayer.Enclave.Platform.Nsm;
using NeoServiceLayer.Tests.Unit.Boot;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Platform;

/// <summary>The enclave's time is the one in the module's document.</summary>
public sealed class NsmClockTests
{
    private const string Payload =
        "a9696d6f64756c655f696463692d3166646967657374665348413338346974696d657374616d701b00000181d3e04fb06470637273a1004400000000"
        + "6b6365727469666963617465416368636162756e646c658141726a7075626c69635f6b6579f669757365725f64617461f6656e6f6e6365f6";

    private const string Document = "8444a1013822a05874" + Payload + "4173";

    [Theory]
    [InlineData(Document)]
    [InlineData("d2" + Document)]
    public void It_reads_the_documents_timestamp(string document) =>
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_657_117_102_000), Read(document));

    [Fact]
    public void It_reads_the_last_time_there_is_and_none_after()
    {
        Assert.Equal(9999, Read(With("1b0000e677d21fdbff")).Year);
        Refused(With("1b0000e677d21fdc00"));
        Refused(With("1bffffffffffffffff"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("d3" + Document)] // another tag
    [InlineData(Document + "00")] // something follows
    [InlineData("8444a1013822a1010241a04173")] // an unprotected header
    [InlineData("8444a1013822a041a04173")] // no timestamp
    [InlineData("8444a1013822a04c" + "a16974696d657374616d7020" + "4173")] // a negative one
    [InlineData("8444a1013822a05817" + "a26974696d657374616d70016974696d657374616d7001" + "4173")] // two
    public void What_is_no_document_gives_no_time(string document) => Refused(document);

    private static string With(string timestamp) => Document.Replace("1b00000181d3e04fb0", timestamp, StringComparison.Ordinal);

    private static void Refused(string document) => Assert.Throws<SecurityModuleException>(() => Read(document));

    private static DateTimeOffset Read(string document)
    {
        using ModuleDouble module = new([]) { Document = Convert.FromHexString(document) };
        return new NsmClock(module).Read();
    }
}
