using System.Globalization;
using System.Numerics;
using System.Text;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Triggers.Blocks;

/// <summary>Which events a trigger waits for.</summary>
internal sealed class EventFilter
{
    private const int MaxConditions = 8;
    private const int MaxArguments = 16;
    private const int MaxNameLength = 64;
    private const int MaxEqualLength = 2048;

    private readonly UInt160 contract;
    private readonly string name;
    private readonly (int Argument, ExpectedValue Value)[] conditions;

    private EventFilter(UInt160 contract, string name, (int, ExpectedValue)[] conditions) =>
        (this.contract, this.name, this.conditions) = (contract, name, conditions);

    /// <exception cref="RequestException">It is none; the sentence names the member.</exception>
    internal static EventFilter Read(ChainEventFilter filter)
    {
        if (filter.Event.Length is 0 or > MaxNameLength)
        {
            throw new RequestException($"chainEvent.event has 1 to {MaxNameLength} characters.");
        }

        IReadOnlyList<EventCondition> conditions = filter.Conditions ?? [];
        return conditions.Count <= MaxConditions
            && conditions.All(condition => condition is { Argument: >= 0 and < MaxArguments, Equal.Length: <= MaxEqualLength })
                ? new EventFilter(
                    ReadContract(filter.Contract), filter.Event, [.. conditions.Select(condition => (condition.Argument, new ExpectedValue(condition.Equal)))])
                : throw new RequestException(
                    $"chainEvent.conditions are at most {MaxConditions}, of arguments 0 to {MaxArguments - 1}, equal to at most {MaxEqualLength} characters.");
    }

    internal bool Takes(ChainNotification told) => told.Contract == contract && told.Name == name
        && Array.TrueForAll(conditions, condition => condition.Argument < told.State.Count && condition.Value.Is(told.State[condition.Argument]));

    private static UInt160 ReadContract(string text) => text switch
    {
        "GAS" => NativeContracts.Gas,
        "NEO" => NativeContracts.Neo,
        _ => UInt160.TryParse(text, out UInt160 contract)
            ? contract
            : throw new RequestException("chainEvent.contract is GAS, NEO, or a contract's hash: 0x and 40 hexadecimal digits."),
    };
}

/// <summary>What an argument has to be, in every way in which the text can be read.</summary>
internal sealed class ExpectedValue
{
    private const int MaxDigits = 79;

    private readonly string text;
    private readonly BigInteger? number;
    private readonly byte[][] bytes;

    internal ExpectedValue(string text)
    {
        this.text = text;
        number = text.Length <= MaxDigits && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger read)
            ? read
            : null;
        bytes = [.. Readings(text)];
    }

    internal bool Is(ChainValue value) => value switch
    {
        ChainNull => text == "null",
        ChainBoolean boolean => text == (boolean.Value ? "true" : "false"),
        ChainInteger integer => integer.Value == number,
        ChainBytes given => Array.Exists(bytes, reading => given.Value.Span.SequenceEqual(reading)),
        _ => false,
    };

    private static IEnumerable<byte[]> Readings(string text)
    {
        yield return Encoding.UTF8.GetBytes(text);
        if (Address.TryParse(text, out UInt160 account) || UInt160.TryParse(text, out account))
        {
            byte[] hash = new byte[UInt160.Length];
            account.CopyTo(hash);
            yield return hash;
        }

        if (UInt256.TryParse(text, out UInt256 hash256))
        {
            byte[] hash = new byte[UInt256.Length];
            hash256.CopyTo(hash);
            yield return hash;
        }

        byte[] decoded = new byte[text.Length];
        if (Convert.TryFromBase64String(text, decoded, out int length))
        {
            yield return decoded[..length];
        }
    }
}
