using Xunit;

namespace NeoServiceLayer.Tests.Client;

/// <summary>Secrets on a command line.</summary>
public sealed class SecretFieldTests
{
    private const string Secret = "L2QTooFoDFyRFTxmtiVHt5CfsXfVnexdbENGDkkrrgTTryiLsPMG";

    [Theory]
    [InlineData(true, Secret)]
    [InlineData(true, "@@" + Secret)]
    [InlineData(false, "-")]
    public async Task A_secret_that_stands_there_itself_is_warned_of_and_not_repeated(bool warned, string value)
    {
        NslRun run = await NslRun.OfflineAsync("wallet", "import-wallet", "--name", "a", "--wif", value);
        Assert.NotEqual(0, run.Code);
        Assert.Equal(warned, run.Error.Contains("--wif is secret", StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--name is secret", run.Error, StringComparison.Ordinal);
    }
}
