using System.Runtime.InteropServices;
using NeoServiceLayer.Enclave.Core.Attestation;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Platform.Machine;

namespace NeoServiceLayer.Enclave.Nitro.Boot;

/// <summary>The way from the first instruction to serving, as the first process of its machine or as an ordinary one.</summary>
internal sealed class EnclaveBoot
{
    /// <summary>What it stands on.</summary>
    internal required IMachine Machine { get; init; }

    /// <summary>Whether it has to set up the machine, and be told of by a heartbeat: else somebody's init did both.</summary>
    internal required bool IsFirstProcess { get; init; }

    /// <summary>Whether the machine has a security module; asked once the machine is set up.</summary>
    internal required Func<bool> HasModule { get; init; }

    /// <summary>Opens the security module.</summary>
    internal required Func<ISecurityModule> OpenModule { get; init; }

    /// <summary>Reads the configuration.</summary>
    internal required Func<EnclaveSettings> ReadSettings { get; init; }

    /// <summary>Tells the parent that the enclave has booted.</summary>
    internal required Action SendHeartbeat { get; init; }

    /// <summary>Serves until it is asked to end.</summary>
    internal required Action<EnclaveSettings, ISecurityModule?> Serve { get; init; }

    /// <summary>Told in one line if there is no security module.</summary>
    internal required Action<string> Say { get; init; }

    /// <summary>Boots and serves. A first process needs a security module; an ordinary one serves without it what needs none.</summary>
    internal void Run()
    {
        using PosixSignalRegistration? children = IsFirstProcess ? SetUpMachine() : null;
        EnclaveSettings settings = ReadSettings();
        using ISecurityModule? module = IsFirstProcess || HasModule() ? OpenModule() : null;
        if (module is null)
        {
            Say("enclave: there is no security module (/dev/nsm) here: nothing is attested, and nothing stamped is served.");
        }
        else
        {
            ModuleSetup.Run(Machine, module);
        }

        CryptoSelfTest.Run();
        if (IsFirstProcess)
        {
            SendHeartbeat();
        }

        Serve(settings, module);
    }

    /// <summary>Sets up the machine, and from then on takes leave of children that nobody else waits for.</summary>
    private PosixSignalRegistration SetUpMachine()
    {
        MachineSetup.Run(Machine);
        return PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => Machine.ReapChildren());
    }
}
