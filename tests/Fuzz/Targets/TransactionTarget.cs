using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Tests.Fuzz.Targets;

/// <summary>A transaction that parses is written back byte for byte; one that does not says where it is wrong.</summary>
internal static class TransactionTarget
{
    internal static bool Try(ReadOnlySpan<byte> input)
    {
        try
        {
            Transaction transaction = Transaction.Parse(input);
            Promise.Holds(input.SequenceEqual(transaction.ToBytes()), "the same bytes when written");
            ScriptAnalysis.Of(transaction.Script.Span);
            return true;
        }
        catch (NeoFormatException refused)
        {
            Promise.Holds(refused.Offset >= 0 && refused.Offset <= input.Length, "an offset inside the bytes");
            return false;
        }
    }
}
