namespace NeoServiceLayer.Enclave.Chain.Rpc;

/// <summary>Why an end point gave no answer that counts. The words are shown in <c>system.getStatus</c>.</summary>
public enum NodeFailure
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

/// <summary>An end point gave no answer that counts. It never leaves the network that the end point is of.</summary>
public sealed class NodeException : Exception
{
    /// <summary>Creates one without a reason.</summary>
    public NodeException()
        : this(NodeFailure.Malformed)
    {
    }

    /// <summary>Creates one with a message of its own.</summary>
    public NodeException(string message)
        : base(message) => Word = Camel(NodeFailure.Malformed.ToString());

    /// <summary>Creates one with a message and a cause.</summary>
    public NodeException(string message, Exception innerException)
        : base(message, innerException) => Word = Camel(NodeFailure.Malformed.ToString());

    internal NodeException(NodeFailure failure, string? word = null, Exception? cause = null)
        : base($"An end point failed: {failure}.", cause) => (Failure, Word) = (failure, Camel(word ?? failure.ToString()));

    internal NodeFailure Failure { get; } = NodeFailure.Malformed;

    /// <summary>The failure in one word of ours, in camel case.</summary>
    internal string Word { get; }

    private static string Camel(string word) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(word);
}
