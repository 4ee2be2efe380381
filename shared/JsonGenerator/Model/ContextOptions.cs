using Microsoft.CodeAnalysis;

namespace NeoServiceLayer.JsonGenerator.Model;

/// <summary>What a context's <c>JsonSourceGenerationOptions</c> say.</summary>
internal sealed record ContextOptions
{
    private const string Attribute = "System.Text.Json.Serialization.JsonSourceGenerationOptionsAttribute";

    /// <summary><c>JsonKnownNamingPolicy.CamelCase</c>, <c>JsonIgnoreCondition.WhenWritingNull</c>, <c>JsonUnmappedMemberHandling.Disallow</c>.</summary>
    private const int CamelCase = 1;
    private const int WhenWritingNull = 3;
    private const int Disallow = 1;

    /// <summary>Whether members that are null are left out.</summary>
    internal bool LeavesOutNulls { get; private set; }

    /// <summary>Whether members that are unknown are refused.</summary>
    internal bool RefusesUnknown { get; private set; }

    /// <summary>Whether a member may come twice.</summary>
    internal bool AllowsDuplicates { get; private set; } = true;

    /// <summary>Whether what a constructor takes must be there, if it has no default.</summary>
    internal bool RequiresParameters { get; private set; }

    /// <summary>Whether it is written in lines.</summary>
    internal bool IsIndented { get; private set; }

    /// <summary>How deep objects and arrays may nest; 0 is the serializer's own 64.</summary>
    internal int MaxDepth { get; private set; }

    /// <param name="context">The context's class.</param>
    /// <param name="report">Takes what is not possible, as a sentence.</param>
    internal static ContextOptions Read(INamedTypeSymbol context, Action<string> report)
    {
        ContextOptions options = new();
        Dictionary<string, object?> given = context.GetAttributes()
            .FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == Attribute)?.NamedArguments
            .ToDictionary(argument => argument.Key, argument => argument.Value.Value) ?? [];
        if (!given.TryGetValue("PropertyNamingPolicy", out object? naming) || naming is not CamelCase)
        {
            report("A context names its members in camel case: PropertyNamingPolicy must be CamelCase.");
        }

        if (!given.TryGetValue("RespectNullableAnnotations", out object? nullable) || nullable is not true)
        {
            report("A context takes null only where the type says so: RespectNullableAnnotations must be true.");
        }

        foreach ((string name, object? value) in given)
        {
            if (!options.Take(name, value))
            {
                report($"The option {name} is not known here, or not with this value.");
            }
        }

        return options;
    }

    private bool Take(string name, object? value)
    {
        switch (name, value)
        {
            // Of no consequence here: for the serializer's own generator, where it reads the same text.
            case ("PropertyNamingPolicy" or "RespectNullableAnnotations" or "GenerationMode", _):
                return true;
            case ("DefaultIgnoreCondition", WhenWritingNull):
                LeavesOutNulls = true;
                return true;
            case ("UnmappedMemberHandling", int handling):
                RefusesUnknown = handling == Disallow;
                return true;
            case ("AllowDuplicateProperties", bool allowed):
                AllowsDuplicates = allowed;
                return true;
            case ("RespectRequiredConstructorParameters", bool required):
                RequiresParameters = required;
                return true;
            case ("WriteIndented", bool indented):
                IsIndented = indented;
                return true;
            case ("MaxDepth", int depth):
                MaxDepth = depth;
                return true;
            default:
                return false;
        }
    }
}
