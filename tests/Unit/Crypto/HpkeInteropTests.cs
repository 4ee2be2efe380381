using System.Security.Cryptography;
using System.Text.Json;
using NeoServiceLayer.Crypto;
using NeoServiceLayer.Tests.Neo;
using Xunit;

namespace NeoServiceLayer.Tests.Cryptography;

/// <summary>Ours beside @hpke/core 1.9.0, both ways, answers too.</summary>
public sealed class HpkeInteropTests
{
    private static readonly int[] Lengths = [0, 1, 31, 32, 1000, 70_000];

    [Fact]
    public async Task What_one_seals_the_other_opens()
    {
        using HpkeKeyPair pair = HpkeKeyPair.Create();
        Exchange[] ours = [.. Lengths.Select(Exchange.Random)];
        Exchange[] theirs = [.. Lengths.Select(Exchange.Random)];
        HpkeSender[] senders = [.. ours.Select(exchange => Hpke.SetupSender(pair.PublicKey.Span, exchange.Info))];
        JsonElement first = await AskAsync(
            pair,
            [.. ours.Zip(senders, (exchange, sender) => exchange.SealedBy(sender))],
            [.. theirs.Select(exchange => exchange.Wanted)],
            []);

        // They opened ours, and answered.
        for (int i = 0; i < ours.Length; i++)
        {
            JsonElement opened = first.GetProperty("opened")[i];
            Assert.Equal(ours[i].Messages.Select(Hex), opened.GetProperty("plaintexts").EnumerateArray().Select(text => text.GetString()));
            byte[] answer = Bytes(opened.GetProperty("answer"));
            byte[] plaintext = new byte[answer.Length - SealedResponse.Overhead];
            Assert.True(SealedResponse.TryOpen(senders[i], answer, plaintext));
            Assert.Equal(ours[i].Answer, plaintext);
            senders[i].Dispose();
        }

        // We open theirs, and answer.
        object[] answers = [.. theirs.Select((exchange, i) => Answer(pair, exchange, first.GetProperty("sealed")[i]))];
        JsonElement second = await AskAsync(pair, [], [], answers);
        Assert.Equal(
            theirs.Select(exchange => Hex(exchange.Answer)), second.GetProperty("answers").EnumerateArray().Select(text => text.GetString()));
    }

    private static object Answer(HpkeKeyPair pair, Exchange exchange, JsonElement theirs)
    {
        byte[] encapsulated = Bytes(theirs.GetProperty("enc"));
        using HpkeRecipient recipient = Hpke.SetupRecipient(pair, encapsulated, exchange.Info)!;
        for (int i = 0; i < exchange.Messages.Length; i++)
        {
            byte[] text = Bytes(theirs.GetProperty("texts")[i]);
            byte[] plaintext = new byte[text.Length - Hpke.TagLength];
            Assert.True(recipient.TryOpen(exchange.Associated, text, plaintext));
            Assert.Equal(exchange.Messages[i], plaintext);
        }

        byte[] answer = new byte[exchange.Answer.Length + SealedResponse.Overhead];
        SealedResponse.Seal(recipient, exchange.Answer, answer);
        return new { enc = Hex(encapsulated), secret = theirs.GetProperty("secret").GetString(), text = Hex(answer) };
    }

    private static Task<JsonElement> AskAsync(HpkeKeyPair pair, object[] sealedOnes, object[] wanted, object[] answers)
    {
        byte[] secret = new byte[HpkeKeyPair.PrivateKeyLength];
        pair.ExportPrivateKey(secret);
        return Neon.RunAsync(
            new { @private = Hex(secret), @public = Hex(pair.PublicKey.ToArray()), @sealed = sealedOnes, wanted, answers }, "hpke.js");
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static byte[] Bytes(JsonElement hex) => Convert.FromHexString(hex.GetString()!);

    /// <summary>Two messages of a context, and an answer.</summary>
    private sealed record Exchange(byte[] Info, byte[] Associated, byte[][] Messages, byte[] Answer)
    {
        internal object Wanted => new
        {
            info = Hex(Info),
            messages = Messages.Select(message => new { associated = Hex(Associated), plaintext = Hex(message) }),
        };

        internal static Exchange Random(int length) => new(
            RandomNumberGenerator.GetBytes(length % 300),
            RandomNumberGenerator.GetBytes(length % 77),
            [RandomNumberGenerator.GetBytes(length), RandomNumberGenerator.GetBytes(5)],
            RandomNumberGenerator.GetBytes(length));

        internal object SealedBy(HpkeSender sender) => new
        {
            enc = Hex(sender.Encapsulated.ToArray()),
            info = Hex(Info),
            messages = Messages.Select(message => new { associated = Hex(Associated), text = Hex(Seal(sender, message)) }).ToArray(),
            answer = Hex(Answer),
        };

        private byte[] Seal(HpkeSender sender, byte[] message)
        {
            byte[] text = new byte[message.Length + Hpke.TagLength];
            sender.Seal(Associated, message, text);
            return text;
        }
    }
}
