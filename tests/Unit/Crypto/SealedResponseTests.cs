using System.Security.Cryptography;
using NeoServiceLayer.Crypto;
using Xunit;

namespace NeoServiceLayer.Tests.Cryptography;

/// <summary>Answers open for who asked, and for nobody else; no two are sealed alike.</summary>
public sealed class SealedResponseTests : IDisposable
{
    private static readonly byte[] Answer = "the answer"u8.ToArray();

    private readonly HpkeKeyPair pair = HpkeKeyPair.Create();
    private readonly HpkeSender sender;
    private readonly HpkeRecipient recipient;

    public SealedResponseTests()
    {
        sender = Hpke.SetupSender(pair.PublicKey.Span, "info"u8);
        recipient = Hpke.SetupRecipient(pair, sender.Encapsulated.Span, "info"u8)!;
    }

    public void Dispose()
    {
        sender.Dispose();
        recipient.Dispose();
        pair.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void An_answer_opens_for_who_asked(int length)
    {
        byte[] answer = RandomNumberGenerator.GetBytes(length);
        byte[] plaintext = new byte[length];
        Assert.True(SealedResponse.TryOpen(sender, Seal(answer), plaintext));
        Assert.Equal(answer, plaintext);
    }

    [Fact]
    public void Each_answer_has_a_nonce_of_its_own()
    {
        byte[][] sealedAnswers = [.. Enumerable.Range(0, 20).Select(_ => Seal(Answer))];
        Assert.Equal(20, sealedAnswers.Select(answer => Convert.ToHexString(answer[..SealedResponse.NonceLength])).Distinct().Count());
        Assert.Equal(20, sealedAnswers.Select(answer => Convert.ToHexString(answer[SealedResponse.NonceLength..])).Distinct().Count());
        Assert.All(sealedAnswers, answer => Assert.True(SealedResponse.TryOpen(sender, answer, new byte[Answer.Length])));
    }

    [Fact]
    public void An_answer_with_any_bit_flipped_does_not_open()
    {
        byte[] sealedAnswer = Seal(Answer);
        for (int bit = 0; bit < sealedAnswer.Length * 8; bit++)
        {
            byte[] flipped = [.. sealedAnswer];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(SealedResponse.TryOpen(sender, flipped, new byte[Answer.Length]));
        }
    }

    [Fact]
    public void An_answer_to_another_request_does_not_open()
    {
        byte[] sealedAnswer = Seal(Answer);
        using HpkeSender again = Hpke.SetupSender(pair.PublicKey.Span, "info"u8);
        Assert.False(SealedResponse.TryOpen(again, sealedAnswer, new byte[Answer.Length]));
    }

    [Fact]
    public void An_answer_under_the_nonce_of_another_does_not_open()
    {
        byte[] first = Seal(Answer);
        byte[] second = Seal(Answer);
        byte[] mixed = [.. first[..SealedResponse.NonceLength], .. second[SealedResponse.NonceLength..]];
        Assert.False(SealedResponse.TryOpen(sender, mixed, new byte[Answer.Length]));
    }

    [Fact]
    public void A_request_read_back_is_no_answer()
    {
        byte[] request = new byte[Answer.Length + Hpke.TagLength];
        sender.Seal([], Answer, request);
        Assert.False(SealedResponse.TryOpen(sender, [.. new byte[SealedResponse.NonceLength], .. request], new byte[Answer.Length]));
    }

    [Fact]
    public void What_is_shorter_than_an_answer_of_nothing_does_not_open()
    {
        byte[] sealedAnswer = Seal([]);
        for (int length = 0; length < sealedAnswer.Length; length++)
        {
            Assert.False(SealedResponse.TryOpen(sender, sealedAnswer.AsSpan(0, length), []));
        }
    }

    [Fact]
    public void Room_must_fit() =>
        Assert.Throws<ArgumentException>(() => SealedResponse.Seal(recipient, Answer, new byte[Answer.Length + Hpke.TagLength]));

    private byte[] Seal(byte[] answer)
    {
        byte[] sealedAnswer = new byte[answer.Length + SealedResponse.Overhead];
        SealedResponse.Seal(recipient, answer, sealedAnswer);
        return sealedAnswer;
    }
}
