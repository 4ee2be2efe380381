using System.Text.Json.Serialization;

namespace NeoServiceLayer.Enclave.Core.Host;

/// <summary>Functions, in the measured configuration: what their executions cost, and how many there may be. Prices are in datoshi.</summary>
/// <remarks>Setters, for the reason that <see cref="EnclaveSettings"/> has.</remarks>
public sealed class ExecutionSettings
{
    /// <summary>The highest price: 1,000 GAS.</summary>
    public const long MaxPrice = 100_000_000_000;

    /// <summary>For a million statements: 0 to 100,000,000,000; 0 by default.</summary>
    public long PricePerMillionStatements { get; set; }

    /// <summary>For a call to the outside: likewise.</summary>
    public long PricePerHostCall { get; set; }

    /// <summary>For 1,024 bytes of the outside's answers and of the result: likewise.</summary>
    public long PricePerKiB { get; set; }

    /// <summary>The Neo N3 address to which is paid what was charged; needed where a price is above 0.</summary>
    public string? PaidTo { get; set; }

    /// <summary>From how much on that is paid, in datoshi: 10,000,000 (0.1 GAS) or more, so that fees are the smaller part; 1 GAS by default.</summary>
    public long PaidFrom { get; set; } = 100_000_000;

    /// <summary>How many executions of an account run at once: 1 to 64.</summary>
    public int MaxConcurrentPerAccount { get; set; } = 4;

    /// <summary>How many more of an account may wait for their turn: 0 to 1,024.</summary>
    public int MaxWaitingPerAccount { get; set; } = 64;

    /// <summary>How many executions are kept of a function, with results, logs and records, the newest: 16 to 1,000.</summary>
    public int KeptExecutions { get; set; } = 100;

    /// <summary>Whether executions cost anything.</summary>
    [JsonIgnore]
    public bool HavePrice => (PricePerMillionStatements | PricePerHostCall | PricePerKiB) > 0;

    /// <exception cref="FormatException">One sentence that names the member.</exception>
    internal void Check()
    {
        Check("pricePerMillionStatements", PricePerMillionStatements, 0, MaxPrice);
        Check("pricePerHostCall", PricePerHostCall, 0, MaxPrice);
        Check("pricePerKiB", PricePerKiB, 0, MaxPrice);
        Check("paidFrom", PaidFrom, 10_000_000, 1_000_000_000_000);
        Check("maxConcurrentPerAccount", MaxConcurrentPerAccount, 1, 64);
        Check("maxWaitingPerAccount", MaxWaitingPerAccount, 0, 1024);
        Check("keptExecutions", KeptExecutions, 16, 1000);
        if (HavePrice && PaidTo is null)
        {
            throw new FormatException("The configuration's functions.paidTo must stand there where a price is above 0: the address that is paid.");
        }
    }

    private static void Check(string name, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            throw new FormatException($"The configuration's functions.{name} must be a whole number from {least} to {most}.");
        }
    }
}
