namespace NeoServiceLayer.Json;

/// <summary>
/// Names a type that a <see cref="JsonContext"/> reads and writes; the types of its members follow. How is said beside it, in
/// <see cref="System.Text.Json.Serialization.JsonSourceGenerationOptionsAttribute"/>: shared/JsonGenerator writes the code.
/// </summary>
/// <param name="type">A sealed class.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class JsonTypeAttribute(Type type) : Attribute
{
    /// <summary>The type.</summary>
    public Type Type { get; } = type;
}
