using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Transactions;
using Xunit;

namespace NeoServiceLayer.Tests.Neo.Transactions;

public sealed class TransactionTests
{
    [Fact]
    public void The_vector_has_its_script_hash_and_signed_data()
    {
        Transaction transaction = TransferVector.Unsigned();
        Assert.Equal(TransferVector.ScriptHex, Convert.ToHexStringLower(transaction.Script.Span));
        Assert.Equal(TransferVector.HashText, transaction.Hash.ToString());
        Assert.Equal(TransferVector.SignedDataHex, Convert.ToHexStringLower(transaction.SignedData(NetworkMagic.MainNet)));
    }

    [Fact]
    public void A_signed_transaction_is_written_as_it_was_read()
    {
        byte[] bytes = TransferVector.Signed().ToBytes();
        Assert.Equal(TransferVector.SignedSize, bytes.Length);
        Transaction read = Transaction.Parse(bytes);
        Assert.Equal(bytes, read.ToBytes());
        Assert.Equal(TransferVector.HashText, read.Hash.ToString());
        Assert.Equal(TransferVector.SignedSize, read.Size);
        Assert.Equal(TransferVector.Sender, read.Sender);
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] bytes = TransferVector.Signed().ToBytes();
        for (int length = 0; length < bytes.Length; length++)
        {
            NeoFormatException refused = Assert.Throws<NeoFormatException>(() => Transaction.Parse(bytes.AsSpan(0, length)));
            Assert.InRange(refused.Offset, 0, length);
        }
    }

    [Fact]
    public void A_byte_too_many_is_refused_with_its_offset()
    {
        byte[] bytes = [.. TransferVector.Signed().ToBytes(), 0];
        Assert.Equal(bytes.Length - 1, Assert.Throws<NeoFormatException>(() => Transaction.Parse(bytes)).Offset);
    }

    [Fact]
    public void Every_flipped_bit_is_read_as_what_it_is_or_refused()
    {
        byte[] bytes = RichTransaction.Signed().ToBytes();
        int read = 0;
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            read += ReadsOrRefuses(bytes) ? 1 : 0;
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.InRange(read, 1, (bytes.Length * 8) - 1);
    }

    [Fact]
    public void Each_byte_replaced_by_each_extreme_is_read_as_what_it_is_or_refused()
    {
        byte[] bytes = RichTransaction.Signed().ToBytes();
        for (int i = 0; i < bytes.Length; i++)
        {
            byte kept = bytes[i];
            foreach (byte value in (byte[])[0x00, 0x01, 0x7f, 0x80, 0xfc, 0xfd, 0xfe, 0xff])
            {
                bytes[i] = value;
                ReadsOrRefuses(bytes);
            }

            bytes[i] = kept;
        }

        Assert.True(ReadsOrRefuses(bytes));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_bytes_are_refused(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(400)];
            random.NextBytes(bytes);
            if (bytes.Length > 30)
            {
                // A header that is taken, so that what comes behind it is read.
                TransferVector.Unsigned().ToBytes().AsSpan(0, 25).CopyTo(bytes);
                bytes[25] = (byte)random.Next(4);
            }

            ReadsOrRefuses(bytes);
        }
    }

    private static bool ReadsOrRefuses(byte[] bytes)
    {
        try
        {
            Assert.Equal(bytes, Transaction.Parse(bytes).ToBytes());
            return true;
        }
        catch (NeoFormatException refused)
        {
            Assert.InRange(refused.Offset, 0, bytes.Length);
            return false;
        }
    }
}
