using System.ComponentModel;
using System.Runtime.InteropServices;

namespace NeoServiceLayer.Wire.Interop;

/// <summary>Turns an errno into the exception of a transport that could not be set up.</summary>
internal static class SocketFailure
{
    internal static TransportException From(string step, WireEndpoint endpoint, int error) =>
        new($"{endpoint}: {step} failed: {Marshal.GetPInvokeErrorMessage(error)} (errno {error}).", new Win32Exception(error));
}
