using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Cli.Payloads;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Schemas;

namespace NeoServiceLayer.Cli.Help;

/// <summary>What <c>nsl SERVICE OPERATION --help</c> says: the fields of request and response, from the descriptor.</summary>
internal static class OperationHelp
{
    internal static void Write(TextWriter output, Operation operation)
    {
        output.WriteLine(operation.Summary);
        output.WriteLine();
        output.WriteLine($"Usage: nsl {operation.Service} {Spelling.Kebab(operation.Name)} [--field value …]");
        output.WriteLine($"{Runs(operation.Place)}; {Changes(operation.Effects)}.");
        Section(output, "Fields:", "--", PayloadMetadata.Request(operation));
        Section(output, "Answer:", "", PayloadMetadata.Response(operation));
    }

    private static string Runs(Place place) => place switch
    {
        Place.Enclave => "Runs in the enclave",
        Place.Parent => "Answered by the gateway, without the enclave",
        _ => "Runs in the enclave, and the gateway adds a part that is not trusted",
    };

    private static string Changes(Effects effects) => effects == Effects.ChangesState ? "changes state" : "only reads";

    private static void Section(TextWriter output, string title, string prefix, JsonTypeInfo info)
    {
        List<string[]> rows = [];
        Collect(rows, prefix, Shape.Of(info), []);
        output.WriteLine();
        if (rows.Count == 0)
        {
            output.WriteLine(title + " none");
            return;
        }

        output.WriteLine(title);
        Columns.Write(output, rows, "  ");
    }

    /// <summary>
    /// One row a field; objects are followed by their own, types that contain themselves once. What begins with dashes is
    /// a flag; the members of a list's elements are not, because an element is given as JSON.
    /// </summary>
    private static void Collect(List<string[]> rows, string prefix, Shape shape, Type[] around)
    {
        bool flags = prefix.StartsWith("--", StringComparison.Ordinal);
        foreach (Field field in shape.Fields)
        {
            string name = prefix + (flags ? Spelling.Kebab(field.Name) : field.Name);
            bool repeated = field.Shape.Kind == ShapeKind.Array;
            rows.Add([name, ShapeName.Of(field.Shape), Note(field, repeated, flags)]);
            Shape inner = repeated ? field.Shape.Element : field.Shape;
            if (inner.Kind == ShapeKind.Object && !around.Contains(inner.Info.Type))
            {
                string deeper = repeated ? (flags ? prefix[2..] : prefix) + field.Name + "[]." : name + ".";
                Collect(rows, deeper, inner, [.. around, inner.Info.Type]);
            }
        }
    }

    private static string Note(Field field, bool repeated, bool flag) => (flag, field.Required, repeated) switch
    {
        (true, true, true) => "required, repeat for more",
        (true, false, true) => "repeat for more",
        (true, true, false) => "required",
        (false, false, _) => "optional",
        _ => "",
    };
}
