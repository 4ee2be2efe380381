using System.Numerics;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Tests.Neo.Reference;

namespace NeoServiceLayer.Tests.Wallets.Policies;

/// <summary>Scripts that are mostly what a policy may allow, and now and then what none should.</summary>
internal static class PolicyScript
{
    private static readonly UInt160 Stranger = new("some other account 2"u8);

    internal static byte[] Next(Random random)
    {
        List<byte> script = [];
        int pieces = random.Next(1, 4);
        for (int i = 0; i < pieces; i++)
        {
            script.AddRange(random.Next(40) == 0 ? RandomScript.Next(random) : Piece(random));
        }

        if (random.Next(10) == 0)
        {
            script[random.Next(script.Count)] = (byte)random.Next(256);
        }

        return [.. script];
    }

    private static byte[] Piece(Random random) => random.Next(10) switch
    {
        0 => new ScriptBuilder().Emit(OpCode.NOP).ToArray(),
        1 => new ScriptBuilder().Push(Amount(random)).Emit(OpCode.DROP).ToArray(),
        2 => new ScriptBuilder().Push(3).Emit(OpCode.NEWARRAY0).Push(2).Emit(OpCode.PACK)
            .Call(SamplePolicy.Router, random.Next(6) == 0 ? "drain" : "swap", CallFlags.All).Emit(OpCode.DROP).ToArray(),
        _ => Transfer(random),
    };

    private static byte[] Transfer(Random random)
    {
        ScriptBuilder script = new();
        switch (random.Next(5))
        {
            case 0:
                script.Push("memo");
                break;
            case 1:
                script.Emit(OpCode.NEWARRAY0);
                break;
            default:
                script.Emit(OpCode.PUSHNULL);
                break;
        }

        if (random.Next(20) == 0)
        {
            script.Push(Amount(random).ToByteArray());
        }
        else
        {
            script.Push(random.Next(20) == 0 ? -Amount(random) : Amount(random));
        }

        script.Push(random.Next(10) == 0 ? Stranger : SamplePolicy.Receiver)
            .Push(random.Next(10) == 0 ? Stranger : SamplePolicy.Account)
            .Push(random.Next(30) == 0 ? 3 : 4)
            .Emit(random.Next(10) == 0 ? OpCode.PACKSTRUCT : OpCode.PACK)
            .Call(Asset(random), random.Next(30) == 0 ? "Transfer" : "transfer", (CallFlags)random.Next(16));
        return (random.Next(3) switch
        {
            0 => script.Emit(OpCode.ASSERT),
            1 => script.Emit(OpCode.DROP),
            _ => script,
        }).ToArray();
    }

    private static UInt160 Asset(Random random) => random.Next(20) switch
    {
        0 => SamplePolicy.Router,
        1 => Stranger,
        < 10 => NativeContracts.Gas,
        < 15 => NativeContracts.Neo,
        _ => SamplePolicy.Token,
    };

    /// <summary>Any number of bytes from 0 to 31, so that a few of them still are a number that the machine holds.</summary>
    private static BigInteger Amount(Random random)
    {
        byte[] bytes = new byte[random.Next(32)];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true);
    }
}
