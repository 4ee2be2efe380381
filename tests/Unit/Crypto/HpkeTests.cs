using System.Security.Cryptography;
using NeoServiceLayer.Crypto;
using Xunit;

namespace NeoServiceLayer.Tests.Cryptography;

/// <summary>What is sealed opens unchanged, for whom it was sealed, with what was said; and with nothing else.</summary>
public sealed class HpkeTests : IDisposable
{
    private static readonly byte[] Info = "the exchange"u8.ToArray();
    private static readonly byte[] Associated = "this message"u8.ToArray();
    private static readonly byte[] Message = "sealed"u8.ToArray();

    private readonly HpkeKeyPair pair = HpkeKeyPair.Create();

    public void Dispose() => pair.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1_000_003)]
    public void What_is_sealed_opens(int length)
    {
        byte[] message = RandomNumberGenerator.GetBytes(length);
        byte[] sealedBytes = Hpke.Seal(pair.PublicKey.Span, Info, Associated, message);
        Assert.Equal(length + Hpke.Overhead, sealedBytes.Length);
        Assert.Equal(message, Open(sealedBytes));
    }

    [Fact]
    public void No_message_is_sealed_twice_alike() =>
        Assert.NotEqual(Hpke.Seal(pair.PublicKey.Span, Info, Associated, Message), Hpke.Seal(pair.PublicKey.Span, Info, Associated, Message));

    [Fact]
    public void A_message_with_any_bit_flipped_does_not_open()
    {
        byte[] sealedBytes = Hpke.Seal(pair.PublicKey.Span, Info, Associated, Message);
        foreach (byte[] flipped in Flipped(sealedBytes))
        {
            Assert.Null(Open(flipped));
        }
    }

    [Fact]
    public void A_message_does_not_open_with_other_data_or_info()
    {
        byte[] sealedBytes = Hpke.Seal(pair.PublicKey.Span, Info, Associated, Message);
        Assert.All(Flipped(Associated), other => Assert.Null(Open(sealedBytes, Info, other)));
        Assert.All(Flipped(Info), other => Assert.Null(Open(sealedBytes, other, Associated)));
        Assert.Null(Open(sealedBytes, [.. Info, .. Associated], []));
        Assert.Null(Open(sealedBytes, [], [.. Info, .. Associated]));
    }

    [Fact]
    public void A_message_does_not_open_for_another()
    {
        byte[] sealedBytes = Hpke.Seal(pair.PublicKey.Span, Info, Associated, Message);
        using HpkeKeyPair other = HpkeKeyPair.Create();
        Assert.False(Hpke.TryOpen(other, Info, Associated, sealedBytes, new byte[Message.Length]));
    }

    [Fact]
    public void What_is_shorter_than_a_message_of_nothing_does_not_open()
    {
        byte[] sealedBytes = Hpke.Seal(pair.PublicKey.Span, Info, Associated, []);
        for (int length = 0; length < sealedBytes.Length; length++)
        {
            Assert.False(Hpke.TryOpen(pair, Info, Associated, sealedBytes.AsSpan(0, length), []));
        }
    }

    [Fact]
    public void What_does_not_open_leaves_zeros()
    {
        byte[] sealedBytes = Hpke.Seal(pair.PublicKey.Span, Info, Associated, Message);
        sealedBytes[^1] ^= 1;
        byte[] plaintext = [.. Enumerable.Repeat((byte)7, Message.Length)];
        Assert.False(Hpke.TryOpen(pair, Info, Associated, sealedBytes, plaintext));
        Assert.Equal(new byte[Message.Length], plaintext);
    }

    [Fact]
    public void Messages_of_a_context_open_in_their_order_alone()
    {
        using HpkeSender sender = Hpke.SetupSender(pair.PublicKey.Span, Info);
        byte[][] texts = [.. Enumerable.Range(0, 3).Select(_ => Seal(sender))];
        using HpkeRecipient recipient = Hpke.SetupRecipient(pair, sender.Encapsulated.Span, Info)!;
        byte[] plaintext = new byte[Message.Length];
        Assert.False(recipient.TryOpen(Associated, texts[1], plaintext));
        Assert.True(recipient.TryOpen(Associated, texts[0], plaintext));
        Assert.False(recipient.TryOpen(Associated, texts[0], plaintext));
        Assert.True(recipient.TryOpen(Associated, texts[1], plaintext));
        Assert.True(recipient.TryOpen(Associated, texts[2], plaintext));
    }

    [Fact]
    public void A_context_ends_before_its_numbers_begin_again()
    {
        using HpkeSender sender = Hpke.SetupSender(pair.PublicKey.Span, Info);
        using HpkeRecipient recipient = Hpke.SetupRecipient(pair, sender.Encapsulated.Span, Info)!;
        sender.Context.Sequence = recipient.Context.Sequence = ulong.MaxValue - 1;
        byte[] last = Seal(sender);
        Assert.True(recipient.TryOpen(Associated, last, new byte[Message.Length]));
        Assert.Throws<InvalidOperationException>(() => Seal(sender));
        Assert.Throws<InvalidOperationException>(() => recipient.TryOpen(Associated, last, new byte[Message.Length]));
    }

    [Fact]
    public void Room_must_fit()
    {
        byte[] sealedBytes = Hpke.Seal(pair.PublicKey.Span, Info, Associated, Message);
        Assert.Throws<ArgumentException>(() => Hpke.TryOpen(pair, Info, Associated, sealedBytes, new byte[Message.Length + 1]));
        Assert.Throws<ArgumentException>(() => Hpke.TryOpen(pair, Info, Associated, sealedBytes, new byte[Message.Length - 1]));
        using HpkeSender sender = Hpke.SetupSender(pair.PublicKey.Span, Info);
        Assert.Throws<ArgumentException>(() => sender.Seal(Associated, Message, new byte[Message.Length]));
        Assert.Throws<ArgumentOutOfRangeException>(() => sender.Export([], new byte[8161]));
    }

    [Fact]
    public void Many_threads_open_with_one_pair()
    {
        byte[][] messages = [.. Enumerable.Range(0, 64).Select(_ => RandomNumberGenerator.GetBytes(100))];
        byte[][] texts = [.. messages.Select(message => Hpke.Seal(pair.PublicKey.Span, Info, Associated, message))];
        Parallel.For(0, 512, i => Assert.Equal(messages[i % messages.Length], Open(texts[i % texts.Length])));
    }

    [Fact]
    public void A_context_that_was_disposed_of_is_of_no_use()
    {
        HpkeSender sender = Hpke.SetupSender(pair.PublicKey.Span, Info);
        sender.Dispose();
        Assert.Throws<ObjectDisposedException>(() => sender.Export([], new byte[32]));
        Assert.Throws<ObjectDisposedException>(() => Seal(sender));
    }

    private static byte[] Seal(HpkeSender sender)
    {
        byte[] text = new byte[Message.Length + Hpke.TagLength];
        sender.Seal(Associated, Message, text);
        return text;
    }

    private static IEnumerable<byte[]> Flipped(byte[] bytes) => Enumerable.Range(0, bytes.Length * 8).Select(bit =>
    {
        byte[] copy = [.. bytes];
        copy[bit / 8] ^= (byte)(1 << (bit % 8));
        return copy;
    });

    private byte[]? Open(byte[] sealedBytes) => Open(sealedBytes, Info, Associated);

    private byte[]? Open(byte[] sealedBytes, byte[] info, byte[] associated)
    {
        byte[] plaintext = new byte[sealedBytes.Length - Hpke.Overhead];
        return Hpke.TryOpen(pair, info, associated, sealedBytes, plaintext) ? plaintext : null;
    }
}
