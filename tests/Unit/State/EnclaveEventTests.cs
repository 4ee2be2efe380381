extern alias Schemas;

using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Crypto;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Operations;
using Xunit;
using Schemas::NeoServiceLayer.Schemas;

namespace NeoServiceLayer.Tests.State;

/// <summary>Nothing of a request or a record can reach the log that the parent writes.</summary>
public sealed partial class EnclaveEventTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly MethodInfo[] Kinds =
        [.. typeof(EnclaveEvents).GetMethods(All).Where(method => method.ReturnType == typeof(EnclaveEvent))];

    [Fact]
    public void No_kind_of_event_takes_a_text_or_bytes()
    {
        Assert.True(Kinds.Length > 5);
        foreach (MethodInfo kind in Kinds)
        {
            Assert.All(kind.GetParameters(), parameter => Assert.True(
                MayPass(parameter.ParameterType), $"{kind.Name} takes {parameter.Name} of type {parameter.ParameterType}"));
        }
    }

    [Fact]
    public void No_field_s_type_can_hold_what_is_confidential()
    {
        HashSet<Type> confidential = [typeof(SecretBytes), typeof(RootKey), typeof(Deployment), typeof(PrivateKey), typeof(HpkeKeyPair)];
        foreach (Operation operation in Operations.All)
        {
            Collect(operation.Confidential.HasFlag(Confidential.Request) ? PayloadMetadata.Request(operation) : null, confidential);
            Collect(operation.Confidential.HasFlag(Confidential.Response) ? PayloadMetadata.Response(operation) : null, confidential);
        }

        Assert.All((Type[])[typeof(SecretValue), typeof(SecretText), typeof(string), typeof(byte[])], type => Assert.Contains(type, confidential));
        Assert.All(Kinds.SelectMany(kind => kind.GetParameters()), parameter => Assert.False(
            confidential.Contains(parameter.ParameterType) && !parameter.ParameterType.IsPrimitive && !parameter.ParameterType.IsEnum, parameter.ToString()));
    }

    [Fact]
    public void Nothing_else_makes_events()
    {
        Assert.Empty(typeof(EnclaveEvent).GetConstructors(BindingFlags.Public | BindingFlags.Instance));
        int[] constructors = [.. typeof(EnclaveEvent).GetConstructors(All).Select(constructor => constructor.MetadataToken)];
        List<string> makers = [];
        foreach (Type type in typeof(EnclaveEvent).Assembly.GetTypes())
        {
            foreach (MethodBase method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
            {
                if (Array.Exists(constructors, token => Makes(method.GetMethodBody()?.GetILAsByteArray(), token)))
                {
                    makers.Add(type.FullName!);
                }
            }
        }

        Assert.Equal([typeof(EnclaveEvents).FullName!], makers.Distinct());
        Assert.Equal(Kinds.Length, makers.Count);
    }

    [Fact]
    public void Every_event_is_a_name_a_level_and_numbers_and_words_of_ours()
    {
        foreach (MethodInfo kind in Kinds)
        {
            EnclaveEvent made = (EnclaveEvent)kind.Invoke(null, [.. kind.GetParameters().Select(parameter => Sample(parameter.ParameterType))])!;
            LogEvent entry = new() { Time = DateTime.UnixEpoch, Level = made.Level, Event = made.Name, Fields = made.Fields };
            string json = JsonSerializer.Serialize(entry, HostRequestJson.Default.LogEvent);
            Assert.Matches(EventName(), made.Name);
            Assert.All(made.Fields ?? new Dictionary<string, LogField>(), field =>
            {
                Assert.Matches(FieldName(), field.Key);
                Assert.True(field.Value.Number is not null || FieldWord().IsMatch(field.Value.Word!), json);
            });
            LogEvent read = JsonSerializer.Deserialize(json, HostRequestJson.Default.LogEvent)!;
            Assert.Equal(made.Fields?.OrderBy(field => field.Key), read.Fields?.OrderBy(field => field.Key));
        }
    }

    [Fact]
    public async Task What_happens_to_a_record_tells_nothing_of_it()
    {
        const string Telling = "telling";
        using TestState state = await TestState.OpenAsync(settings: TestState.Quick with { CacheBytes = 0 });
        await state.PutAsync(Telling + " key", Telling + " content");
        state.Host.OnRead = static response => response with { Records = [] };
        RequestException refused = await TestState.RefusedAsync(ErrorCode.StateTampered, () => state.GetAsync(Telling + " key"));
        state.Host.OnRead = static response => response;
        state.Host.OnCommit = static _ => Fate.Refused;
        _ = state.PutAsync(Telling + " key", Telling + " other");
        await state.UntilProblemAsync(StateProblemCode.StoreUnavailable);
        Assert.Contains("record.missing", state.Events);
        Assert.DoesNotContain(Telling, JsonSerializer.Serialize(state.AllEvents), StringComparison.Ordinal);
        Assert.DoesNotContain(Telling, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Adds every type that a payload is made of.</summary>
    private static void Collect(JsonTypeInfo? info, HashSet<Type> types)
    {
        if (info is null || !types.Add(info.Type))
        {
            return;
        }

        Collect(info.ElementType is { } element ? info.Options.GetTypeInfo(element) : null, types);
        foreach (JsonPropertyInfo member in info.Properties)
        {
            Collect(info.Options.GetTypeInfo(member.PropertyType), types);
        }
    }

    /// <summary>Whether a type has no value that a request or a record could choose.</summary>
    private static bool MayPass(Type type) => type.IsEnum || type == typeof(int) || type == typeof(long) || type == typeof(bool)
        || type == typeof(TimeSpan) || type == typeof(ErrorCode) || type == typeof(Operation) || type == typeof(Type) || type == typeof(RecordName);

    private static object Sample(Type type) => type switch
    {
        _ when type.IsEnum => Enum.GetValues(type).GetValue(0)!,
        _ when type == typeof(int) => 7,
        _ when type == typeof(long) => long.MaxValue,
        _ when type == typeof(bool) => true,
        _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(1),
        _ when type == typeof(ErrorCode) => ErrorCode.Conflict,
        _ when type == typeof(Operation) => SystemOperations.Ping,
        _ when type == typeof(Type) => typeof(InvalidOperationException),
        _ => new RecordName(ulong.MaxValue),
    };

    /// <summary>Whether there is a newobj (0x73) of that constructor.</summary>
    private static bool Makes(byte[]? code, int constructor) =>
        code is not null && code.AsSpan().IndexOf((byte[])[0x73, .. BitConverter.GetBytes(constructor)]) >= 0;

    [GeneratedRegex("^[a-z]+\\.[a-zA-Z]+$")]
    private static partial Regex EventName();

    [GeneratedRegex("^[a-z][a-zA-Z]*$")]
    private static partial Regex FieldName();

    [GeneratedRegex("^[A-Za-z0-9.`]{1,64}$")]
    private static partial Regex FieldWord();
}
