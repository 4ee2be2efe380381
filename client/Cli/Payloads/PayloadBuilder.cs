using System.Text.Json.Nodes;
using NeoServiceLayer.Cli.Arguments;

namespace NeoServiceLayer.Cli.Payloads;

/// <summary>Puts a payload together from flags, by the shape of an operation's request.</summary>
internal sealed class PayloadBuilder(Shape request)
{
    private readonly Dictionary<string, int> given = [];

    /// <summary>What has been given so far.</summary>
    internal JsonObject Payload { get; } = [];

    /// <summary>Finds the place that a flag names, as in <c>key.kind</c>; null if its first part is no field.</summary>
    /// <exception cref="UsageException">A later part is no field.</exception>
    internal Target? Find(string flag)
    {
        string[] parts = flag.Split('.');
        Shape shape = request;
        List<string> path = [];
        for (int i = 0; i < parts.Length; i++)
        {
            if (shape.Kind == ShapeKind.Map && parts[i].Length > 0)
            {
                path.Add(parts[i]);
                shape = shape.Element;
                continue;
            }

            Field? field = shape.Kind == ShapeKind.Object
                ? shape.Fields.FirstOrDefault(field => Spelling.Matches(parts[i], field.Name))
                : null;
            if (field is null)
            {
                return i == 0 ? null : throw Unknown(flag, string.Join('.', parts[..i]), parts[i], shape);
            }

            path.Add(field.Name);
            shape = field.Shape;
        }

        return new Target(path, shape);
    }

    /// <summary>Adds a value; a list takes many, anything else one.</summary>
    internal void Add(Target target, string text)
    {
        string name = target.Name;
        bool list = target.Shape.Kind == ShapeKind.Array;
        int count = given[name] = given.GetValueOrDefault(name) + 1;
        if (count > 1 && !list)
        {
            throw new UsageException($"--{name} is given twice.");
        }

        JsonObject parent = Parent(target);
        string member = target.Path[^1];
        if (!list)
        {
            JsonNode value = ValueParser.Parse(text, target.Shape, "--" + name);
            if (!parent.TryAdd(member, value))
            {
                throw Twice(name);
            }

            return;
        }

        if (parent[member] is not JsonArray elements)
        {
            parent[member] = elements = [];
        }
        else if (count == 1)
        {
            throw Twice(name);
        }

        elements.Add(ValueParser.Parse(text, target.Shape.Element, "--" + name));
    }

    private JsonObject Parent(Target target)
    {
        JsonObject parent = Payload;
        foreach (string part in target.Path.Take(target.Path.Count - 1))
        {
            if (parent[part] is null)
            {
                parent[part] = new JsonObject();
            }

            parent = (JsonObject)parent[part]!;
        }

        return parent;
    }

    private static UsageException Twice(string name) =>
        new($"--{name} is given twice: as JSON and by its members.");

    private static UsageException Unknown(string flag, string parent, string part, Shape shape) => shape.Kind == ShapeKind.Object
        ? new($"--{flag}: {parent} has no field {part}{NearestName.Hint(part, shape.Fields.Select(field => field.Name), $"--{parent}.")}")
        : new($"--{flag}: {parent} has no fields, it is {ShapeName.Of(shape)}.");
}

/// <summary>A place in a payload.</summary>
internal sealed record Target(IReadOnlyList<string> Path, Shape Shape)
{
    internal string Name => string.Join('.', Path);
}
