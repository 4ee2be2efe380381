using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Contracts.GasBank;

namespace NeoServiceLayer.Cli.Receipts;

/// <summary>
/// Checks a proof of a Gas Bank account's balance that a receipt was given for. The receipt says that the enclave answered this, in which
/// state; the proof's hashes and sums say that all that the bank owes on the network has this balance in it.
/// </summary>
internal static class LedgerProofJudge
{
    private const string Check = "ledgerProof";

    /// <summary>What is proven, for people and programs.</summary>
    /// <param name="claims">What the receipt says; that the answer is the one which it signs was checked before.</param>
    /// <param name="answer">The answer.</param>
    /// <exception cref="NotTrustedException">It is no such proof, or does not hold.</exception>
    internal static JsonObject Judge(ReceiptClaims claims, ReadOnlySpan<byte> answer)
    {
        if (claims.Service != GasBankOperations.GetLedgerProof.Service || claims.Operation != GasBankOperations.GetLedgerProof.Name)
        {
            throw new NotTrustedException(Check, $"The receipt is not one of {GasBankOperations.GetLedgerProof}.");
        }

        LedgerProof proof = Read(answer);
        if (LedgerProofVerifier.FindFault(proof) is { } fault)
        {
            throw new NotTrustedException(Check, fault);
        }

        return new JsonObject
        {
            ["bankAccountId"] = proof.BankAccountId,
            ["network"] = proof.Network,
            ["magic"] = proof.Magic,
            ["balance"] = proof.Balance,
            ["total"] = proof.Total,
            ["bankAccounts"] = proof.Count,
            ["root"] = proof.Root,
        };
    }

    private static LedgerProof Read(ReadOnlySpan<byte> answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer, GasBankOperations.GetLedgerProof.Response) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new NotTrustedException(Check, "The answer is not a ledger's proof.");
        }
    }
}
