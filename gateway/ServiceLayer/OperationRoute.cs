using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Gateway.ServiceLayer;

/// <summary>One operation with its path and what the parent has to do with it.</summary>
internal sealed class OperationRoute(Operation operation, ParentAnswer? parent, int index)
{
    internal Operation Operation { get; } = operation;

    /// <summary>The path of its HTTP route.</summary>
    internal string Path { get; } = $"/v1/{operation.Service}/{operation.Name}";

    /// <summary>The parent's answer, or its half of one; null if the operation runs in the enclave alone.</summary>
    internal ParentAnswer? Parent { get; } = parent;

    /// <summary>Its place among all routes.</summary>
    internal int Index { get; } = index;
}
