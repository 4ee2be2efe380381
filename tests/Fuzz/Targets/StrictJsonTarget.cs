using System.Text.Json;
using System.Text.Unicode;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Tests.Fuzz.Targets;

/// <summary>
/// StrictJson and the framework's reader agree on the grammar; what StrictJson refuses beyond it, it refuses for one of its
/// own three reasons.
/// </summary>
internal static class StrictJsonTarget
{
    internal static bool Try(ReadOnlySpan<byte> input)
    {
        StrictJsonError error = StrictJson.Check(input, out int offset);
        Promise.Holds(offset >= 0 && offset <= input.Length, "an offset inside the text");
        bool framework = FrameworkAccepts(input);
        if (error == StrictJsonError.None)
        {
            Promise.Holds(framework && Utf8.IsValid(input), "what is accepted is JSON in UTF-8");
        }
        else if (framework)
        {
            Promise.Holds(
                error is StrictJsonError.DuplicateKey or StrictJsonError.LoneSurrogate or StrictJsonError.InvalidUtf8,
                $"no grammar of its own: {error}");
        }

        return error == StrictJsonError.None;
    }

    private static bool FrameworkAccepts(ReadOnlySpan<byte> input)
    {
        try
        {
            Utf8JsonReader reader = new(input, new JsonReaderOptions { MaxDepth = StrictJson.MaxDepth });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
