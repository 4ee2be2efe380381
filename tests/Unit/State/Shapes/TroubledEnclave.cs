using System.Security.Cryptography;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Records;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.State.Shapes;

/// <summary>What became of a transaction, by the word of the enclave.</summary>
internal enum Outcome
{
    /// <summary>It is done, and on disk.</summary>
    Done,

    /// <summary>It is not done, and will not be.</summary>
    NotDone,

    /// <summary>Nobody can tell: the enclave is no more, or says so.</summary>
    Unknown,
}

/// <summary>An enclave in trouble: the state over hosts that go, in a process that crashes and starts again over the same store.</summary>
internal sealed class TroubledEnclave : IEventLog, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly MemoryStore store;
    private readonly Trouble trouble;
    private readonly StateSettings settings;
    private readonly Lock gate = new();
    private readonly List<Boot> boots = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TroubledEnclave(MemoryStore store, Trouble trouble, StateSettings settings)
    {
        this.store = store;
        this.trouble = trouble;
        this.settings = settings;
        Start();
    }

    internal int Boots => boots.Count;

    private Boot Current
    {
        get
        {
            lock (gate)
            {
                return boots[^1];
            }
        }
    }

    /// <summary>Runs a body once the state serves; a body that is refused by itself throws.</summary>
    internal async Task<Outcome> RunAsync(string lane, Func<ITransaction, ValueTask<bool>> body)
    {
        Boot boot = await UntilOpenAsync();
        Task run = boot.State.RunAsync(lane, body).AsTask();
        if (await Task.WhenAny(run, boot.Ended).WaitAsync(Patience) != run)
        {
            return Outcome.Unknown;
        }

        try
        {
            await run;
            return Outcome.Done;
        }
        catch (RequestException refused) when (refused.Code == ErrorCode.StoreUnavailable || refused.Code == ErrorCode.NotReady)
        {
            return Outcome.NotDone;
        }
        catch (RequestException refused) when (refused.Code == ErrorCode.OutcomeUnknown)
        {
            return Outcome.Unknown;
        }
    }

    /// <summary>The process ends, wherever it is, and another starts.</summary>
    internal void Crash() => Current.Crash();

    void IEventLog.Write(EnclaveEvent happened)
    {
    }

    public void Dispose() => boots.ForEach(static boot => boot.Dispose());

    private async Task<Boot> UntilOpenAsync()
    {
        while (true)
        {
            Task next = Volatile.Read(ref changed).Task;
            Boot boot = Current;
            if (boot.State.IsOpen)
            {
                return boot;
            }

            Assert.True(boot.State.Problem is null or { Code: StateProblemCode.StoreUnavailable }, boot.State.Problem?.Message);
            await next.WaitAsync(Patience);
        }
    }

    private void TellChange()
    {
        TaskCompletionSource before = Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        before.SetResult();
    }

    private void Start()
    {
        Boot boot = new(this);
        lock (gate)
        {
            boots.Add(boot);
        }

        boot.Attach();
        TellChange();
    }

    /// <summary>The time from one start to the next crash.</summary>
    internal sealed class Boot : IDisposable
    {
        private readonly TroubledEnclave enclave;
        private readonly Deployment deployment;
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock gate = new();
        private bool isOver;

        internal Boot(TroubledEnclave enclave)
        {
            this.enclave = enclave;
            deployment = TestState.Deploy(isNew: enclave.store.Keys.Count == 0);
            State = new StateStore(deployment, enclave.settings, TimeProvider.System, enclave, RandomNumberGenerator.GetBytes(32)) { Changed = enclave.TellChange };
        }

        internal StateStore State { get; }

        internal Task Ended => ended.Task;

        internal void Attach() => State.Attach(new TroubledHost(enclave.store, enclave.trouble, this));

        /// <summary>Another host takes the place of one.</summary>
        internal void Replace(TroubledHost gone)
        {
            State.Detach(gone);
            Attach();
        }

        /// <summary>Does what this boot asks of a host, unless it is over: then nothing that it asks for happens any more.</summary>
        internal bool TryCall(Action call)
        {
            lock (gate)
            {
                if (!isOver)
                {
                    call();
                }

                return !isOver;
            }
        }

        internal void Crash()
        {
            lock (gate)
            {
                if (isOver)
                {
                    return;
                }

                isOver = true;
            }

            enclave.Start();
            ended.SetResult();
        }

        public void Dispose()
        {
            State.Dispose();
            deployment.Dispose();
        }
    }
}
