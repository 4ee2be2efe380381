using Microsoft.CodeAnalysis;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Json;

public sealed class JsonContextGeneratorTests
{
    private const string Options = "PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true";

    [Fact]
    public void What_is_generated_reads_like_what_a_person_writes()
    {
        GeneratorRun run = new(Context(
            "PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull",
            """
            public sealed class Sample
            {
                public required string Name { get; init; }
                public int? Limit { get; init; }
            }
            """));
        Assert.Empty(run.Complaints);
        Assert.Contains(
            """
                private sealed class SampleConverter : ObjectConverter<Sample>
                {
                    public override MemberNames Members => Names;

                    private static MemberNames Names => new("name limit"u8, required: 0b01);

                    public override void Write(Utf8JsonWriter writer, Sample value, JsonSerializerOptions options) =>
                        WriteMembers(writer, value, options);

                    protected override Sample ReadObject(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
                        ReadMembers(ref reader, options);

                    internal static Sample ReadMembers(ref Utf8JsonReader reader, JsonSerializerOptions options)
                    {
                        string? name = null;
                        int? limit = null;
                        MemberReader members = new(ref reader, Names, options);
                        while (members.Next(ref reader))
                        {
                            switch (members.Current)
                            {
                                case 0:
                                    name = JsonRead.String(ref reader);
                                    break;
                                case 1:
                                    limit = JsonRead.IsNull(ref reader) ? null : JsonRead.Int32(ref reader);
                                    break;
                            }
                        }

                        return new Sample
                        {
                            Name = name!,
                            Limit = limit,
                        };
                    }

                    internal static void WriteMembers(Utf8JsonWriter writer, Sample value, JsonSerializerOptions options)
                    {
                        writer.WriteStartObject();
                        writer.WriteString("name"u8, value.Name);
                        if (value.Limit is { } limit)
                        {
                            writer.WriteNumber("limit"u8, limit);
                        }

                        writer.WriteEndObject();
                    }
                }
            """,
            run.Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public sealed class Sample;")]
    [InlineData("public sealed record Sample(string? Name, int? Limit = null);")]
    [InlineData("public sealed class Sample { public int Limit { get; set; } = 3; public string Name { get; set; } = \"\"; }")]
    [InlineData("public sealed class Sample { public required string Value { get; init; } public required int Class { get; init; } public int Reader { get; init; } }")]
    [InlineData("public sealed class Sample { public IReadOnlyList<Sample>? Parts { get; init; } public IReadOnlyDictionary<string, byte[]>? Bytes { get; init; } }")]
    [InlineData("public sealed class Sample { [JsonIgnore] public object? Any => null; [JsonPropertyName(\"other\")] public uint? Limit { get; init; } internal Type? Type { get; set; } }")]
    [InlineData("public sealed class Sample { public JsonElement Any { get; init; } public DateTimeOffset? At { get; init; } public bool Is { get; init; } }")]
    public void Payloads_of_the_usual_kinds_compile(string type) => Assert.Empty(new GeneratorRun(Context(Options, type)).Complaints);

    [Theory]
    [InlineData("public sealed class Sample { public double Amount { get; init; } }", "Sample.Amount is a double, which is no type that can be read and written here.")]
    [InlineData("public sealed class Sample { public List<int>? Many { get; init; } }", "Sample.Many is a System.Collections.Generic.List<int>?, which is no type")]
    [InlineData("public sealed class Sample { public IReadOnlyList<int?>? Many { get; init; } }", "which is no type that can be read and written here.")]
    [InlineData("public sealed class Sample { public IReadOnlyDictionary<int, int>? Map { get; init; } }", "which is no type that can be read and written here.")]
    [InlineData("public sealed class Sample { public object? Any { get; init; } }", "which is no type that can be read and written here.")]
    [InlineData("public enum Kind { A } public sealed class Sample { public Kind Kind { get; init; } }", "Sample.Kind is the enum Kind, which must have EnumNameConverter")]
    [InlineData("public sealed class Sample { [JsonRequired] public int Limit { get; init; } }", "Sample.Limit has JsonRequiredAttribute, which is not known here.")]
    [InlineData("public sealed class Sample { [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int Limit { get; init; } }", "has JsonIgnoreAttribute, which is not known here.")]
    [InlineData("[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)] public sealed class Sample;", "Sample has JsonUnmappedMemberHandlingAttribute, which is not known here.")]
    [InlineData("public sealed class Sample { public int Limit => 3; }", "Sample.Limit must be read and set by all, or have JsonIgnore.")]
    [InlineData("public sealed class Sample { public int Limit { get; private set; } }", "Sample.Limit must be read and set by all, or have JsonIgnore.")]
    [InlineData("public sealed class Sample { public string Name { get; init; } = \"\"; }", "Sample.Name may be left out and must not be null: it must be required, or nullable.")]
    [InlineData("public sealed class Sample { public int A { get; init; } public int B { get; set; } }", "must have members that are all set at once (init or required), or none such.")]
    [InlineData("public sealed class Sample { [JsonPropertyName(\"a b\")] public int A { get; init; } }", "Sample.A is called a b in JSON; a name here has letters and digits alone.")]
    [InlineData("public class Sample { public int A { get; init; } }", "must be a sealed class of its own that derives from none")]
    [InlineData("public sealed class Sample : Exception;", "must be a sealed class of its own that derives from none")]
    [InlineData("public sealed class Sample { private Sample() { } }", "Sample must have a public constructor.")]
    [InlineData("public sealed record Sample(int Limit = 3);", "with no default but null, or one that takes none.")]
    public void What_is_not_known_does_not_compile(string type, string said) =>
        Assert.Contains(new GeneratorRun(Context(Options, type)).Complaints, complaint => complaint.Contains(said, StringComparison.Ordinal));

    [Theory]
    [InlineData("RespectNullableAnnotations = true", "PropertyNamingPolicy must be CamelCase.")]
    [InlineData("PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase", "RespectNullableAnnotations must be true.")]
    [InlineData(Options + ", NumberHandling = JsonNumberHandling.AllowReadingFromString", "The option NumberHandling is not known here, or not with this value.")]
    [InlineData(Options + ", DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault", "The option DefaultIgnoreCondition is not known here")]
    public void An_option_that_is_not_known_does_not_compile(string options, string said) => Assert.Contains(
        new GeneratorRun(Context(options, "public sealed class Sample;")).Complaints,
        complaint => complaint.Contains(said, StringComparison.Ordinal));

    [Fact]
    public void A_class_that_is_no_context_does_not_compile() => Assert.Contains(
        new GeneratorRun(Context(Options, "public sealed class Sample;").Replace(": JsonContext", "", StringComparison.Ordinal)).Complaints,
        complaint => complaint.Contains("must be a class of its own that derives from NeoServiceLayer.Json.JsonContext alone.", StringComparison.Ordinal));

    [Fact]
    public void Nothing_is_made_again_when_something_else_has_changed()
    {
        GeneratorRun run = new(Context(Options, "public sealed class Sample;"));
        Assert.Equal(IncrementalStepRunReason.New, run.Reason);
        run.Add("public sealed class Other;");
        Assert.Equal(IncrementalStepRunReason.Cached, run.Reason);
        Assert.Empty(run.Complaints);
    }

    private static string Context(string options, string type) =>
        $$"""
        using System;
        using System.Collections.Generic;
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using NeoServiceLayer.Json;

        namespace Samples;

        {{type}}

        [JsonSourceGenerationOptions({{options}})]
        [JsonType(typeof(Sample))]
        public sealed partial class SampleJson : JsonContext;
        """;
}
