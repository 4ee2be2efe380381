namespace NeoServiceLayer.Gateway.HostServices.Records;

/// <summary>
/// The operating system's lock that makes one gateway the only writer of a store. It ends with the process, however
/// that ends.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream file;

    private StoreLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock beside a store's file.</summary>
    /// <exception cref="StoreException">Another process has it.</exception>
    internal static StoreLock Take(string storeFile)
    {
        string path = storeFile + ".lock";
        try
        {
            return new StoreLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException busy) when (busy is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new StoreException($"another gateway uses the store {storeFile}: it holds the lock on {path}.", busy);
        }
    }

    public void Dispose() => file.Dispose();
}
