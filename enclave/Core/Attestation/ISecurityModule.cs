namespace NeoServiceLayer.Enclave.Core.Attestation;

/// <summary>The machine's security module: signs what this enclave is, and is the source of its entropy.</summary>
public interface ISecurityModule : IDisposable
{
    /// <summary>A fresh, signed document. May take milliseconds: never on a request's thread.</summary>
    /// <param name="userData">At most 512 bytes that it binds.</param>
    /// <param name="nonce">At most 512 bytes that make it fresh.</param>
    /// <param name="publicKey">At most 1,024 bytes: a key that it binds.</param>
    /// <exception cref="SecurityModuleException">It did not sign.</exception>
    byte[] Attest(ReadOnlySpan<byte> userData, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> publicKey);

    /// <summary>Fills with random bytes of the module.</summary>
    /// <exception cref="SecurityModuleException">It gave none.</exception>
    void FillRandom(Span<byte> destination);

    /// <summary>The value of a measurement register.</summary>
    /// <param name="index">0 to 31.</param>
    /// <exception cref="SecurityModuleException">It does not say.</exception>
    byte[] ReadPcr(int index);

    /// <summary>Makes a register's value final until the next boot.</summary>
    /// <param name="index">16 to 31.</param>
    /// <exception cref="SecurityModuleException">It did not.</exception>
    void LockPcr(int index);
}
