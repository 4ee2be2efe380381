using System.Reflection;

namespace NeoServiceLayer.Contracts;

/// <summary>The version of everything here; it stands once, in Directory.Build.props.</summary>
public static class ProductVersion
{
    /// <summary>Three numbers with dots between them.</summary>
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetName().Version!.ToString(3);
}
