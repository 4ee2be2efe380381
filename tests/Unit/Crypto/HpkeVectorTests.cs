using System.Text;
using NeoServiceLayer.Crypto;
using Xunit;

namespace NeoServiceLayer.Tests.Cryptography;

/// <summary>Both sides give what the published vector says.</summary>
public sealed class HpkeVectorTests
{
    [Fact]
    public void Private_keys_have_their_public_ones()
    {
        using HpkeKeyPair recipient = Pair(HpkeVectors.RecipientPrivate);
        using HpkeKeyPair ephemeral = Pair(HpkeVectors.EphemeralPrivate);
        Assert.Equal(HpkeVectors.RecipientPublic, Convert.ToHexStringLower(recipient.PublicKey.Span));
        Assert.Equal(HpkeVectors.Encapsulated, Convert.ToHexStringLower(ephemeral.PublicKey.Span));
    }

    [Fact]
    public void A_sender_seals_and_exports_what_the_vector_says()
    {
        using HpkeKeyPair ephemeral = Pair(HpkeVectors.EphemeralPrivate);
        using HpkeSender sender = Hpke.SetupSender(
            Convert.FromHexString(HpkeVectors.RecipientPublic), Convert.FromHexString(HpkeVectors.Info), ephemeral);
        Assert.Equal(HpkeVectors.Encapsulated, Convert.ToHexStringLower(sender.Encapsulated.Span));
        byte[] plaintext = Convert.FromHexString(HpkeVectors.Plaintext);
        Dictionary<ulong, string> texts = HpkeVectors.Messages.ToDictionary(message => message.Sequence, message => message.Text);
        for (ulong number = 0; number <= 256; number++)
        {
            byte[] text = new byte[plaintext.Length + Hpke.TagLength];
            sender.Seal(Encoding.ASCII.GetBytes($"Count-{number}"), plaintext, text);
            Assert.Equal(texts.GetValueOrDefault(number, Convert.ToHexStringLower(text)), Convert.ToHexStringLower(text));
        }

        foreach ((string context, string value) in HpkeVectors.Exports)
        {
            byte[] secret = new byte[32];
            sender.Export(Convert.FromHexString(context), secret);
            Assert.Equal(value, Convert.ToHexStringLower(secret));
        }
    }

    [Fact]
    public void A_recipient_opens_and_exports_what_the_vector_says()
    {
        using HpkeKeyPair pair = Pair(HpkeVectors.RecipientPrivate);
        using HpkeRecipient? recipient = Hpke.SetupRecipient(
            pair, Convert.FromHexString(HpkeVectors.Encapsulated), Convert.FromHexString(HpkeVectors.Info));
        Assert.NotNull(recipient);
        foreach ((ulong number, string text) in HpkeVectors.Messages)
        {
            recipient.Context.Sequence = number;
            byte[] sealedBytes = Convert.FromHexString(text);
            byte[] plaintext = new byte[sealedBytes.Length - Hpke.TagLength];
            Assert.True(recipient.TryOpen(Encoding.ASCII.GetBytes($"Count-{number}"), sealedBytes, plaintext));
            Assert.Equal(HpkeVectors.Plaintext, Convert.ToHexStringLower(plaintext));
        }

        foreach ((string context, string value) in HpkeVectors.Exports)
        {
            byte[] secret = new byte[32];
            recipient.Export(Convert.FromHexString(context), secret);
            Assert.Equal(value, Convert.ToHexStringLower(secret));
        }
    }

    [Fact]
    public void The_first_message_opens_by_itself()
    {
        using HpkeKeyPair pair = Pair(HpkeVectors.RecipientPrivate);
        byte[] message = Convert.FromHexString(HpkeVectors.Encapsulated + HpkeVectors.Messages[0].Text);
        byte[] plaintext = new byte[message.Length - Hpke.Overhead];
        Assert.True(Hpke.TryOpen(pair, Convert.FromHexString(HpkeVectors.Info), "Count-0"u8, message, plaintext));
        Assert.Equal(HpkeVectors.Plaintext, Convert.ToHexStringLower(plaintext));
    }

    private static HpkeKeyPair Pair(string privateKey) => HpkeKeyPair.Import(Convert.FromHexString(privateKey));
}
