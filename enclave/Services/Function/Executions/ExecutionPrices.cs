using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Function.Storage;

namespace NeoServiceLayer.Enclave.Function.Executions;

/// <summary>What executions cost, in datoshi: by statements, calls to the outside, and bytes of answers and results, rounded up to a whole one.</summary>
internal sealed class ExecutionPrices(ExecutionSettings settings)
{
    private const long StatementsOfPrice = 1_000_000;
    private const long BytesOfPrice = 1024;

    /// <summary>What an execution of a version may cost at most: what is held.</summary>
    internal long Most(FunctionVersionDocument version) =>
        Of(new Meter(version.Statements, FunctionLimits.MaxHostCalls, FunctionLimits.MaxAnswerBytes + FunctionLimits.MaxJsonBytes));

    /// <summary>What an execution did cost.</summary>
    internal long Of(Meter meter) => checked(
        Part(settings.PricePerMillionStatements, meter.Statements, StatementsOfPrice)
        + (settings.PricePerHostCall * meter.HostCalls)
        + Part(settings.PricePerKiB, meter.Bytes, BytesOfPrice));

    // The highest price times the most statements is beyond 64 bits.
    private static long Part(long price, long amount, long unit) => (long)((((Int128)price * amount) + unit - 1) / unit);
}

/// <summary>What an execution used.</summary>
/// <param name="Statements">Statements, at most as many as its version may run.</param>
/// <param name="HostCalls">Calls to the outside.</param>
/// <param name="Bytes">Bytes of the outside's answers, and of the result.</param>
internal readonly record struct Meter(long Statements, int HostCalls, long Bytes);
