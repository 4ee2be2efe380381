using System.Text.Json.Nodes;
using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Contracts.Wallet;

namespace NeoServiceLayer.Cli.Commands.Functions;

/// <summary>What a version names and was not granted yet, as the commands that grant it: to be read before they are typed.</summary>
internal sealed class MissingGrants(DeployCalls calls, string functionId, string sourceHash)
{
    private const int Page = 100;

    internal async Task<JsonArray> FindAsync(FunctionSource source, CancellationToken cancellationToken)
    {
        JsonArray missing = [];
        foreach (string secretId in source.Secrets.Values.Distinct())
        {
            if (!await MayReadAsync(secretId, cancellationToken))
            {
                Add(missing, $"nsl secrets grant-secret --secret-id {secretId}");
            }
        }

        foreach (string walletId in source.Wallets.Values.Distinct())
        {
            if (!await MayUseAsync(walletId, cancellationToken))
            {
                Add(missing, $"nsl wallet grant-wallet --wallet-id {walletId}");
            }
        }

        return missing;
    }

    private void Add(JsonArray missing, string command) =>
        missing.Add((JsonNode)$"{command} --function-id {functionId} --source-hash {sourceHash}");

    /// <summary>A key that may deploy need not be one that may ask: then the command is shown, and does no harm.</summary>
    private async Task<bool> MayReadAsync(string secretId, CancellationToken cancellationToken)
    {
        CheckAccessRequest request = new() { SecretId = secretId, FunctionId = functionId, SourceHash = sourceHash };
        try
        {
            return (await calls.CallAsync(SecretsOperations.CheckAccess, request, cancellationToken)).Allowed;
        }
        catch (NslRefusedException)
        {
            return false;
        }
    }

    private async Task<bool> MayUseAsync(string walletId, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            ListWalletGrantsRequest request = new() { WalletId = walletId, Limit = Page, Cursor = cursor };
            try
            {
                ListWalletGrantsResponse page = await calls.CallAsync(WalletOperations.ListWalletGrants, request, cancellationToken);
                if (page.Grants.Any(grant => grant.FunctionId == functionId && grant.SourceHash == sourceHash))
                {
                    return true;
                }

                cursor = page.NextCursor;
            }
            catch (NslRefusedException)
            {
                return false;
            }
        }
        while (cursor is not null);
        return false;
    }
}
