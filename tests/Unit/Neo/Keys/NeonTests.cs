using NeoServiceLayer.Neo.Hashing;
using NeoServiceLayer.Neo.Keys;
using Xunit;

namespace NeoServiceLayer.Tests.Neo.Keys;

/// <summary>Our keys beside those of neon-core 5.10.1.</summary>
public sealed class NeonTests
{
    [Fact]
    public async Task Keys_addresses_and_signatures_are_the_same_both_ways()
    {
        var random = new Random(5);
        var keys = Enumerable.Range(0, 20).Select(_ => PrivateKey.Create()).ToArray();
        var messages = Enumerable.Range(0, keys.Length).Select(_ => Message(random)).ToArray();

        // Their half: what we signed, and one message that is not what we signed.
        var asked = keys.Select((key, i) => new
        {
            @private = Convert.ToHexStringLower(Secret(key)),
            message = Convert.ToHexStringLower(messages[i]),
            signature = Convert.ToHexStringLower(key.Sign(i == 7 ? [.. messages[i], 1] : messages[i])),
        });
        var answer = await Neon.RunAsync(new
        {
            keys = asked,
            signer = new
            {
                @private = Convert.ToHexStringLower(Secret(keys[0])),
                messages = messages.Select(Convert.ToHexStringLower),
            },
        });

        for (var i = 0; i < keys.Length; i++)
        {
            var theirs = answer.GetProperty("keys")[i];
            Assert.Equal(theirs.GetProperty("public").GetString(), keys[i].PublicKey.ToString());
            Assert.Equal(theirs.GetProperty("address").GetString(), Address.ToAddress(keys[i].PublicKey.ScriptHash));
            Assert.Equal(theirs.GetProperty("scriptHash").GetString(), keys[i].PublicKey.ScriptHash.ToString());
            Assert.Equal(theirs.GetProperty("wif").GetString(), Vectors.WifOf(keys[i]));
            Assert.Equal(i != 7, theirs.GetProperty("verified").GetBoolean());

            // Our half: what they signed.
            var signature = Convert.FromHexString(answer.GetProperty("signatures")[i].GetString()!);
            Assert.True(keys[0].PublicKey.Verify(messages[i], signature));
            Assert.False(keys[1].PublicKey.Verify(messages[i], signature));
        }

        var multi = VerificationScript.Multi(2, [keys[0].PublicKey, keys[1].PublicKey, keys[2].PublicKey]);
        Assert.Equal(answer.GetProperty("multiAddress").GetString(), Address.ToAddress(Hash.Hash160(multi)));
        Array.ForEach(keys, key => key.Dispose());
    }

    private static byte[] Secret(PrivateKey key)
    {
        var secret = new byte[PrivateKey.Length];
        key.CopySecretTo(secret);
        return secret;
    }

    private static byte[] Message(Random random)
    {
        var message = new byte[1 + random.Next(200)];
        random.NextBytes(message);
        return message;
    }
}
