using NeoServiceLayer.Enclave.Core.Keys;

namespace NeoServiceLayer.Enclave.Core.Grants;

/// <summary>A secret's value in memory that is cleared at the end.</summary>
/// <param name="secretId">Which secret.</param>
/// <param name="version">Which version of it.</param>
/// <param name="value">The value; owned from then on.</param>
public sealed class GrantedSecret(string secretId, long version, SecretBytes value) : IDisposable
{
    /// <summary>Which secret.</summary>
    public string SecretId { get; } = secretId;

    /// <summary>Which version of it.</summary>
    public long Version { get; } = version;

    /// <summary>The value. Not used after <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<byte> Value => value.Span;

    /// <inheritdoc/>
    public void Dispose() => value.Dispose();
}
