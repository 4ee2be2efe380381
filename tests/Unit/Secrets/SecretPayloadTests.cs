extern alias Schemas;

using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Tests.Accounts;
using Xunit;
using Schemas::NeoServiceLayer.Schemas;

namespace NeoServiceLayer.Tests.Secrets;

/// <summary>Every request that holds secrets clears all of them, which the pipeline has it do; whichever operation it is of.</summary>
public sealed class SecretPayloadTests
{
    public static TheoryData<string> Names { get; } =
        [.. Operations.All.Where(static operation => Holds(PayloadMetadata.Request(operation))).Select(static operation => operation.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_request_clears_every_secret_in_it(string name)
    {
        Operation operation = Operations.All.Single(operation => operation.ToString() == name);
        byte[] payload = new MarkedPayloads().Of(PayloadMetadata.Request(operation), new Dictionary<string, string>()).First();
        object request = JsonSerializer.Deserialize(payload, operation.RequestInfo)!;
        List<object> secrets = [.. SecretsIn(request, PayloadMetadata.Request(operation))];
        Assert.NotEmpty(secrets);
        Assert.IsAssignableFrom<IDisposable>(request).Dispose();
        Assert.All(secrets, secret => Assert.Throws<ObjectDisposedException>(() => LengthOf(secret)));
    }

    [Fact]
    public void What_holds_a_secret_is_confidential() => Assert.All(
        Operations.All.Where(static operation => Holds(PayloadMetadata.Request(operation))),
        operation => Assert.True(operation.Confidential.HasFlag(Confidential.Request), operation.ToString()));

    private static object LengthOf(object secret) => secret is SecretValue value ? value.Bytes.Length : ((SecretText)secret).Text.Length;

    private static bool IsSecret(Type type) => type == typeof(SecretValue) || type == typeof(SecretText);

    private static bool Holds(JsonTypeInfo info) => info.Kind switch
    {
        JsonTypeInfoKind.Object => info.Properties.Any(member => IsSecret(member.PropertyType) || Holds(info.Options.GetTypeInfo(member.PropertyType))),
        JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => IsSecret(info.ElementType!) || Holds(info.Options.GetTypeInfo(info.ElementType!)),
        _ => false,
    };

    private static IEnumerable<object> SecretsIn(object? value, JsonTypeInfo info)
    {
        if (value is null || IsSecret(info.Type))
        {
            return value is null ? [] : [value];
        }

        return info.Kind switch
        {
            JsonTypeInfoKind.Object => info.Properties.SelectMany(member => SecretsIn(member.Get!(value), info.Options.GetTypeInfo(member.PropertyType))),
            JsonTypeInfoKind.Enumerable => ((IEnumerable)value).Cast<object>().SelectMany(element => SecretsIn(element, info.Options.GetTypeInfo(info.ElementType!))),
            _ => [],
        };
    }
}
