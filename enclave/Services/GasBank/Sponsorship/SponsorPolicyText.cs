using NeoServiceLayer.Contracts.GasBank;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship;

/// <summary>Reads what a sponsor policy is made of.</summary>
internal static class SponsorPolicyText
{
    internal static IReadOnlyList<SponsoredContract> ReadContracts(IReadOnlyList<SponsoredContract> contracts)
    {
        if (contracts.Count is 0 or > SponsorLimits.MaxContracts)
        {
            throw new RequestException($"contracts are 1 to {SponsorLimits.MaxContracts}: what sponsored transactions may call.");
        }

        SponsoredContract[] read = [.. contracts.Select(ReadContract)];
        return read.DistinctBy(each => each.Contract).Count() == read.Length
            ? read
            : throw new RequestException("contracts holds a contract twice: name its methods together.");
    }

    internal static IReadOnlyList<string>? ReadSenders(IReadOnlyList<string>? senders) => senders switch
    {
        null => null,
        { Count: 0 } => throw new RequestException($"senders are 1 to {SponsorLimits.MaxSenders}; leave them out for everybody."),
        _ => SponsorText.ReadAccounts(senders, "senders", SponsorLimits.MaxSenders),
    };

    internal static IReadOnlyList<string> ReadCosigners(IReadOnlyList<string> cosigners) =>
        SponsorText.ReadAccounts(cosigners, "cosigners", SponsorLimits.MaxCosigners);

    internal static IReadOnlyList<string> ReadUnblocked(IReadOnlyList<string> users) => SponsorText.ReadAccounts(users, "unblock", SponsorLimits.MaxSenders);

    internal static int ReadWindow(int seconds) => Within(seconds, "windowSeconds", SponsorLimits.MinWindowSeconds, SponsorLimits.MaxWindowSeconds);

    internal static int ReadFaults(int faults) => Within(faults, "maxFaults", 1, SponsorLimits.MaxFaults);

    internal static int ReadOutstandingPerUser(int count) => Within(count, "maxOutstandingPerUser", 1, SponsorLimits.MaxOutstandingPerUser);

    internal static int ReadOutstanding(int count) => Within(count, "maxOutstanding", 1, SponsorLimits.MaxOutstanding);

    // An element of a JSON array may be null, whatever the type says.
    private static SponsoredContract ReadContract(SponsoredContract? contract)
    {
        if (contract is null || !UInt160.TryParse(contract.Contract, out UInt160 hash))
        {
            throw new RequestException("contracts[].contract must be a contract's hash: 0x and 40 hexadecimal digits.");
        }

        if (contract.Methods is { } methods && (methods.Count is 0 or > SponsorLimits.MaxMethods || !methods.All(IsMethod)))
        {
            throw new RequestException(
                $"contracts[].methods are 1 to {SponsorLimits.MaxMethods} names of 1 to {SponsorLimits.MaxMethodLength} characters; leave them out for all methods.");
        }

        return contract with { Contract = hash.ToString() };
    }

    private static bool IsMethod(string? method) => method is { Length: >= 1 and <= SponsorLimits.MaxMethodLength } && !method.Any(char.IsControl);

    private static int Within(int value, string member, int least, int most) =>
        value >= least && value <= most ? value : throw new RequestException($"{member} is {least} to {most}.");
}
