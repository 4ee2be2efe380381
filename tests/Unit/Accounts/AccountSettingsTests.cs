using System.Text;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Account;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts;

public sealed class AccountSettingsTests
{
    [Theory]
    [InlineData("""{"registration":"anybody"}""")]
    [InlineData("""{"registration":["open"]}""")]
    [InlineData("""{"adminKeys":null}""")]
    [InlineData("""{"adminKeys":[{}]}""")]
    [InlineData("""{"adminKeys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]}""")]
    [InlineData("""{"adminKeys":[{"kty":"EC","crv":"P-384","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}""")]
    [InlineData("""{"adminKeys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"AA"}]}""")]
    [InlineData("""{"maxKeysPerAccount":0}""")]
    [InlineData("""{"maxKeysPerAccount":129}""")]
    [InlineData("""{"maxRecordsPerAccount":15}""")]
    [InlineData("""{"maxRememberedResponses":15}""")]
    public void What_is_no_configuration_is_refused(string json) => Assert.Throws<FormatException>(() => Parse(json));

    [Theory]
    [InlineData("{}", EnclaveMode.Local, Registration.Open)]
    [InlineData("{}", EnclaveMode.Nitro, Registration.Invitation)]
    [InlineData("""{"registration":"open"}""", EnclaveMode.Nitro, Registration.Open)]
    [InlineData("""{"registration":"admin"}""", EnclaveMode.Local, Registration.Admin)]
    public void Registration_is_open_by_default_in_local_mode_alone(string json, EnclaveMode mode, Registration expected)
    {
        using Deployment deployment = TestState.Deploy(isNew: true, mode);
        EnclaveParts parts = new()
        {
            State = null!,
            Stamped = null!,
            Deployment = deployment,
            Clock = null!,
            Events = null!,
            Egress = null!,
            Settings = Parse(json),
        };
        AccountSettings settings = AccountSettings.From(parts);
        Assert.Equal((expected, 64, deployment.GenesisIdHex), (settings.Registration, settings.MaxKeys, settings.GenesisId));
    }

    private static EnclaveSettings Parse(string json) => EnclaveSettings.Parse(Encoding.UTF8.GetBytes(json));
}
