using System.Text.Json;
using System.Text.Json.Serialization;

namespace NeoServiceLayer.Json;

/// <summary>Goes through an object's members, in whatever order they come.</summary>
public ref struct MemberReader
{
    private readonly JsonSerializerOptions options;
    private MemberNames names;
    private ulong given;

    /// <param name="reader">At the beginning of the object.</param>
    /// <param name="names">What the members are called.</param>
    /// <param name="options">Whether others may be there, and one twice.</param>
    /// <exception cref="JsonException">There is no object.</exception>
    public MemberReader(scoped ref Utf8JsonReader reader, MemberNames names, JsonSerializerOptions options)
    {
        JsonRead.Expect(ref reader, JsonTokenType.StartObject);
        this.names = names;
        this.options = options;
    }

    /// <summary>Which of the names the reader is at the value of.</summary>
    public readonly int Current => names.Current;

    /// <summary>Goes to the value of the next member whose name is known; false at the object's end.</summary>
    /// <exception cref="JsonException">A member is unknown and none may be, comes twice and must not, or is missing.</exception>
    public bool Next(scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        while (reader.TokenType == JsonTokenType.PropertyName)
        {
            if (names.Find(ref reader))
            {
                Note();
                reader.Read();
                return true;
            }

            if (options.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow)
            {
                throw new JsonException();
            }

            reader.TrySkip();
            reader.Read();
        }

        return names.AreEnough(given) ? false : throw new JsonException();
    }

    private void Note()
    {
        ulong member = 1UL << names.Current;
        if ((given & member) != 0 && !options.AllowDuplicateProperties)
        {
            throw new JsonException();
        }

        given |= member;
    }
}
