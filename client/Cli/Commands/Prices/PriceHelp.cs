namespace NeoServiceLayer.Cli.Commands.Prices;

/// <summary>Help of the commands on prices that are no operations.</summary>
internal static class PriceHelp
{
    private const string Text = """
        nsl pricefeed watch SYMBOL… [--count N] [--feed-key HEX]
        nsl pricefeed verify FILE|- [--feed-key HEX]

        watch shows rounds as the gateway streams them, verify one that was kept (an object with report and signature). Every report is verified
        before it is shown: with the feed key that the enclave's attestation document binds, as nsl attest kept it, or the one that is named.
        Exit 4: a report is not signed by it.

          --count N       end after so many reports
          --feed-key HEX  the feed key: a compressed point of P-256, 66 digits
          --json          one object a line
        """;

    internal static void Write(TextWriter output) => output.WriteLine(Text);
}
