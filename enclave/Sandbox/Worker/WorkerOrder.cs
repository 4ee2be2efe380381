using System.Globalization;

namespace NeoServiceLayer.Enclave.Sandbox.Worker;

/// <summary>What a worker is told on its command line: <c>--worker MEMORY USER</c>, in MiB and as a number, 0 for none of its own.</summary>
internal sealed record WorkerOrder(int MemoryMiB, uint? UserId)
{
    internal const string Switch = "--worker";

    private const int Words = 3;

    internal string[] ToArguments() =>
        [Switch, MemoryMiB.ToString(CultureInfo.InvariantCulture), (UserId ?? 0).ToString(CultureInfo.InvariantCulture)];

    /// <summary>Null: these are no worker's.</summary>
    internal static WorkerOrder? Parse(IReadOnlyList<string> arguments) =>
        arguments.Count == Words && arguments[0] == Switch
        && int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out int memory)
        && uint.TryParse(arguments[2], NumberStyles.None, CultureInfo.InvariantCulture, out uint user)
            ? new WorkerOrder(memory, user == 0 ? null : user)
            : null;
}
