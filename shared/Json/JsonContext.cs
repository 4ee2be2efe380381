using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace NeoServiceLayer.Json;

/// <summary>
/// How some types are read and written, each as a property of its name. A class that derives from this one says which and how, by
/// attributes; the rest of it is generated. Unlike the serializer's own contexts it has no description of the types, only the code that
/// reads and writes them.
/// </summary>
public abstract class JsonContext
{
    /// <param name="options">What holds for all of the context's types. They are the context's from now on.</param>
    protected JsonContext(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        // The serializer insists on a resolver, and asks it for nothing: a converter of ours reads all that is in its type itself.
        options.TypeInfoResolver = JsonTypeInfoResolver.Combine();
        options.MakeReadOnly();
        Options = options;
    }

    /// <summary>What holds for all of the context's types; cannot be changed.</summary>
    public JsonSerializerOptions Options { get; }

    /// <summary>What the serializer takes, of a converter.</summary>
    protected JsonTypeInfo<T> Of<T>(JsonConverter<T> converter) => JsonMetadataServices.CreateValueInfo<T>(Options, converter);
}
