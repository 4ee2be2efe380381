namespace NeoServiceLayer.JsonGenerator.Model;

/// <summary>A context, ready to be written.</summary>
/// <param name="Namespace">Where it is.</param>
/// <param name="Name">Its class's name.</param>
/// <param name="Accessibility">That of its class.</param>
/// <param name="Usings">The namespaces that its types are from, in order.</param>
/// <param name="Options">How it reads and writes.</param>
/// <param name="Objects">Its objects, in the order in which they were found.</param>
/// <param name="Enums">Its enums.</param>
/// <param name="Converters">The converters that its types name.</param>
/// <param name="Collections">Its lists and maps.</param>
internal sealed record ContextModel(
    string Namespace,
    string Name,
    string Accessibility,
    IReadOnlyList<string> Usings,
    ContextOptions Options,
    IReadOnlyList<ObjectModel> Objects,
    IReadOnlyList<EnumModel> Enums,
    IReadOnlyList<string> Converters,
    IReadOnlyList<CollectionModel> Collections);

/// <summary>An object.</summary>
/// <param name="Type">Its type's name.</param>
/// <param name="Members">Its members, in the order in which they are written.</param>
/// <param name="Making">How it is made of them.</param>
internal sealed record ObjectModel(string Type, IReadOnlyList<MemberModel> Members, Making Making);

/// <summary>How an object is made.</summary>
internal enum Making
{
    /// <summary>Once all members are read, with an initialiser: what is left out has its type's default.</summary>
    Initialiser,

    /// <summary>First, and its members are set as they come: what is left out stays as the class has it.</summary>
    Setters,

    /// <summary>Once all members are read, by its constructor.</summary>
    Constructor,
}

/// <summary>A member of an object.</summary>
/// <param name="Property">The property.</param>
/// <param name="Name">What it is called in JSON.</param>
/// <param name="Local">What a variable that holds it is called.</param>
/// <param name="Value">What it is.</param>
/// <param name="IsNullable">Whether it may be null.</param>
/// <param name="IsRequired">Whether it must be there.</param>
internal sealed record MemberModel(string Property, string Name, string Local, ValueModel Value, bool IsNullable, bool IsRequired);

/// <summary>A kind of value.</summary>
/// <param name="Type">Its type in C#, as it is when it is not null.</param>
/// <param name="Label">Its type as part of a method's name.</param>
/// <param name="IsReference">Whether the type is a reference's.</param>
/// <param name="Read">The expression that reads it.</param>
/// <param name="WriteMember">The statements that write it as a member, <c>$name</c> and <c>$value</c> to be put in.</param>
/// <param name="WriteElement">The statements that write it alone, with <c>$value</c>.</param>
internal sealed record ValueModel(string Type, string Label, bool IsReference, string Read, string WriteMember, string WriteElement);

/// <summary>An enum, as its members' names.</summary>
internal sealed record EnumModel(string Type, IReadOnlyList<(string Member, string Name)> Members);

/// <summary>A list, or a map from strings.</summary>
internal sealed record CollectionModel(ValueModel Element, bool IsMap)
{
    internal string Label => (IsMap ? "MapOf" : "ListOf") + Element.Label;
}
