using System.Globalization;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Platform.Confinement;

namespace NeoServiceLayer.Enclave.Sandbox.Worker;

/// <summary>
/// What a worker may have of memory. The runtime holds its objects to the limit by itself and throws when they reach it; it reserves
/// several times that of addresses. The kernel's limits stand behind: one for addresses, and one for memory that is really had.
/// </summary>
internal static class WorkerMemory
{
    private const ulong MiB = 1 << 20;
    private const int Reserved = 5;
    private const int ProgramMiB = 256;

    /// <summary>What the runtime has beside its objects: its own tables, stacks, buffers.</summary>
    private const int RuntimeMiB = 96;

    private const ulong ProcessorMargin = 2;

    internal static ConfinementLimits Limits(WorkerOrder order) => new()
    {
        UserId = order.UserId,
        AddressBytes = (ulong)((Reserved * order.MemoryMiB) + ProgramMiB) * MiB,
        DataBytes = (ulong)(order.MemoryMiB + RuntimeMiB) * MiB,
        ProcessorSeconds = (FunctionLimits.MaxTimeoutMs / 1000) + ProcessorMargin,
    };

    /// <summary>
    /// The environment, all of it: numbers are hexadecimal. One thread collects, in regions of 1 MiB, after at most 4 MiB of new objects.
    /// </summary>
    internal static string[] Environment(int memoryMiB) =>
    [
        "DOTNET_GCHeapHardLimit=" + ((long)memoryMiB * (long)MiB).ToString("x", CultureInfo.InvariantCulture),
        "DOTNET_GCRegionSize=100000",
        "DOTNET_GCGen0MaxBudget=400000",
        "DOTNET_gcConcurrent=0",
        "DOTNET_gcServer=0",
        "MALLOC_ARENA_MAX=1",
    ];
}
