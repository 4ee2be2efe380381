using System.Text.Json.Serialization;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Protocol.Operations;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Protocol;

/// <summary>What every descriptor owes, whatever its service. What holds for a payload holds for all that is in it: one context reads them.</summary>
public sealed class OperationContractTests
{
    public static TheoryData<string> Names { get; } = [.. All.Select(operation => operation.ToString())];

    private static IEnumerable<Operation> All => [.. Operations.All, .. HostOperations.All, AttachOperation.Attach];

    [Theory]
    [MemberData(nameof(Names))]
    public void Requests_refuse_what_they_do_not_know(string name) => Assert.Equal(
        JsonUnmappedMemberHandling.Disallow, All.Single(operation => operation.ToString() == name).RequestInfo.Options.UnmappedMemberHandling);

    [Theory]
    [MemberData(nameof(Names))]
    public void Responses_may_grow(string name)
    {
        Operation operation = All.Single(operation => operation.ToString() == name);
        Assert.Equal(
            operation == AttachOperation.Attach ? JsonUnmappedMemberHandling.Disallow : JsonUnmappedMemberHandling.Skip,
            operation.ResponseInfo.Options.UnmappedMemberHandling);
    }

    [Fact]
    public void No_two_operations_have_one_name() =>
        Assert.Equal(All.Count(), All.Select(operation => operation.ToString()).Distinct(StringComparer.OrdinalIgnoreCase).Count());
}
