namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>The order in which bodies run: those of one lane one after the other, and one that met too many conflicts alone.</summary>
internal sealed class Lanes
{
    private readonly LaneQueue lanes = new();
    private readonly SharedGate all = new();

    internal async ValueTask<Hold> EnterAsync(string lane, bool alone)
    {
        await lanes.EnterAsync(lane);
        await all.EnterAsync(alone);
        return new Hold(this, lane);
    }

    /// <summary>A place in a lane; left once, however often it is disposed.</summary>
    internal sealed class Hold(Lanes lanes, string lane) : IDisposable
    {
        private bool left;

        public void Dispose()
        {
            if (!left)
            {
                left = true;
                lanes.all.Leave();
                lanes.lanes.Leave(lane);
            }
        }
    }
}
