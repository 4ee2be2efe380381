using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Protocol.Operations;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Protocol;

/// <summary>What every descriptor owes, whatever its service.</summary>
public sealed class OperationContractTests
{
    public static TheoryData<string> Names { get; } = [.. All.Select(operation => operation.ToString())];

    private static IEnumerable<Operation> All => [.. Operations.All, .. HostOperations.All, AttachOperation.Attach];

    [Theory]
    [MemberData(nameof(Names))]
    public void Requests_refuse_what_they_do_not_know_at_every_depth(string name) =>
        Assert.All(
            Objects(All.Single(operation => operation.ToString() == name).RequestInfo),
            info => Assert.Equal(JsonUnmappedMemberHandling.Disallow, info.UnmappedMemberHandling ?? info.Options.UnmappedMemberHandling));

    [Theory]
    [MemberData(nameof(Names))]
    public void Responses_may_grow(string name)
    {
        Operation operation = All.Single(operation => operation.ToString() == name);
        Assert.All(
            Objects(operation.ResponseInfo),
            info => Assert.Equal(
                operation == AttachOperation.Attach ? JsonUnmappedMemberHandling.Disallow : JsonUnmappedMemberHandling.Skip,
                info.UnmappedMemberHandling ?? info.Options.UnmappedMemberHandling));
    }

    [Fact]
    public void No_two_operations_have_one_name() =>
        Assert.Equal(All.Count(), All.Select(operation => operation.ToString()).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    private static List<JsonTypeInfo> Objects(JsonTypeInfo root)
    {
        List<JsonTypeInfo> found = [];
        HashSet<Type> seen = [];
        Collect(root.Options, root.Type, seen, found);
        Assert.NotEmpty(found);
        return found;
    }

    private static void Collect(System.Text.Json.JsonSerializerOptions options, Type? type, HashSet<Type> seen, List<JsonTypeInfo> found)
    {
        if (type is null || !seen.Add(type))
        {
            return;
        }

        JsonTypeInfo info = options.GetTypeInfo(type);
        Collect(options, info.ElementType, seen, found);
        if (info.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        found.Add(info);
        foreach (JsonPropertyInfo property in info.Properties)
        {
            Collect(options, property.PropertyType, seen, found);
        }
    }
}
