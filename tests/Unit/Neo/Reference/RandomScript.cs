using NeoServiceLayer.Neo.Scripts;

namespace NeoServiceLayer.Tests.Neo.Reference;

/// <summary>Scripts that are mostly what an analysis follows, and now and then anything else.</summary>
internal static class RandomScript
{
    private static readonly OpCode[] Strange = [.. Enum.GetValues<OpCode>()];

    internal static byte[] Next(Random random)
    {
        var script = new List<byte>();
        int pieces = random.Next(1, 8);
        for (int i = 0; i < pieces; i++)
        {
            Piece(random, script);
        }

        // One byte in some scripts is another.
        if (random.Next(4) == 0)
        {
            script[random.Next(script.Count)] = (byte)random.Next(256);
        }

        return [.. script];
    }

    private static void Piece(Random random, List<byte> script)
    {
        switch (random.Next(12))
        {
            case 0:
                Push(random, script);
                break;
            case 1:
                script.Add((byte)Pick(random, OpCode.NOP, OpCode.DROP, OpCode.DROP, OpCode.ASSERT, OpCode.RET));
                break;
            case 2:
                OpCode strange = Strange[random.Next(Strange.Length)];
                script.Add((byte)strange);
                script.AddRange(new byte[OpCodes.OperandSize(strange) + OpCodes.LengthPrefix(strange)]);
                break;
            default:
                Call(random, script);
                break;
        }
    }

    private static void Call(Random random, List<byte> script)
    {
        int count = random.Next(5);
        for (int i = 0; i < count; i++)
        {
            Push(random, script);
        }

        // Now and then one more than was pushed: what a call before has left, or nothing.
        script.Add((byte)(OpCode.PUSH0 + count + (random.Next(12) == 0 ? 1 : 0)));
        script.Add((byte)Pick(random, OpCode.PACK, OpCode.PACK, OpCode.PACK, OpCode.PACKSTRUCT, OpCode.NEWARRAY0));
        script.Add((byte)(OpCode.PUSH0 + random.Next(random.Next(8) == 0 ? 17 : 16)));
        Bytes(random.Next(8) == 0 ? "_call"u8 : "transfer"u8, script);
        byte[] contract = new byte[random.Next(16) == 0 ? 19 : 20];
        random.NextBytes(contract);
        Bytes(contract, script);
        script.AddRange(random.Next(16) == 0 ? [0x41, 1, 2, 3, 4] : [0x41, 0x62, 0x7d, 0x5b, 0x52]);
        if (random.Next(3) != 0)
        {
            script.Add((byte)Pick(random, OpCode.ASSERT, OpCode.DROP));
        }
    }

    private static void Push(Random random, List<byte> script)
    {
        byte[] data = new byte[random.Next(4) == 0 ? 20 : random.Next(40)];
        random.NextBytes(data);
        switch (random.Next(7))
        {
            case 0:
                script.Add((byte)Pick(
                    random, OpCode.PUSHNULL, OpCode.PUSHT, OpCode.PUSHF, OpCode.NEWARRAY0, OpCode.NEWSTRUCT0));
                break;
            case 1:
                int power = random.Next(6);
                script.Add((byte)(OpCode.PUSHINT8 + power));
                byte[] number = new byte[1 << power];
                random.NextBytes(number);
                script.AddRange(number);
                break;
            case 2:
                script.Add((byte)(OpCode.PUSHM1 + random.Next(18)));
                break;
            case 3:
                Push(random, script);
                Push(random, script);
                script.Add((byte)OpCode.PUSH2);
                script.Add((byte)Pick(random, OpCode.PACK, OpCode.PACKSTRUCT));
                break;
            case 4:
                script.AddRange([(byte)OpCode.PUSHDATA2, (byte)data.Length, 0, .. data]);
                break;
            default:
                Bytes(data, script);
                break;
        }
    }

    private static void Bytes(ReadOnlySpan<byte> data, List<byte> script)
    {
        script.Add((byte)OpCode.PUSHDATA1);
        script.Add((byte)data.Length);
        script.AddRange(data);
    }

    private static OpCode Pick(Random random, params ReadOnlySpan<OpCode> choice) => choice[random.Next(choice.Length)];
}
