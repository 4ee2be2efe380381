namespace NeoServiceLayer.Enclave.Sandbox.Supervisor;

/// <summary>
/// Brings answers into the order of their places, whatever the order in which tasks end: so that what a host notes is what the code sees. One thread uses it.
/// </summary>
internal sealed class AnswerSequence
{
    private readonly Dictionary<int, (int Id, HostAnswer Answer)> held = [];
    private int next;

    /// <summary>Takes an answer, and gives those whose turn has come.</summary>
    internal IEnumerable<(int Id, HostAnswer Answer)> Take(int id, HostAnswer answer)
    {
        if (answer.Place is not { } place)
        {
            return [(id, answer)];
        }

        held.Add(place, (id, answer));
        List<(int Id, HostAnswer Answer)> due = [];
        for (; held.Remove(next, out (int Id, HostAnswer Answer) found); next++)
        {
            due.Add(found);
        }

        return due;
    }
}
