namespace NeoServiceLayer.Neo.Transactions;

/// <summary>What proves that a signer agreed: a script that pushes arguments, and the script that checks them.</summary>
/// <param name="invocation">At most <see cref="MaxScript"/> bytes.</param>
/// <param name="verification">At most <see cref="MaxScript"/> bytes; empty when the signer is a deployed contract.</param>
public sealed class Witness(ReadOnlyMemory<byte> invocation, ReadOnlyMemory<byte> verification)
{
    /// <summary>The most bytes that either script may have.</summary>
    public const int MaxScript = 1024;

    /// <summary>The script that pushes arguments: signatures, for accounts of keys.</summary>
    public ReadOnlyMemory<byte> Invocation => invocation;

    /// <summary>The script that checks them; its hash is the signer's account.</summary>
    public ReadOnlyMemory<byte> Verification => verification;

    internal static Witness Read(ref NeoReader reader)
    {
        byte[] invocation = reader.ReadVarBytes(MaxScript, "invocation script").ToArray();
        byte[] verification = reader.ReadVarBytes(MaxScript, "verification script").ToArray();
        return new Witness(invocation, verification);
    }

    internal void WriteTo(NeoWriter writer)
    {
        writer.WriteVarBytes(Invocation.Span);
        writer.WriteVarBytes(Verification.Span);
    }
}
