using System.Text;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Attestation.Receipts;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Cli.Home;

namespace NeoServiceLayer.Cli.Receipts;

/// <summary>Judges a boot that was kept: whether its document vouches for the identity beside it, at the document's own time.</summary>
internal sealed class BootJudge(IDocumentVerifier documents)
{
    /// <summary>Verifies the document, and that it binds the identity.</summary>
    /// <param name="boot">The boot.</param>
    /// <param name="identity">Its identity, as it was read.</param>
    /// <param name="policy">Root and registers; time and user data come from the boot.</param>
    /// <exception cref="NotTrustedException">The first check that failed.</exception>
    internal AttestationDocument Judge(BootFile boot, BootIdentity identity, AttestationPolicy policy)
    {
        AttestationResult result = documents.Verify(
            boot.Document, policy with { At = documents.TimeOf(boot.Document) ?? boot.ReceivedAt, UserData = identity.Hash });
        return result.Document ?? throw NotTrustedException.Of(result.Failed!.Value);
    }

    /// <summary>Reads the identity of a boot.</summary>
    /// <exception cref="NotTrustedException">It is none.</exception>
    internal static BootIdentity IdentityOf(BootFile boot)
    {
        try
        {
            return boot.Read();
        }
        catch (FormatException wrong)
        {
            throw new NotTrustedException(AttestationCheck.UserData.Name(), wrong.Message);
        }
    }
}
