using System.Globalization;

namespace NeoServiceLayer.Gateway.Prices;

/// <summary>Where a subscriber is: the last round of each symbol that it was sent, written as <c>NEO/USD:17,GAS/USD:4</c>.</summary>
internal sealed class StreamPlace
{
    private readonly SortedDictionary<string, long> rounds = new(StringComparer.Ordinal);

    /// <summary>Reads a place; what is not understood of it, and symbols that are not asked for, are left out.</summary>
    internal static StreamPlace Read(string text, string[] symbols)
    {
        StreamPlace place = new();
        foreach (string part in text.Split(','))
        {
            if (part.Split(':') is [string symbol, string round]
                && symbols.Contains(symbol)
                && long.TryParse(round, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            {
                place.rounds[symbol] = number;
            }
        }

        return place;
    }

    internal long? Of(string symbol) => rounds.TryGetValue(symbol, out long round) ? round : null;

    /// <summary>Goes on to a round; false if it was sent already.</summary>
    internal bool TryAdvance(string symbol, long round)
    {
        if (Of(symbol) >= round)
        {
            return false;
        }

        rounds[symbol] = round;
        return true;
    }

    public override string ToString() => string.Join(',', rounds.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Key}:{each.Value}")));
}
