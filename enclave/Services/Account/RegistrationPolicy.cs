using System.Diagnostics.CodeAnalysis;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Account;

/// <summary>Who may begin an account: anybody, or who has an invitation of an admin key, each used once.</summary>
internal sealed class RegistrationPolicy(AccountSettings settings)
{
    /// <summary>Lets the call register, and uses its invitation up.</summary>
    /// <exception cref="RequestException">forbidden.</exception>
    internal async ValueTask AdmitAsync(string? text, Call call)
    {
        if (settings.Registration == Registration.Open)
        {
            return;
        }

        if (text is null)
        {
            throw Refused("Registration is by invitation: ask an administrator of the deployment for one.");
        }

        if (!TryVerify(text, out Invitation? invitation))
        {
            throw Refused("The invitation is not one of an administrator of this deployment.");
        }

        Check(invitation.Claims, call);
        string name = $"{invitation.Claims.KeyId}/{invitation.Claims.Id}";
        if (await AccountDocuments.Invitations.FindAsync(call.State, name) is not null)
        {
            throw Refused("The invitation was used before: ask for another.");
        }

        AccountDocuments.Invitations.Put(call.State, name, new UsedInvitationDocument { AccountId = call.Caller.AccountId });
    }

    private bool TryVerify(string text, [NotNullWhen(true)] out Invitation? invitation)
    {
        if (Invitation.TryRead(text, out invitation))
        {
            string keyId = invitation.Claims.KeyId;
            StampKey? admin = settings.AdminKeys.FirstOrDefault(key => key.KeyId == keyId);
            return admin is not null && invitation.IsBy(admin);
        }

        return false;
    }

    private void Check(InvitationClaims claims, Call call)
    {
        if (claims.Audience != settings.GenesisId)
        {
            throw Refused("The invitation is for another deployment.");
        }

        if (claims.ExpiresAt <= call.Time.ToUnixTimeSeconds())
        {
            throw Refused("The invitation has expired: ask for another.");
        }

        if (claims.Subject is not null && claims.Subject != call.Caller.KeyId)
        {
            throw Refused("The invitation is for another key.");
        }

        if (claims.Subject is null && settings.Registration == Registration.Admin)
        {
            throw Refused("The invitation must name the key that registers: give its id to an administrator of the deployment.");
        }
    }

    private static RequestException Refused(string message) => new(ErrorCode.Forbidden, message);
}
