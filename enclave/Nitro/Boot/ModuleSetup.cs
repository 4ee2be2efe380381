using System.Security.Cryptography;
using NeoServiceLayer.Enclave.Core.Attestation;
using NeoServiceLayer.Enclave.Platform.Machine;

namespace NeoServiceLayer.Enclave.Nitro.Boot;

/// <summary>What is done with the security module before a key is made: where there is one, all of it succeeds or nothing runs.</summary>
internal static class ModuleSetup
{
    private const string RandomSource = "nsm-hwrng";
    private const int SeedBytes = 256;
    private const int ImagePcr = 0;
    private const int FirstOfOurs = 16;
    private const int Registers = 32;

    /// <exception cref="BootException">The enclave must not run here.</exception>
    /// <exception cref="SecurityModuleException">The module fails.</exception>
    /// <exception cref="PlatformException">The kernel refuses some of it.</exception>
    internal static void Run(IMachine machine, ISecurityModule module)
    {
        string source = machine.ReadRandomSource();
        if (source != RandomSource)
        {
            throw new BootException($"the kernel's random numbers come from '{source}' rather than from the security module ({RandomSource}).");
        }

        Seed(machine, module);
        if (!IsExtended(module, ImagePcr))
        {
            throw new BootException("this is debug mode (PCR0 is all zero), where the parent reads the enclave's console and nothing is attested.");
        }

        // We measure nothing into them: locked, they say so in every document, and nobody who comes later can say otherwise.
        for (int index = FirstOfOurs; index < Registers; index++)
        {
            if (IsExtended(module, index))
            {
                throw new BootException($"something was measured into PCR{index} before the enclave began: only its own image may run here.");
            }

            module.LockPcr(index);
        }
    }

    private static bool IsExtended(ISecurityModule module, int index) => module.ReadPcr(index).AsSpan().ContainsAnyExcept((byte)0);

    private static void Seed(IMachine machine, ISecurityModule module)
    {
        Span<byte> seed = stackalloc byte[SeedBytes];
        try
        {
            module.FillRandom(seed);
            machine.AddEntropy(seed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }
}
