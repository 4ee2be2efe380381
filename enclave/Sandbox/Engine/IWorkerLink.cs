namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>The worker's line to its host, as the engine sees it: one thread uses it.</summary>
internal interface IWorkerLink
{
    /// <summary>Asks the host for something; the answer comes with <see cref="Receive"/>, in whatever order.</summary>
    void Send(WorkerCall call);

    /// <summary>Waits for the next answer.</summary>
    WorkerAnswer Receive();
}

/// <summary>A call to the host.</summary>
/// <param name="Id">Its number, by which the answer is found: from 1 on.</param>
/// <param name="Name">Which function of the host.</param>
/// <param name="Arguments">One JSON value in UTF-8.</param>
internal sealed record WorkerCall(int Id, string Name, ReadOnlyMemory<byte> Arguments);

/// <summary>The host's answer to a call.</summary>
/// <param name="Id">The call.</param>
/// <param name="Answer">What it was answered.</param>
internal sealed record WorkerAnswer(int Id, HostAnswer Answer);
