using System.ComponentModel;
using System.Runtime.InteropServices;

namespace NeoServiceLayer.Enclave.Local.Interop;

/// <summary>Makes a folder's entries durable, for which .NET has no call.</summary>
internal static partial class FolderSync
{
    private const int ReadOnly = 0;

    /// <exception cref="IOException">It cannot be done.</exception>
    internal static void Sync(string folder)
    {
        int descriptor = Open(folder, ReadOnly);
        bool synced = descriptor >= 0 && Sync(descriptor) == 0;
        int error = Marshal.GetLastPInvokeError();
        if (descriptor >= 0)
        {
            _ = Close(descriptor);
        }

        if (!synced)
        {
            throw new IOException($"the folder {folder} cannot be made durable: {new Win32Exception(error).Message}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
