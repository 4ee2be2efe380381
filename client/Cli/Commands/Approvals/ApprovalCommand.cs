using System.Text;
using System.Text.Json;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Cli.Help;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Cli.Sealing;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Sealing;
using NeoServiceLayer.Contracts.Account;

namespace NeoServiceLayer.Cli.Commands.Approvals;

/// <summary>
/// <c>nsl approve ID</c> and <c>nsl reject ID</c>: shows what is asked for, makes the hash of what it showed, and sends that: the enclave takes no other.
/// </summary>
internal static class ApprovalCommand
{
    internal static async Task<int> RunAsync(
        bool approve, ArgumentQueue arguments, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        string command = approve ? "approve" : "reject";
        ApprovalArguments given = ApprovalArguments.Take(command, arguments, options);
        if (options.Help)
        {
            ApprovalHelp.Write(outside.Output);
            return ExitCode.Done;
        }

        using CallerOf caller = CallerOf.Operation(AccountOperations.Approve, options, outside);
        AccountFile account = NslHome.Find(options, outside.Variable).ReadAccount()!;
        Uri gateway = Gateway.Address(options, outside.Variable);
        SealTarget? target = await new Sealer(options, outside).TargetAsync(AccountOperations.Approve, gateway, cancellationToken);
        using NslClient client = new(gateway, caller.Settings(gateway, outside) with { SealedTo = target });
        CallOptions calling = Gateway.Options(options, caller, target);
        ListApprovalsResponse found = await client.CallAsync(
            AccountOperations.ListApprovals, new ListApprovalsRequest { ApprovalId = given.ApprovalId }, calling with { RequestId = null }, cancellationToken);
        ApprovalDescription approval = found.Approvals.FirstOrDefault(one => one.ApprovalId == given.ApprovalId)
            ?? throw new NotTrustedException("approval", "What was told is not the approval that was asked for.");
        byte[]? payload = await PayloadAsync(approval, given, cancellationToken);
        ApprovalView.Write(options.Json ? outside.Error : outside.Output, approval, payload);
        string hash = HashOf(approval, payload, account, given.Hash);
        if (!given.Yes && !await AgreesAsync(command, outside, cancellationToken))
        {
            throw new UsageException($"Nothing was sent: answer yes, or give --yes, to {command} it.");
        }

        byte[] answer = approve
            ? JsonSerializer.SerializeToUtf8Bytes(
                await client.CallAsync(
                    AccountOperations.Approve, new ApproveRequest { ApprovalId = given.ApprovalId, OperationHash = hash }, calling, cancellationToken),
                AccountOperations.Approve.Response)
            : JsonSerializer.SerializeToUtf8Bytes(
                await client.CallAsync(
                    AccountOperations.Reject, new RejectRequest { ApprovalId = given.ApprovalId, OperationHash = hash }, calling, cancellationToken),
                AccountOperations.Reject.Response);
        AnswerWriter.Write(outside.Output, answer, options.Json);
        return ExitCode.Done;
    }

    private static async Task<byte[]?> PayloadAsync(ApprovalDescription approval, ApprovalArguments given, CancellationToken cancellationToken) =>
        approval.Payload is { } kept ? Encoding.UTF8.GetBytes(kept)
        : given.Payload is { } file && approval.Salt is not null ? await NamedFile.ReadAsync(file, cancellationToken)
        : null;

    /// <summary>The hash of what was shown; where nothing could be shown, the one that who asks was told.</summary>
    private static string HashOf(ApprovalDescription approval, byte[]? payload, AccountFile account, string? told)
    {
        string hash = approval.OperationHash;
        if (payload is not null)
        {
            hash = new ApprovalHash
            {
                GenesisId = account.GenesisId,
                AccountId = account.AccountId!,
                ApprovalId = approval.ApprovalId,
                RequestedBy = approval.RequestedBy,
                RequestId = approval.RequestId,
                Service = approval.Service,
                Operation = approval.Operation,
            }.Of(SaltOf(approval), payload);
        }
        else if (told is null)
        {
            throw new UsageException(approval switch
            {
                { IsSealed: true, Salt: null } => "The request came sealed, and its payload is told in sealed answers alone: ask with --seal. If it is a secret all the same, give --hash HEX, as who asks was told it.",
                { Salt: not null } => "The payload was too long to be kept: give --payload FILE, as who asks has it, or --hash HEX, as who asks was told it.",
                _ => "The payload is a secret, which is shown to nobody: give --hash HEX, as who asks was told it.",
            });
        }

        return hash == approval.OperationHash && (told ?? hash) == hash
            ? hash
            : throw new NotTrustedException("approval", "The hash is not that of what is shown above: it is of another request, deployment or account, or was changed on its way.");
    }

    private static byte[] SaltOf(ApprovalDescription approval)
    {
        byte[] salt = new byte[ApprovalHash.SaltLength];
        return Convert.FromHexString(approval.Salt ?? "", salt, out _, out int length) == System.Buffers.OperationStatus.Done && length == salt.Length
            ? salt
            : throw new NotTrustedException("approval", "What was told of the request has no salt of 32 bytes.");
    }

    private static async Task<bool> AgreesAsync(string command, Surroundings outside, CancellationToken cancellationToken)
    {
        await outside.Error.WriteAsync($"Do you {command} this? [yes/no] ");
        using StreamReader reader = new(outside.Input, Encoding.UTF8, leaveOpen: true);
        string? line = await reader.ReadLineAsync(CancellationToken.None).AsTask().WaitAsync(cancellationToken);
        return line?.Trim() is "yes" or "y";
    }
}
