using System.Text;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Json;

/// <summary>What people are told of payloads and configurations that cannot be read.</summary>
public sealed class RefusalTests
{
    private const string Else = "is missing a member, has one too many, or has the wrong type.";

    [Theory]
    [InlineData("null", "payload must be an object.")]
    [InlineData("{}", "payload: the member name is missing.")]
    [InlineData("""{"name":"a"}""", "payload: the member key is missing.")]
    [InlineData("""{"name":5,"none":1}""", "payload: there is no member none.")]
    [InlineData("""{"Name":"a"}""", "payload: there is no member Name.")]
    [InlineData("""{"n\u0061me":"a"}""", "payload: the member key is missing.")]
    [InlineData("""{"name":"a","key":{}}""", "payload: $.key " + Else)]
    [InlineData("""{"name":null,"key":{}}""", "payload: $.name " + Else)]
    [InlineData("""{"key":{"kind":"p256","publicKey":{"kty":1}},"name":"a"}""", "payload: $.key.publicKey.kty " + Else)]
    [InlineData("""{"key":{"kind":"p257"},"name":"a"}""", "payload: $.key.kind " + Else)]
    [InlineData("""{"key":{"other":1},"name":"a"}""", "payload: $.key.other " + Else)]
    [InlineData("""{"key":{"kind":"p256","scopes":["a",null,3]},"name":"a"}""", "payload: $.key.scopes[2] " + Else)]
    [InlineData("[]", "payload: the member name is missing.")]
    public void A_payload_is_refused_in_a_sentence_that_names_the_member(string payload, string sentence)
    {
        byte[] text = Encoding.UTF8.GetBytes(payload);
        Assert.Equal(sentence, Assert.Throws<RequestException>(() => Payload.Read(text, AccountOperations.Register.Request)).Message);
    }

    [Fact]
    public void A_long_name_is_not_repeated()
    {
        string name = new('x', 65);
        byte[] text = Encoding.UTF8.GetBytes($$"""{"{{name}}":1}""");
        Assert.Equal(
            "payload: there is no member of such a long name.",
            Assert.Throws<RequestException>(() => Payload.Read(text, SecretsOperations.GetSecret.Request)).Message);
    }

    [Theory]
    [InlineData("{\n \"maxConnections\": \"64\"}", "$.maxConnections, line 2.")]
    [InlineData("{\n \"maxConnections\":\n\n 5000000000}", "$.maxConnections, line 4.")]
    [InlineData("{\"maxConnections\": 64,\n \"maxConnections\": 64}", "$.maxConnections, line 2.")]
    [InlineData("{\"operators\": {\n \"threshold\": 2,\n \"members\": [{\"name\": \"a\"}\n]}}", "$.operators.members[0], line 3.")]
    [InlineData("{\"adminKeys\": [\n{\"kty\": \"EC\", \"crv\": \"P-256\", \"x\": \"\", \"y\": \"\"},\n{\"kid\": 1}]}", "$.adminKeys[1].kid, line 3.")]
    [InlineData("{\"maxConnections\": 64\n \"maxInFlight\": 1}", "$, line 2.")]
    [InlineData("{\"privateNetworks\": [1,\n2 3]}", "$.privateNetworks[2], line 2.")]
    [InlineData("{\"maxConnections\": 64,", "$, line 1.")]
    [InlineData("\n[]", "$, line 2.")]
    public void A_configuration_is_refused_with_member_and_line(string text, string where) => Assert.Equal(
        "The configuration is not acceptable at " + where,
        Assert.Throws<FormatException>(() => EnclaveSettings.Parse(Encoding.UTF8.GetBytes(text))).Message);
}
