using NeoServiceLayer.Attestation.Receipts;
using Xunit;

namespace NeoServiceLayer.Tests.Receipts;

/// <summary>What a receipt is held against, check by check.</summary>
public sealed class ReceiptVerifierTests : IDisposable
{
    private const string Request = "{\"name\":\"Savings\"}";
    private const string Response = "{\"walletId\":\"wal_1\"}";

    private readonly TestBoot boot = new();
    private readonly TestBoot other = new(number: 2);

    public void Dispose()
    {
        boot.Dispose();
        other.Dispose();
    }

    [Fact]
    public void A_receipt_of_another_boot_key_or_deployment_is_named()
    {
        using TestBoot elsewhere = new(deployment: 2);
        Assert.Null(ReceiptVerifier.Origin(Read(boot.Sign(boot.Claims())), boot.Identity));
        Assert.Equal(ReceiptCheck.Boot, ReceiptVerifier.Origin(Read(other.Sign(other.Claims())), boot.Identity));
        Assert.Equal(ReceiptCheck.Deployment, ReceiptVerifier.Origin(Read(elsewhere.Sign(elsewhere.Claims())), boot.Identity));
        Assert.Equal(ReceiptCheck.Key, ReceiptVerifier.Origin(Read(other.Sign(boot.Claims())), boot.Identity));
        Assert.Equal(ReceiptCheck.Signature, ReceiptVerifier.Origin(Read(other.Sign(boot.Claims(), ReceiptKeyId.Of(boot.Key))), boot.Identity));
    }

    [Fact]
    public void A_receipt_for_something_else_is_named()
    {
        Receipt receipt = Read(boot.Sign(boot.Claims(Request, Response)));
        ReceiptExpectation wanted = new()
        {
            RequestId = "request-1",
            Service = "wallet",
            Operation = "createWallet",
            KeyId = new string('k', 43),
            GenesisId = Convert.ToHexStringLower(boot.GenesisId),
            Request = Bytes(Request),
            Response = Bytes(Response),
        };
        Assert.Null(ReceiptVerifier.Content(receipt, wanted));
        Assert.Equal(ReceiptCheck.RequestId, ReceiptVerifier.Content(receipt, wanted with { RequestId = "request-2" }));
        Assert.Equal(ReceiptCheck.Operation, ReceiptVerifier.Content(receipt, wanted with { Service = "account" }));
        Assert.Equal(ReceiptCheck.Operation, ReceiptVerifier.Content(receipt, wanted with { Operation = "getWallet" }));
        Assert.Equal(ReceiptCheck.Caller, ReceiptVerifier.Content(receipt, wanted with { KeyId = new string('j', 43) }));
        Assert.Equal(ReceiptCheck.Deployment, ReceiptVerifier.Content(receipt, wanted with { GenesisId = new string('0', 64) }));
        Assert.Equal(ReceiptCheck.Request, ReceiptVerifier.Content(receipt, wanted with { Request = Bytes(Request + " ") }));
        Assert.Equal(ReceiptCheck.Response, ReceiptVerifier.Content(receipt, wanted with { Response = Bytes(Response.Replace('1', '2')) }));
    }

    [Fact]
    public void An_identity_without_a_receipt_key_is_none()
    {
        Assert.Equal(boot.Key, boot.Identity.ReceiptKey.ToArray());
        Assert.Throws<FormatException>(() => BootIdentity.Read(boot.Entries[..3]));
        Assert.Throws<FormatException>(() => BootIdentity.Read(boot.Entries[1..]));
        Assert.Throws<FormatException>(() => BootIdentity.Read([.. boot.Entries[..3], KeyValuePair.Create("receiptKey", new string('0', 130))]));
        Assert.Throws<FormatException>(() => BootIdentity.Read([.. boot.Entries[..3], KeyValuePair.Create("receiptKey", "04")]));
        Assert.Throws<FormatException>(() => BootIdentity.Read(boot.Entries.Reverse()));
    }

    [Fact]
    public void A_key_that_is_no_point_signs_nothing()
    {
        KeyValuePair<string, string> noPoint = KeyValuePair.Create("receiptKey", "04" + new string('5', 128));
        BootIdentity identity = BootIdentity.Read([.. boot.Entries[..3], noPoint]);
        string signerId = ReceiptKeyId.Of(identity.ReceiptKey.Span);
        Assert.Equal(ReceiptCheck.Signature, ReceiptVerifier.Origin(Read(boot.Sign(boot.Claims(), signerId)), identity));
    }

    [Theory]
    [InlineData(7, 7, null)]
    [InlineData(7, 8, null)]
    [InlineData(8, 7, ReceiptCheck.RolledBack)]
    public void A_state_is_held_against_the_highest_that_was_seen(long before, long now, ReceiptCheck? expected) =>
        Assert.Equal(expected, Floor(boot.Claims(sequence: before)).Judge(Floor(boot.Claims(sequence: now))));

    [Fact]
    public void Another_history_is_a_fork()
    {
        ReceiptClaims claims = boot.Claims();
        ReceiptFloor floor = Floor(claims);
        Assert.Equal(ReceiptCheck.Forked, floor.Judge(Floor(claims with { Head = TestBoot.Filled(32, 9) })));
        Assert.Equal(ReceiptCheck.Forked, floor.Judge(Floor(claims with { Lineage = TestBoot.Filled(16, 9), Sequence = 99 })));
        Assert.Equal(ReceiptCheck.Deployment, floor.Judge(Floor(claims with { GenesisId = TestBoot.Filled(32, 9) })));
        Assert.Null(floor.Judge(Floor(claims with { BootId = TestBoot.Filled(32, 9) })));
    }

    [Fact]
    public void Every_check_has_a_name_and_a_sentence()
    {
        Assert.All(Enum.GetValues<ReceiptCheck>(), check => Assert.EndsWith(".", check.Sentence(), StringComparison.Ordinal));
        Assert.Equal("rolledBack", ReceiptCheck.RolledBack.Name());
    }

    private static ReceiptFloor Floor(ReceiptClaims claims) => ReceiptFloor.Of(claims);

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static Receipt Read(string text)
    {
        Assert.True(Receipt.TryRead(text, out Receipt? receipt));
        return receipt;
    }
}
