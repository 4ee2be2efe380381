using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Enclave.Core.State.Records;

namespace NeoServiceLayer.Tests.State.Shapes;

/// <summary>A host over an honest store that refuses, does not answer, goes away, or takes the enclave with it.</summary>
internal sealed class TroubledHost(MemoryStore store, Trouble trouble, TroubledEnclave.Boot caller) : IRecordHost
{
    private bool gone;

    public Task<ReadRecordsResponse> ReadAsync(ReadRecordsRequest request) => AnswerAsync(trouble.OfReading(), () => store.Read(request.Keys));

    public Task<ScanRecordsResponse> ScanAsync(ScanRecordsRequest request) => AnswerAsync(trouble.OfReading(), () => store.Scan(request.Cursor, request.ValueBytes ?? RecordLimits.MaxValueBytes));

    public Task<CommitRecordsResponse> CommitAsync(CommitRecordsRequest request)
    {
        Trouble.Fate fate = trouble.OfCommit();
        if (fate is Trouble.Fate.Late or Trouble.Fate.LateThenCrash)
        {
            trouble.Delay(store, request);
        }

        return AnswerAsync(fate, () => store.Commit(request));
    }

    private async Task<T> AnswerAsync<T>(Trouble.Fate fate, Func<T> work)
    {
        await Task.Yield();
        trouble.Arrive();
        bool does = fate is Trouble.Fate.Done or Trouble.Fate.DoneThenRefused or Trouble.Fate.DoneThenLost
            or Trouble.Fate.DoneThenHostGone or Trouble.Fate.DoneThenCrash;
        T? answer = default;
        bool goes = false;
        bool alive = caller.TryCall(() =>
        {
            fate = gone ? Trouble.Fate.Lost : fate;
            answer = does && !gone ? work() : default;
            goes = fate is Trouble.Fate.HostGone or Trouble.Fate.DoneThenHostGone;
            gone |= goes;
        });
        if (!alive || fate is Trouble.Fate.Crash or Trouble.Fate.DoneThenCrash or Trouble.Fate.LateThenCrash)
        {
            // Nobody is left to be answered.
            caller.Crash();
            await new TaskCompletionSource().Task;
        }

        if (goes)
        {
            caller.Replace(this);
        }

        return fate switch
        {
            Trouble.Fate.Done => answer!,
            Trouble.Fate.Refused or Trouble.Fate.DoneThenRefused => throw MemoryRecordHost.Failed(),
            _ => throw MemoryRecordHost.Unanswered(),
        };
    }
}
