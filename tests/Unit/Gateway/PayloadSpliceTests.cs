using System.Text;
using NeoServiceLayer.Gateway.ServiceLayer;
using Xunit;

namespace NeoServiceLayer.Tests.Gateway;

public sealed class PayloadSpliceTests
{
    [Theory]
    [InlineData("{\"enclave\":{\"a\":1}}", "{\"gateway\":{}}", "{\"enclave\":{\"a\":1},\"gateway\":{}}")]
    [InlineData("{}", "{\"gateway\":{}}", "{\"gateway\":{}}")]
    [InlineData("{ \n}", "{\"gateway\":{}}", "{\"gateway\":{}}")]
    [InlineData("{ \"a\" : [ 1 ] }", "{\"b\":2}", "{\"a\" : [ 1 ],\"b\":2}")]
    [InlineData("{\"a\":1}", "{}", "{\"a\":1}")]
    [InlineData("{}", "{}", "{}")]
    public void The_members_of_both_stand_in_one_object(string enclave, string parent, string expected) => Assert.Equal(
        expected, Encoding.UTF8.GetString(PayloadSplice.Join(Encoding.UTF8.GetBytes(enclave), Encoding.UTF8.GetBytes(parent))));
}
