using System.Text.Json;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Wallet;
using NeoServiceLayer.Enclave.Wallet.Decoding;
using NeoServiceLayer.Tests.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Wallets;

/// <summary>The signed vectors, made by code that shares nothing with ours, for every suite that needs real signatures.</summary>
public sealed class VectorFileTests
{
    [Fact]
    public void The_signed_transfer_is_the_known_one_and_its_witness_holds()
    {
        using var file = JsonDocument.Parse(Read("signed-transfer.json"));
        DecodeTransactionResponse decoded = TransactionDecoder.Decode(new DecodeTransactionRequest
        {
            Transaction = file.RootElement.GetProperty("transactionBase64").GetString(),
            Network = file.RootElement.GetProperty("network").GetString(),
        });
        Assert.Equal(TransferVector.HashText, decoded.Hash);
        Assert.Equal(WitnessStatus.Valid, Assert.Single(decoded.Witnesses!).Status);
    }

    [Theory]
    [InlineData(0, DataFormat.Raw)]
    [InlineData(1, DataFormat.LegacyMessage)]
    [InlineData(2, DataFormat.Nep20)]
    public void The_signed_data_hold_in_their_format_and_in_no_other(int index, DataFormat format)
    {
        using var file = JsonDocument.Parse(Read("signed-data.json"));
        VerifyDataRequest request = file.RootElement[index].Deserialize(WalletOperations.VerifyData.Request)!;
        Assert.Equal(format, request.Format);
        VerifyDataResponse response = DataVerifier.Verify(request);
        Assert.True(response.Valid);
        Assert.Equal(TransferVector.SenderAddress, response.Address);
        DataFormat other = format == DataFormat.LegacyMessage ? DataFormat.Raw : DataFormat.LegacyMessage;
        if (format != DataFormat.Nep20)
        {
            Assert.False(DataVerifier.Verify(request with { Format = other, Salt = null }).Valid);
        }
    }

    private static byte[] Read(string name) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Neo", "vectors", name));
}
