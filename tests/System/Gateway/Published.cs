namespace NeoServiceLayer.Tests.Gateway;

/// <summary>Where things are: the published programs (the folder that NSL_OUT names, else out/) and the repository.</summary>
internal static class Published
{
    /// <summary>The repository's folder.</summary>
    internal static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    internal static string PathOf(string program)
    {
        string folder = Environment.GetEnvironmentVariable("NSL_OUT") ?? Path.Combine(Root, "out");
        string path = Path.Combine(folder, program);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not there: publish it first, with make build.");
    }

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "NeoServiceLayer.sln"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run inside the repository."));
}
