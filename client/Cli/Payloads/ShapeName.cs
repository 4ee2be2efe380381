namespace NeoServiceLayer.Cli.Payloads;

/// <summary>Names shapes for people.</summary>
internal static class ShapeName
{
    internal static string Of(Shape shape) => shape.Kind switch
    {
        ShapeKind.Text when shape.Info.Type == typeof(byte[]) || shape.Info.Type == typeof(ReadOnlyMemory<byte>) => "base64",
        ShapeKind.Text when shape.Format == "date-time" => "time (RFC 3339)",
        ShapeKind.Text when shape.Format is string format => $"text ({format})",
        ShapeKind.Text or ShapeKind.Opaque => "text",
        ShapeKind.Bytes => "bytes, as they are",
        ShapeKind.Integer => "whole number",
        ShapeKind.Number => "number",
        ShapeKind.Boolean => "true or false",
        ShapeKind.Choice => string.Join(" | ", shape.Choices),
        ShapeKind.Array => $"list of {Of(shape.Element)}",
        ShapeKind.Map => $"map to {Of(shape.Element)}",
        ShapeKind.Object => "object",
        _ => "JSON",
    };
}
