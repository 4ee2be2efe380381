using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.Access;

/// <summary>Checks the words that owners give to what they keep: nothing in them controls a terminal.</summary>
public static class Labels
{
    /// <summary>A name of 1 to so many characters.</summary>
    /// <exception cref="RequestException">It is none.</exception>
    public static string CheckName(string name, int most) => IsText(name, least: 1, most)
        ? name
        : throw new RequestException($"name has 1 to {most} characters, and none that controls a terminal.");

    /// <summary>A description of at most so many characters; none where it is empty.</summary>
    /// <exception cref="RequestException">It is too long.</exception>
    public static string? CheckDescription(string? description, int most)
    {
        if (string.IsNullOrEmpty(description))
        {
            return null;
        }

        return IsText(description, least: 0, most)
            ? description
            : throw new RequestException($"description has at most {most} characters, and none that controls a terminal.");
    }

    /// <summary>Different tags, at most so many of at most so many characters.</summary>
    /// <exception cref="RequestException">They are no tags.</exception>
    public static IReadOnlyList<string> CheckTags(IReadOnlyList<string>? tags, int most, int longest)
    {
        if (tags is null)
        {
            return [];
        }

        if (tags.Count > most || tags.Distinct(StringComparer.Ordinal).Count() != tags.Count)
        {
            throw new RequestException($"tags are at most {most}, none twice.");
        }

        return tags.All(tag => IsText(tag, least: 1, longest))
            ? tags
            : throw new RequestException($"tags have 1 to {longest} characters each, and none that controls a terminal.");
    }

    // An element of a JSON array may be null, whatever the type says.
    private static bool IsText(string? text, int least, int most) =>
        text is not null && text.Length >= least && text.Length <= most && !text.Any(char.IsControl);
}
