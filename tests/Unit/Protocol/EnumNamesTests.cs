extern alias Schemas;

using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Operations;
using Xunit;
using Schemas::NeoServiceLayer.Schemas;

namespace NeoServiceLayer.Tests.Unit.Protocol;

/// <summary>Enums in payloads, beside what <see cref="JsonStringEnumConverter{T}"/> makes of them.</summary>
public sealed class EnumNamesTests
{
    private static readonly Type[] Enums =
    [
        .. new[] { typeof(Operations), typeof(AttachRole), typeof(Registration) }
            .SelectMany(type => type.Assembly.GetTypes())
            .Where(type => type.IsEnum && type.GetCustomAttribute<JsonConverterAttribute>() is not null),
    ];

    public static TheoryData<string> Values { get; } =
        [.. Enums.SelectMany(type => Enum.GetNames(type).Select(member => $"{type.Name}.{member}"))];

    [Theory]
    [MemberData(nameof(Values))]
    public void A_member_is_its_declared_name(string member)
    {
        (Type type, object value) = Find(member);
        JsonSerializerOptions theirs = new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        theirs.Converters.Add(new JsonStringEnumConverter());
        string written = JsonSerializer.Serialize(value, type);
        Assert.Equal(JsonSerializer.Serialize(value, type, theirs), written);
        Assert.Equal(value, JsonSerializer.Deserialize(written, type));
    }

    [Fact]
    public void Every_enum_with_names_reads_nothing_else() =>
        Assert.All(Enums, type => Assert.Equal(typeof(EnumNameConverter<>).MakeGenericType(type), type.GetCustomAttribute<JsonConverterAttribute>()!.ConverterType));

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("99")]
    [InlineData("\"1\"")]
    [InlineData("\"Raw\"")]
    [InlineData("\"RAW\"")]
    [InlineData("\" raw\"")]
    [InlineData("\"raw \"")]
    [InlineData("\"raw,nep20\"")]
    [InlineData("\"ra\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[\"raw\"]")]
    [InlineData("{}")]
    public void What_is_not_a_name_is_refused_by_its_path(string format)
    {
        JsonException refused = Assert.Throws<JsonException>(() => ReadFormat(format));
        Assert.Equal("$.format", refused.Path);
    }

    [Fact]
    public void A_name_may_be_written_in_escapes() => Assert.Equal(DataFormat.Raw, ReadFormat("\"r\\u0061w\""));

    [Fact]
    public void A_value_without_a_name_is_not_written() =>
        Assert.Throws<IndexOutOfRangeException>(() => JsonSerializer.Serialize((KeyKind)3));

    [Fact]
    public void The_names_are_found_for_the_type_and_for_its_nullable()
    {
        JsonSerializerOptions options = PayloadMetadata.Response(WalletOperations.VerifyData).Options;
        string[] names = ["signatureMismatch", "scriptHashMismatch"];
        Assert.Equal(names, EnumNames.Of(options.GetTypeInfo(typeof(VerifyDataReason)))!.All);
        Assert.Equal(names, EnumNames.Of(options.GetTypeInfo(typeof(VerifyDataReason?)))!.All);
        Assert.Null(EnumNames.Of(options.GetTypeInfo(typeof(string))));
    }

    private static DataFormat ReadFormat(string format) => JsonSerializer.Deserialize(
        $$"""{"data":"","signature":"","publicKey":"","format":{{format}}}""", WalletRequestJson.Default.VerifyDataRequest)!.Format;

    private static (Type Type, object Value) Find(string member)
    {
        string[] parts = member.Split('.');
        Type type = Enums.Single(type => type.Name == parts[0]);
        return (type, Enum.Parse(type, parts[1]));
    }
}
