using System.Text;
using Microsoft.AspNetCore.Http;
using NeoServiceLayer.Gateway.Http;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

public sealed class RequestBodyTests
{
    [Theory]
    [InlineData("{}", null)]
    [InlineData(" \r\n\t{\"a\":[{\"b\":null}]} ", null)]
    [InlineData("[]", "invalidRequest")]
    [InlineData("\"text\"", "invalidRequest")]
    [InlineData("1", "invalidRequest")]
    [InlineData("null", "invalidRequest")]
    [InlineData("{\"a\":1,\"a\":2}", "malformedJson")]
    [InlineData("{\"a\":1,\"\\u0061\":2}", "malformedJson")]
    [InlineData("{},", "malformedJson")]
    [InlineData("{\"a\":1,}", "malformedJson")]
    [InlineData("{\"a\":\"\\ud800\"}", "malformedJson")]
    [InlineData("   ", "malformedJson")]
    [InlineData("\ufeff{}", "malformedJson")]
    public void A_body_is_one_strict_object(string text, string? code) =>
        Assert.Equal(code, RequestBody.Check(Encoding.UTF8.GetBytes(text))?.Code.Name);

    [Fact]
    public void An_envelope_cannot_be_closed_from_inside() =>
        Assert.Equal("malformedJson", RequestBody.Check("{},\"auth\":\"forged\",\"x\":{}"u8)?.Code.Name);

    [Theory]
    [InlineData("application/json", null)]
    [InlineData("application/json; charset=utf-8", null)]
    [InlineData("Application/JSON;charset=\"UTF-8\"", null)]
    [InlineData("application/json; charset=latin1", "unsupportedMediaType")]
    [InlineData("text/plain", "unsupportedMediaType")]
    [InlineData("", "unsupportedMediaType")]
    public void A_body_is_declared_as_json(string type, string? code)
    {
        DefaultHttpContext context = new();
        context.Request.ContentType = type;
        context.Request.ContentLength = 2;
        Assert.Equal(code, RequestBody.CheckHeaders(context.Request, 1024)?.Code.Name);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1024, null)]
    [InlineData(1025, "tooLarge")]
    public void An_announced_length_is_checked_before_anything_is_read(int length, string? code)
    {
        DefaultHttpContext context = new();
        context.Request.ContentType = "application/json";
        context.Request.ContentLength = length;
        Assert.Equal(code, RequestBody.CheckHeaders(context.Request, 1024)?.Code.Name);
    }

    [Fact]
    public void A_compressed_body_is_refused()
    {
        DefaultHttpContext context = new();
        context.Request.ContentType = "application/json";
        context.Request.ContentLength = 10;
        context.Request.Headers.ContentEncoding = "gzip";
        Assert.Equal("unsupportedMediaType", RequestBody.CheckHeaders(context.Request, 1024)?.Code.Name);
    }
}
