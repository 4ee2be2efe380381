using System.Runtime.InteropServices;
using NeoServiceLayer.Enclave.Platform.Interop;

namespace NeoServiceLayer.Enclave.Platform.Machine;

/// <summary>Makes a kernel's refusal a sentence.</summary>
internal static class Refusal
{
    internal static PlatformException Of(string what, int error) =>
        new($"{what}: {Marshal.GetPInvokeErrorMessage(error)} (errno {error}).");

    /// <summary>What a call gave, unless that is negative.</summary>
    internal static int Unless(int result, string otherwise) => result >= 0 ? result : throw Of(otherwise, LibC.LastError);
}
