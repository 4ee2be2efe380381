using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Serving;

namespace NeoServiceLayer.Enclave.Core.Provisioning;

/// <summary>What operators' operations say where the configuration names none.</summary>
internal static class NoOperators
{
    internal static void Bind(OperationMap map) => map
        .BindBytes(SystemOperations.Genesis, Refuse)
        .BindBytes(SystemOperations.Rotate, Refuse)
        .BindBytes(SystemOperations.Provide, Refuse)
        .BindBytes(SystemOperations.GetDealtShares, Refuse)
        .BindBytes(SystemOperations.AcceptState, Refuse);

    private static ValueTask<ResponseBytes> Refuse(RequestBytes request, CallContext context) => throw new RequestException(
        ErrorCode.Conflict, "The configuration names no operators: this enclave's root key is its own.");
}
