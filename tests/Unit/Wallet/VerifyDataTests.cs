using System.Text;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Wallet;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Messages;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets;

public sealed class VerifyDataTests
{
    private static readonly byte[] Data = Encoding.UTF8.GetBytes("Pay 5 GAS to Zoë");

    [Theory]
    [InlineData(BytesEncoding.Base64, 33)]
    [InlineData(BytesEncoding.Hex, 33)]
    [InlineData(BytesEncoding.Base64, 65)]
    public void A_signature_over_raw_data_holds(BytesEncoding encoding, int keyLength)
    {
        VerifyDataResponse response = DataVerifier.Verify(new VerifyDataRequest
        {
            Data = Text(Data, encoding),
            Signature = Text(SigningKey.One.Sign(Data), encoding),
            Encoding = encoding,
            PublicKey = keyLength == 33 ? SigningKey.One.Public.ToString() : SigningKey.One.UncompressedHex,
            Format = DataFormat.Raw,
        });
        Assert.True(response.Valid);
        Assert.Equal(TransferVector.SenderAddress, response.Address);
        Assert.Equal("0x118ba6f59931a56ec469770f7fc790ece96df00d", response.ScriptHash);
        Assert.Null(response.Reason);
    }

    [Fact]
    public void Every_changed_bit_of_data_or_signature_is_a_mismatch()
    {
        byte[] signature = SigningKey.One.Sign(Data);
        for (int bit = 0; bit < signature.Length * 8; bit += 3)
        {
            AssertMismatch(Request(Data, Flipped(signature, bit)));
        }

        for (int bit = 0; bit < Data.Length * 8; bit++)
        {
            AssertMismatch(Request(Flipped(Data, bit), signature));
        }

        AssertMismatch(Request(Data, signature) with { PublicKey = SigningKey.Two.Public.ToString() });
        AssertMismatch(Request(Data, new byte[64]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("9c1185a5c5e9fc54612808977ee8f548")]
    public void A_wallets_message_holds_with_its_salt_only(string salt)
    {
        byte[] signature = SigningKey.One.Sign(SignedMessages.Legacy(Encoding.UTF8.GetString(Data), salt));
        VerifyDataRequest request = Request(Data, signature) with { Format = DataFormat.LegacyMessage, Salt = salt };
        Assert.True(DataVerifier.Verify(request).Valid);
        AssertMismatch(request with { Salt = salt + "0" });
        AssertMismatch(request with { Format = DataFormat.Raw, Salt = null });
    }

    [Fact]
    public void A_sign_in_names_the_keys_account()
    {
        byte[] own = new Nep20Message(NetworkMagic.MainNet, 7, 1_700_000_000, TransferVector.Sender).ToBytes();
        byte[] other = new Nep20Message(NetworkMagic.MainNet, 7, 1_700_000_000, TransferVector.Receiver).ToBytes();
        Assert.True(DataVerifier.Verify(Request(own, SigningKey.One.Sign(own)) with { Format = DataFormat.Nep20 }).Valid);
        VerifyDataResponse refused =
            DataVerifier.Verify(Request(other, SigningKey.One.Sign(other)) with { Format = DataFormat.Nep20 });
        Assert.Equal((false, VerifyDataReason.ScriptHashMismatch), (refused.Valid, refused.Reason!.Value));
        AssertMismatch(Request(own, SigningKey.One.Sign(other)) with { Format = DataFormat.Nep20 });
    }

    [Fact]
    public void What_cannot_be_read_is_refused_by_the_members_name()
    {
        VerifyDataRequest good = Request(Data, SigningKey.One.Sign(Data));
        AssertRefused("data", good with { Data = "a" });
        AssertRefused("data", good with { Data = "=" });
        AssertRefused("data", good with { Data = "QUJD    " });
        AssertRefused("data", good with { Data = "zz", Encoding = BytesEncoding.Hex });
        AssertRefused("data", good with { Data = Convert.ToBase64String(new byte[(256 << 10) + 1]) });
        AssertRefused("signature", good with { Signature = Convert.ToBase64String(new byte[63]) });
        AssertRefused("signature", good with { Signature = Convert.ToBase64String(new byte[65]) });
        AssertRefused("signature", good with { Signature = string.Empty });
        AssertRefused("publicKey", good with { PublicKey = "02" });
        AssertRefused("publicKey", good with { PublicKey = "0x" + SigningKey.One.Public });
        AssertRefused("publicKey", good with { PublicKey = "02" + new string('f', 64) });
        AssertRefused("publicKey", good with { PublicKey = new string('0', 100_000) });
        AssertRefused("salt", good with { Salt = "1" });
        AssertRefused("salt", good with { Format = DataFormat.LegacyMessage, Salt = new string('0', 1025) });
        AssertRefused("data", good with { Format = DataFormat.LegacyMessage, Data = "gA==" });
        AssertRefused("data", good with { Format = DataFormat.Nep20 });
        AssertRefused("encoding", good with { Encoding = (BytesEncoding)9 });
        AssertRefused("format", good with { Format = (DataFormat)9 });
    }

    private static void AssertRefused(string member, VerifyDataRequest request)
    {
        RequestException refused = Assert.Throws<RequestException>(() => DataVerifier.Verify(request));
        Assert.Equal(ErrorCode.InvalidRequest, refused.Code);
        Assert.StartsWith(member + " ", refused.Message, StringComparison.Ordinal);
    }

    private static void AssertMismatch(VerifyDataRequest request)
    {
        VerifyDataResponse response = DataVerifier.Verify(request);
        Assert.Equal((false, VerifyDataReason.SignatureMismatch), (response.Valid, response.Reason!.Value));
    }

    private static VerifyDataRequest Request(byte[] data, byte[] signature) => new()
    {
        Data = Convert.ToBase64String(data),
        Signature = Convert.ToBase64String(signature),
        PublicKey = SigningKey.One.Public.ToString(),
        Format = DataFormat.Raw,
    };

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        byte[] copy = [.. bytes];
        copy[bit / 8] ^= (byte)(1 << (bit % 8));
        return copy;
    }

    private static string Text(byte[] bytes, BytesEncoding encoding) =>
        encoding == BytesEncoding.Hex ? Convert.ToHexString(bytes) : Convert.ToBase64String(bytes);
}
