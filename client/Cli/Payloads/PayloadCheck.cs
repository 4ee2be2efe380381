using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Cli.Arguments;

namespace NeoServiceLayer.Cli.Payloads;

/// <summary>Finds what a payload lacks before it is sent.</summary>
internal static class PayloadCheck
{
    /// <exception cref="UsageException">A required field is missing, or the contract's own reader refuses the payload.</exception>
    internal static void Check(JsonObject payload, Shape request)
    {
        Required(payload, request, "");
        try
        {
            _ = payload.Deserialize(request.Info);
        }
        catch (JsonException failure)
        {
            string where = failure.Path is { Length: > 2 } path ? "--" + path[2..] : "The payload";
            throw new UsageException($"{where} is not what the operation takes.");
        }
    }

    private static void Required(JsonObject value, Shape shape, string prefix)
    {
        foreach (Field field in shape.Fields)
        {
            string name = prefix + field.Name;
            switch (value[field.Name])
            {
                case null when field.Required && field.Shape.Kind == ShapeKind.Object
                    && field.Shape.Fields.FirstOrDefault(inner => inner.Required) is Field inner:
                    throw new UsageException($"--{name}.{inner.Name} is missing.");
                case null when field.Required && !value.ContainsKey(field.Name):
                    throw new UsageException($"--{name} is missing.");
                case JsonObject inner when field.Shape.Kind == ShapeKind.Object:
                    Required(inner, field.Shape, name + ".");
                    break;
                default:
                    break;
            }
        }
    }
}
