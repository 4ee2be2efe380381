namespace NeoServiceLayer.Enclave.Chain.Rpc;

/// <summary>Why an end point gave no answer that counts. The words are shown in <c>system.getStatus</c>.</summary>
internal enum NodeFailure
{
    /// <summary>Nothing was asked of it yet.</summary>
    NotAsked,

    /// <summary>It was not reached, or its line broke, or it did not prove who it is; <see cref="NodeException.Word"/> says more.</summary>
    Egress,

    /// <summary>As many requests as may be are under way, and one waited too long.</summary>
    Busy,

    /// <summary>Its HTTP status is not 200.</summary>
    HttpStatus,

    /// <summary>What it says is not JSON-RPC, or not what the method gives.</summary>
    Malformed,

    /// <summary>It refuses the method.</summary>
    RpcError,

    /// <summary>It is of another network.</summary>
    WrongNetwork,

    /// <summary>It is behind what a quorum has.</summary>
    Behind,
}

/// <summary>An end point gave no answer that counts.</summary>
internal sealed class NodeException(NodeFailure failure, string? word = null, Exception? cause = null) : Exception($"An end point failed: {failure}.", cause)
{
    public NodeException()
        : this(NodeFailure.Malformed)
    {
    }

    public NodeException(string message)
        : this(NodeFailure.Malformed, message)
    {
    }

    public NodeException(string message, Exception innerException)
        : this(NodeFailure.Malformed, message, innerException)
    {
    }

    internal NodeFailure Failure => failure;

    /// <summary>The failure in one word of ours, in camel case.</summary>
    internal string Word { get; } = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(word ?? failure.ToString());
}
