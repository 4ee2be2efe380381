using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace NeoServiceLayer.Tests.Neo;

/// <summary>Finds Neo.dll, and whatever it needs that we do not have, in the package that brought it.</summary>
internal static class NeoReference
{
    private static readonly string Folder = typeof(NeoReference).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "NeoReferenceFolder").Value!;

#pragma warning disable CA2255 // a module initialiser: the resolver must stand before the first test that names a type of Neo's
    [ModuleInitializer]
    internal static void Resolve() => AssemblyLoadContext.Default.Resolving += (context, name) =>
    {
        var path = Path.Combine(Folder, name.Name + ".dll");
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    };
#pragma warning restore CA2255
}
