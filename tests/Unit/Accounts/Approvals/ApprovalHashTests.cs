using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Contracts.Account;
using Xunit;

namespace NeoServiceLayer.Tests.Accounts.Approvals;

/// <summary>The hash that approvers sign, made from its description by somebody who has a SHA-256.</summary>
public sealed class ApprovalHashTests
{
    private static readonly byte[] Salt = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private static readonly ApprovalHash Sample = new()
    {
        GenesisId = new string('a', 64),
        AccountId = "acc_1",
        ApprovalId = "apr_1",
        RequestedBy = "key",
        RequestId = "request ü",
        Service = "wallet",
        Operation = "transfer",
    };

    [Fact]
    public void It_is_what_is_written_of_it()
    {
        using MemoryStream input = new();
        input.Write("nsl approval 1"u8);
        foreach (byte[] part in (byte[][])
        [
            Salt, .. ((string[])[new string('a', 64), "acc_1", "apr_1", "key", "request ü", "wallet", "transfer", "{}"]).Select(Encoding.UTF8.GetBytes),
        ])
        {
            byte[] length = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(length, (uint)part.Length);
            input.Write(length);
            input.Write(part);
        }

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(input.ToArray())), Sample.Of(Salt, "{}"u8));
    }

    [Fact]
    public void No_two_requests_have_one_hash()
    {
        byte[] other = [.. Salt];
        other[31] ^= 1;
        string[] hashes =
        [
            Sample.Of(Salt, "{}"u8),
            Sample.Of(other, "{}"u8),
            Sample.Of(Salt, "{ }"u8),
            (Sample with { GenesisId = new string('b', 64) }).Of(Salt, "{}"u8),
            (Sample with { AccountId = "acc_2" }).Of(Salt, "{}"u8),
            (Sample with { ApprovalId = "apr_2" }).Of(Salt, "{}"u8),
            (Sample with { RequestedBy = "key2" }).Of(Salt, "{}"u8),
            (Sample with { RequestId = "request" }).Of(Salt, "{}"u8),
            (Sample with { Service = "wallett", Operation = "ransfer" }).Of(Salt, "{}"u8),
            (Sample with { Operation = "transfer{", RequestId = "request ü" }).Of(Salt, "}"u8),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample.Of(Salt.AsSpan(1), "{}"u8));
    }
}
