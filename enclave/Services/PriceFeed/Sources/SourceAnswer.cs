using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Contracts.PriceFeed;
using NeoServiceLayer.Enclave.PriceFeed.Numbers;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Enclave.PriceFeed.Sources;

/// <summary>Reads a price in the answers of one source.</summary>
internal sealed class SourceAnswer
{
    /// <summary>How far ahead of ours a source's clock may be.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(10);

    /// <summary>The longest time as text, in bytes.</summary>
    private const int MaxTimeBytes = 40;

    private readonly SourceSettings source;
    private readonly SourcePath price;
    private readonly SourcePath? time;
    private readonly SourcePath? name;
    private readonly SourcePath? status;
    private readonly TimeSpan maxAge;

    /// <param name="source">The source, checked: its paths are some.</param>
    internal SourceAnswer(SourceSettings source)
    {
        this.source = source;
        price = Require(source.PricePath);
        time = source.TimePath is { } timePath ? Require(timePath) : null;
        name = source.NamePath is { } namePath ? Require(namePath) : null;
        status = source.StatusPath is { } statusPath ? Require(statusPath) : null;
        maxAge = TimeSpan.FromSeconds(source.MaxAgeSeconds ?? SourceDefaults.MaxAgeSeconds);
    }

    /// <summary>Reads an answer that came with status 200.</summary>
    /// <param name="json">The body.</param>
    /// <param name="symbolName">The source's name of the symbol that it was asked for.</param>
    /// <param name="exponent">The unit of the price that is given: -18 to 0.</param>
    /// <param name="now">The time.</param>
    internal SourceReading Read(ReadOnlySpan<byte> json, string symbolName, int exponent, DateTimeOffset now)
    {
        // A member that stands there twice is read otherwise by others: such an answer says nothing.
        if (StrictJson.Check(json, out _) != StrictJsonError.None)
        {
            return SourceReading.Failed(QuoteFailure.Malformed);
        }

        if (status is not null && !(status.TryFind(json, symbolName, out Utf8JsonReader said) && TextOf(said) == source.StatusValue))
        {
            return SourceReading.Failed(QuoteFailure.SourceError);
        }

        if (name is not null && !(name.TryFind(json, symbolName, out Utf8JsonReader named) && TextOf(named) == symbolName))
        {
            return SourceReading.Failed(QuoteFailure.WrongSymbol);
        }

        if (!price.TryFind(json, symbolName, out Utf8JsonReader found)
            || PriceText.TryRead(NumberOf(found), source.Scale ?? 0, exponent, out UInt128 read) != PriceTextProblem.None)
        {
            return SourceReading.Failed(QuoteFailure.NoPrice);
        }

        if (time is null)
        {
            return new SourceReading(read, null, null);
        }

        return time.TryFind(json, symbolName, out Utf8JsonReader told) && ReadTime(told) is { } at && at <= now + Ahead && now - at <= maxAge
            ? new SourceReading(read, at, null)
            : SourceReading.Failed(QuoteFailure.Stale);
    }

    private DateTimeOffset? ReadTime(Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> text = NumberOf(reader);
        if (text.Length is 0 or > MaxTimeBytes)
        {
            return null;
        }

        SourceTimeForm form = source.TimeForm ?? SourceTimeForm.Milliseconds;
        if (form == SourceTimeForm.Rfc3339)
        {
            return DateTimeOffset.TryParse(
                Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset at)
                ? at
                : null;
        }

        // Whole seconds and milliseconds, what stands behind a point is left out.
        int point = text.IndexOf((byte)'.');
        return Utf8Parser.TryParse(point < 0 ? text : text[..point], out long count, out int used) && used == (point < 0 ? text.Length : point)
            ? FromUnix(form == SourceTimeForm.Seconds ? count : count / 1000, form == SourceTimeForm.Seconds ? 0 : count % 1000)
            : null;
    }

    private static DateTimeOffset? FromUnix(long seconds, long milliseconds) =>
        seconds >= 0 && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).AddMilliseconds(milliseconds)
            : null;

    /// <summary>The text of a number, or of a string; empty for anything else, and for a string that has escapes: no number needs them.</summary>
    private static ReadOnlySpan<byte> NumberOf(Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number || (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped) ? reader.ValueSpan : default;

    private static string? TextOf(Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => null,
    };

    private static SourcePath Require(string text) => SourcePath.TryParse(text) ?? throw new InvalidOperationException("A source was kept with a path that is none.");
}
