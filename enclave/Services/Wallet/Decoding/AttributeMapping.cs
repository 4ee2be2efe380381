using System.Globalization;
using System.Text.Json;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Enclave.Wallet.Decoding;

/// <summary>Attributes as the answer shows them.</summary>
internal static class AttributeMapping
{
    internal static DecodedAttribute From(TransactionAttribute attribute) => attribute switch
    {
        OracleResponseAttribute oracle => new DecodedAttribute
        {
            Type = "oracleResponse",
            Id = oracle.Id.ToString(CultureInfo.InvariantCulture),
            Code = JsonNamingPolicy.CamelCase.ConvertName(oracle.Code.ToString()),
            Result = Convert.ToBase64String(oracle.Result.Span),
        },
        NotValidBeforeAttribute notBefore => new DecodedAttribute { Type = "notValidBefore", Height = notBefore.Height },
        ConflictsAttribute conflicts => new DecodedAttribute { Type = "conflicts", Hash = conflicts.Hash.ToString() },
        NotaryAssistedAttribute notary => new DecodedAttribute { Type = "notaryAssisted", Keys = notary.Keys },
        _ => new DecodedAttribute { Type = "highPriority" },
    };
}
