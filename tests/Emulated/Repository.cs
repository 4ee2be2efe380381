namespace NeoServiceLayer.Tests.Emulated;

/// <summary>Where the project is.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "NeoServiceLayer.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run inside the repository."));
}
