using NeoServiceLayer.Enclave.Chain;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Scripts;

namespace NeoServiceLayer.Enclave.GasBank.Payments;

/// <summary>GAS that a transaction moved to an address.</summary>
/// <param name="Index">The place among the transaction's notifications, from 0.</param>
/// <param name="From">Where it came from; null where it was created.</param>
/// <param name="Amount">In datoshi, above zero.</param>
internal sealed record GasTransfer(int Index, UInt160? From, long Amount);

/// <summary>Finds what a transaction moved to an address, by what GAS itself told (NEP-17, Transfer).</summary>
/// <remarks>
/// What contracts tell in a part of a script that fails and is caught is taken back with what they did, so that what is left happened. GAS that
/// is created, for an address that holds NEO, counts: it is on the address. What an address sends to itself does not.
/// </remarks>
internal static class GasTransfers
{
    internal static IReadOnlyList<GasTransfer> To(UInt160 address, MinedTransaction transaction)
    {
        List<GasTransfer> found = [];
        for (int i = 0; transaction.Halted && i < transaction.Notifications.Count; i++)
        {
            ChainNotification told = transaction.Notifications[i];
            if (told.Contract == NativeContracts.Gas && told.Name == "Transfer" && told.State is [var from, ChainBytes to, ChainInteger amount]
                && IsAccount(to, out UInt160 receiver) && receiver == address && amount.Value > 0 && amount.Value <= long.MaxValue
                && TryReadSender(from, out UInt160? sender) && sender != address)
            {
                found.Add(new GasTransfer(i, sender, (long)amount.Value));
            }
        }

        return found;
    }

    private static bool TryReadSender(ChainValue value, out UInt160? sender)
    {
        UInt160 account = default;
        bool isAccount = value is ChainBytes bytes && IsAccount(bytes, out account);
        sender = isAccount ? account : null;
        return isAccount || value is ChainNull;
    }

    private static bool IsAccount(ChainBytes bytes, out UInt160 account)
    {
        bool isAccount = bytes.Value.Length == UInt160.Length;
        account = isAccount ? new UInt160(bytes.Value.Span) : default;
        return isAccount;
    }
}
