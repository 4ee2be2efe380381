using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NeoServiceLayer.Protocol.Json;

/// <summary>
/// An enum as its members' names: nothing else is read or written. The serializer's own converter also takes numbers, numbers in
/// quotes, lists with commas and white space around a name, and brings about 20 kB of code for each enum.
/// </summary>
/// <typeparam name="T">An enum of int whose members count up from zero, each with a <see cref="JsonStringEnumMemberNameAttribute"/>.</typeparam>
public sealed class EnumNameConverter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>
    : JsonConverter<T>, IEnumNameConverter
    where T : struct, Enum
{
    private readonly EnumNames names = new(typeof(T));

    EnumNames IEnumNameConverter.Names => names;

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Unsafe.BitCast<int, T>(names.Read(ref reader));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        names.Write(writer, Unsafe.BitCast<T, int>(value));
}
