using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Enclave.Chain.Rpc;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>What nodes' errors mean, of whatever version the node is.</summary>
public sealed class RpcErrorTests
{
    [Theory]
    [InlineData(-500, "AlreadyExists", null, SubmissionStatus.Known, null)]
    [InlineData(-500, "AlreadyInPool", null, SubmissionStatus.Known, null)]
    [InlineData(-500, "OutOfMemory", null, SubmissionStatus.Unreachable, "memoryPoolFull")]
    [InlineData(-500, "UnableToVerify", null, SubmissionStatus.Unreachable, null)]
    [InlineData(-500, "Invalid", null, SubmissionStatus.Refused, "invalidSignature")]
    [InlineData(-500, "InvalidScript", null, SubmissionStatus.Refused, "invalidScript")]
    [InlineData(-500, "InvalidAttribute", null, SubmissionStatus.Refused, "invalidAttribute")]
    [InlineData(-500, "InvalidSignature", null, SubmissionStatus.Refused, "invalidSignature")]
    [InlineData(-500, "OverSize", null, SubmissionStatus.Refused, "oversize")]
    [InlineData(-500, "Expired", null, SubmissionStatus.Refused, "expired")]
    [InlineData(-500, "InsufficientFunds", null, SubmissionStatus.Refused, "insufficientFunds")]
    [InlineData(-500, "PolicyFail", null, SubmissionStatus.Refused, "policyFail")]
    [InlineData(-500, "HasConflicts", null, SubmissionStatus.Refused, "conflicts")]
    [InlineData(-500, "Inventory verification failed", "HasConflicts", SubmissionStatus.Refused, "conflicts")]
    [InlineData(-500, "Inventory verification failed", "whatever", SubmissionStatus.Refused, "refused")]
    [InlineData(-501, "", null, SubmissionStatus.Known, null)]
    [InlineData(-502, "", null, SubmissionStatus.Unreachable, "memoryPoolFull")]
    [InlineData(-503, "", null, SubmissionStatus.Known, null)]
    [InlineData(-504, "", null, SubmissionStatus.Refused, "insufficientFee")]
    [InlineData(-505, "", null, SubmissionStatus.Refused, "policyFail")]
    [InlineData(-506, "", null, SubmissionStatus.Refused, "invalidScript")]
    [InlineData(-507, "", null, SubmissionStatus.Refused, "invalidAttribute")]
    [InlineData(-508, "", null, SubmissionStatus.Refused, "invalidSignature")]
    [InlineData(-509, "", null, SubmissionStatus.Refused, "oversize")]
    [InlineData(-510, "", null, SubmissionStatus.Refused, "expired")]
    [InlineData(-511, "", null, SubmissionStatus.Refused, "insufficientFunds")]
    [InlineData(-512, "", null, SubmissionStatus.Refused, "invalidSignature")]
    [InlineData(-32602, "Invalid params", null, SubmissionStatus.Refused, "refused")]
    public void Refusals_of_old_and_new_nodes_have_the_same_words(int code, string message, string? data, SubmissionStatus status, string? reason) =>
        Assert.Equal(new Submission(status, reason), new RpcError(code, message, data).ToSubmission());

    [Theory]
    [InlineData(-32601)]
    [InlineData(-32603)]
    [InlineData(-600)]
    [InlineData(0)]
    public void What_says_nothing_of_the_transaction_is_no_refusal(int code) => Assert.Null(new RpcError(code, "InsufficientFunds", null).ToSubmission());

    [Fact]
    public void What_is_not_there_is_told_apart()
    {
        Assert.True(new RpcError(-100, "Unknown transaction", null).IsUnknownTransaction);
        Assert.False(new RpcError(-100, "Unknown contract", null).IsUnknownTransaction);
        Assert.True(new RpcError(-103, "", null).IsUnknownTransaction && new RpcError(-105, "", null).IsUnknownTransaction);
        Assert.True(new RpcError(-100, "Unknown contract", null).IsUnknownContract && new RpcError(-102, "", null).IsUnknownContract);
        Assert.False(new RpcError(-103, "", null).IsUnknownContract);
        Assert.True(new RpcError(-100, "Unknown block", null).IsUnknownBlock && new RpcError(-101, "", null).IsUnknownBlock && new RpcError(-109, "", null).IsUnknownBlock);
    }
}
