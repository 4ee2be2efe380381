using System.Runtime.InteropServices;
using NeoServiceLayer.Enclave.Core.Attestation;
using NeoServiceLayer.Enclave.Platform.Interop;

namespace NeoServiceLayer.Enclave.Platform.Nsm;

/// <summary>The module's driver, /dev/nsm (linux/nsm.h).</summary>
public sealed unsafe class NsmDevice : SafeHandle, INsmDevice
{
    /// <summary>The longest request that the driver takes, in bytes.</summary>
    public const int MaxRequest = 0x1000;

    /// <summary>The longest answer that the driver gives, in bytes.</summary>
    public const int MaxResponse = 0x3000;

    private const string DevicePath = "/dev/nsm";

    private NsmDevice(int descriptor)
        : base(-1, ownsHandle: true) => SetHandle(descriptor);

    /// <summary>Whether this machine has one.</summary>
    public static bool Exists => File.Exists(DevicePath);

    /// <inheritdoc/>
    public override bool IsInvalid => handle < 0;

    /// <summary>Opens it.</summary>
    /// <exception cref="SecurityModuleException">There is none, or it cannot be opened.</exception>
    public static NsmDevice Open()
    {
        int descriptor = LibC.Open(DevicePath, LibC.OReadWrite | LibC.OCloseOnExec);
        return descriptor >= 0 ? new NsmDevice(descriptor) : throw Failed("cannot be opened", LibC.LastError);
    }

    /// <inheritdoc/>
    public int Exchange(ReadOnlySpan<byte> request, Span<byte> response)
    {
        bool held = false;
        try
        {
            Hold(ref held);
            fixed (byte* question = request, answer = response)
            {
                while (true)
                {
                    LibC.NsmExchange exchange = new()
                    {
                        Request = new() { Start = question, Length = (nuint)request.Length },
                        Response = new() { Start = answer, Length = (nuint)response.Length },
                    };
                    if (LibC.Control((int)handle, LibC.NsmRaw, &exchange) >= 0)
                    {
                        return exchange.Response.Length <= (nuint)response.Length
                            ? (int)exchange.Response.Length
                            : throw new SecurityModuleException($"{DevicePath} announces a longer answer than it has room for.");
                    }

                    if (LibC.LastError is int error and not LibC.EIntr)
                    {
                        throw Failed("does not answer", error);
                    }
                }
            }
        }
        finally
        {
            if (held)
            {
                DangerousRelease();
            }
        }
    }

    /// <summary>Who asks while the enclave ends is refused, as by a module that does not answer.</summary>
    private void Hold(ref bool held)
    {
        try
        {
            DangerousAddRef(ref held);
        }
        catch (ObjectDisposedException closed)
        {
            throw new SecurityModuleException($"{DevicePath} is closed.", closed);
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => LibC.Close((int)handle) == 0;

    private static SecurityModuleException Failed(string what, int error) =>
        new($"{DevicePath} {what}: {Marshal.GetPInvokeErrorMessage(error)} (errno {error}).");
}
