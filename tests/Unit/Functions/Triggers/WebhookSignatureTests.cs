using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Function.Triggers.Webhooks;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.Functions.Triggers;

/// <summary>Signatures of webhooks, by the examples of those who thought them up, and by who would like to go without.</summary>
public sealed class WebhookSignatureTests
{
    private const string StandardSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string StandardBody = "{\"test\": 2432232314}";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static readonly DateTimeOffset Signed = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    private static readonly Dictionary<string, string> Standard = new()
    {
        ["webhook-id"] = "msg_p5jXN8AQM9LWM0D4loKWxJek",
        ["webhook-timestamp"] = "1614265330",
        ["webhook-signature"] = Signature,
    };

    [Fact]
    public void The_example_of_the_hub_signature_holds()
    {
        const string Mac = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        string name = Hub("It's a Secret to Everybody", Mac, "Hello, World!");
        Assert.Equal(name, Hub("It's a Secret to Everybody", Mac.ToUpperInvariant().Replace("SHA256", "sha256", StringComparison.Ordinal), "Hello, World!"));
        Refused(() => Hub("It's a secret to everybody", Mac, "Hello, World!"));
        Refused(() => Hub("It's a Secret to Everybody", Mac, "Hello, World"));
        Refused(() => Hub("It's a Secret to Everybody", Mac[..^1] + "f", "Hello, World!"));
        Refused(() => Hub("It's a Secret to Everybody", Mac[7..], "Hello, World!"));
        Refused(() => Hub("It's a Secret to Everybody", Mac + "00", "Hello, World!"));
        Refused(() => Hub("It's a Secret to Everybody", null, "Hello, World!"));
    }

    [Fact]
    public void The_example_of_the_Standard_Webhooks_holds_among_other_signatures()
    {
        Assert.Equal("hook/msg_p5jXN8AQM9LWM0D4loKWxJek", Check(Standard, Signed));
        Assert.Equal("hook/msg_p5jXN8AQM9LWM0D4loKWxJek", Check(With("webhook-signature", "v1a,AAAA v1,AAAA " + Signature), Signed));
    }

    [Theory]
    [InlineData("webhook-id", "msg_another")]
    [InlineData("webhook-id", "")]
    [InlineData("webhook-timestamp", "1614265331")]
    [InlineData("webhook-timestamp", "-1614265330")]
    [InlineData("webhook-timestamp", "99999999999999999999")]
    [InlineData("webhook-timestamp", "")]
    [InlineData("webhook-signature", "")]
    [InlineData("webhook-signature", "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("webhook-signature", "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=")]
    [InlineData("webhook-signature", "v1,")]
    public void A_call_of_which_anything_signed_is_another_is_refused(string header, string value) =>
        Refused(() => Check(With(header, value), Signed));

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    [InlineData(86_400 * 365)]
    public void A_call_of_another_time_is_refused_although_it_is_signed(int seconds) => Refused(() => Check(Standard, Signed.AddSeconds(seconds)));

    [Theory]
    [InlineData(300)]
    [InlineData(-300)]
    public void Five_minutes_are_let_pass(int seconds) => Check(Standard, Signed.AddSeconds(seconds));

    [Fact]
    public void An_id_of_any_length_and_letters_makes_a_name_that_is_short()
    {
        byte[] key = "a key without a prefix"u8.ToArray();
        foreach (string id in (string[])["a/b", new string('x', 256), "ü", "a b"])
        {
            byte[] mac = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.1614265330.{StandardBody}"));
            Dictionary<string, string> headers = new()
            {
                ["webhook-id"] = id,
                ["webhook-timestamp"] = "1614265330",
                ["webhook-signature"] = "v1," + Convert.ToBase64String(mac),
            };
            string name = WebhookSignature.Check(
                WebhookScheme.StandardWebhooks, key, headers.GetValueOrDefault, Encoding.UTF8.GetBytes(StandardBody), Signed);
            Assert.Matches("^hook/[A-Za-z0-9_-]{1,60}$", name);
        }
    }

    private static Dictionary<string, string> With(string header, string value) => new(Standard) { [header] = value };

    private static string Check(Dictionary<string, string> headers, DateTimeOffset now) => WebhookSignature.Check(
        WebhookScheme.StandardWebhooks, Encoding.UTF8.GetBytes(StandardSecret), headers.GetValueOrDefault, Encoding.UTF8.GetBytes(StandardBody), now);

    private static string Hub(string key, string? header, string body) => WebhookSignature.Check(
        WebhookScheme.HubSignature256, Encoding.UTF8.GetBytes(key), name => name == "x-hub-signature-256" ? header : null,
        Encoding.UTF8.GetBytes(body), DateTimeOffset.UnixEpoch);

    private static void Refused(Func<string> check) => Assert.Same(ErrorCode.Unauthenticated, Assert.Throws<RequestException>(check).Code);
}
