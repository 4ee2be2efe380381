using System.Text.Json;
using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship;

/// <summary>Reads what requests of sponsorship hold as text; a refusal names the member and what it takes.</summary>
internal static class SponsorText
{
    /// <summary>Reads accounts, none of which stands twice.</summary>
    internal static IReadOnlyList<string> ReadAccounts(IReadOnlyList<string> texts, string member, int most)
    {
        if (texts.Count > most)
        {
            throw new RequestException($"{member} are at most {most}.");
        }

        string[] accounts = [.. texts.Select(text => ChainText.ReadAccount(text, member).ToString())];
        return accounts.Distinct(StringComparer.Ordinal).Count() == accounts.Length ? accounts : throw new RequestException($"{member} holds an account twice.");
    }

    /// <summary>Reads a NEP-21 context for a network, and checks every signature in it.</summary>
    internal static ContractParametersContext ReadContext(JsonElement json, uint magic)
    {
        ContractParametersContext context = ChainText.ReadContext(json);
        return context.Network == magic ? context : throw new RequestException($"context is for network {context.Network}; the bank account is of {magic}.");
    }

    /// <summary>Reads a transaction that nobody has signed.</summary>
    internal static Transaction ReadTransaction(string text)
    {
        try
        {
            Transaction transaction = Transaction.ParseMaybeUnsigned(ReadBase64(text, "transaction", Transaction.MaxSize));
            return transaction.Witnesses.Count == 0
                ? transaction
                : throw new RequestException("transaction has witnesses: send it without, and what others signed in a context.");
        }
        catch (NeoFormatException malformed)
        {
            throw new RequestException($"transaction is no Neo N3 transaction: {malformed.Reason}, at byte {malformed.Offset}.", malformed);
        }
    }

    /// <summary>Reads 1 to so many bytes.</summary>
    internal static byte[] ReadBase64(string text, string member, int most)
    {
        byte[] bytes = new byte[Math.Min((text.Length / 4 * 3) + 3, most + 3)];
        return text.Length <= (most + 2) / 3 * 4 && Convert.TryFromBase64String(text, bytes, out int length) && length >= 1 && length <= most
            ? bytes[..length]
            : throw new RequestException($"{member} must be 1 to {most} bytes in base64.");
    }
}
