using System.Text;

namespace NeoServiceLayer.Enclave.Core.State;

/// <summary>A kind of record. Its name goes into each of its records' keys and seals, so it never changes once records exist.</summary>
public sealed class Table
{
    /// <summary>Names a table.</summary>
    /// <param name="name">1 to 32 ASCII characters, used by no other table; <c>head</c>, <c>heads</c>, <c>lineages</c> and <c>acceptances</c> are the store's own.</param>
    /// <param name="secret">Whether its plaintext is a secret: kept in pinned memory that is cleared, and never cached.</param>
    public Table(string name, bool secret = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, MaxNameLength);
        Name = name;
        Secret = secret;
        NameUtf8 = Encoding.ASCII.GetBytes(name);
    }

    /// <summary>The longest name.</summary>
    public const int MaxNameLength = 32;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Whether its plaintext is a secret.</summary>
    public bool Secret { get; }

    internal byte[] NameUtf8 { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
