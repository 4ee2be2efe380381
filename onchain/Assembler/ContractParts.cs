namespace NeoServiceLayer.Assembler;

/// <summary>A parameter of a method or an event.</summary>
internal sealed record Parameter(string Name, string Type);

/// <summary>A method that others may call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">What it takes.</param>
/// <param name="Returns">What it gives.</param>
/// <param name="IsSafe">Whether it changes nothing.</param>
/// <param name="Offset">Where it begins in the script, in bytes.</param>
internal sealed record Method(string Name, IReadOnlyList<Parameter> Parameters, string Returns, bool IsSafe, int Offset);

/// <summary>An event that it tells of.</summary>
internal sealed record Event(string Name, IReadOnlyList<Parameter> Parameters);

/// <summary>A method of another contract that it may call.</summary>
internal sealed record Permission(string Contract, string Method);

/// <summary>A contract, assembled.</summary>
internal sealed record AssembledContract(
    string Name, byte[] Script, IReadOnlyList<Method> Methods, IReadOnlyList<Event> Events, IReadOnlyList<Permission> Permissions);
