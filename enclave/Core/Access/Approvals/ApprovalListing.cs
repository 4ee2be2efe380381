using System.Buffers.Binary;
using System.Text;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Stamps;

namespace NeoServiceLayer.Enclave.Core.Access.Approvals;

/// <summary>Serves <c>account.listApprovals</c>.</summary>
public static class ApprovalListing
{
    /// <summary>The payloads of a page have no more together, but for one that is longer by itself; so an answer fits a frame however it is escaped.</summary>
    private const int MaxPageBytes = 512 << 10;

    /// <summary>Lists what waits for approval, and what became of what did.</summary>
    /// <exception cref="RequestException">invalidRequest; notFound: there is none of the id.</exception>
    public static async ValueTask<ListApprovalsResponse> ListAsync(ListApprovalsRequest request, Call call)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(call);
        int limit = new PageRequest(request.Limit, request.Cursor).CheckedLimit();
        long after = ReadCursor(request.Cursor);
        ApprovalEntry[] rest =
        [
            .. (await ApprovalRoll.FindAsync(call.State, call.Caller.AccountId)).Entries.Where(entry =>
                entry.ExpiresAt > call.Time && entry.Number > after && (request.ApprovalId ?? entry.ApprovalId) == entry.ApprovalId),
        ];
        if (request.ApprovalId is not null && rest.Length == 0)
        {
            throw new RequestException(ErrorCode.NotFound, "The account has no such request that waits for approval, or its 24 hours are over.");
        }

        List<ApprovalDescription> page = [];
        int bytes = 0;
        foreach (ApprovalEntry entry in rest.Take(limit))
        {
            (ApprovalDescription description, int length) = await DescribeAsync(entry.ApprovalId, call);
            bytes += length;
            if (bytes > MaxPageBytes && page.Count > 0)
            {
                break;
            }

            page.Add(description);
        }

        return new ListApprovalsResponse
        {
            Rules = request.Cursor is null ? (await ApprovalDocuments.Policies.FindAsync(call.State, call.Caller.AccountId))?.Rules ?? [] : null,
            Approvals = page,
            NextCursor = page.Count < rest.Length ? WriteCursor(rest[page.Count - 1].Number) : null,
        };
    }

    private static async ValueTask<(ApprovalDescription Description, int PayloadBytes)> DescribeAsync(string approvalId, Call call)
    {
        ApprovalDocument approval = await ApprovalDocuments.Approvals.FindAsync(call.State, ApprovalDocuments.Name(call.Caller.AccountId, approvalId))
            ?? throw new InvalidOperationException("A request that waits for approval is missing.");
        bool isTold = !approval.IsSealed || call.Request is { IsSealed: true };
        byte[]? payload = isTold ? approval.Payload : null;
        return (new ApprovalDescription
        {
            ApprovalId = approvalId,
            Status = await StatusAsync(approval, call),
            Service = approval.Service,
            Operation = approval.Operation,
            RequestedBy = approval.Requester,
            SessionId = approval.SessionId,
            RequestId = approval.RequestId,
            Payload = payload is null ? null : Encoding.UTF8.GetString(payload),
            Salt = isTold && approval.Salt is { } salt ? Convert.ToHexStringLower(salt) : null,
            IsSealed = approval.IsSealed,
            OperationHash = approval.OperationHash,
            Requirements = approval.Requirements,
            Approvals = approval.Approvals,
            Rejections = approval.Rejections,
            CreatedAt = approval.CreatedAt.UtcDateTime,
            ExpiresAt = approval.ExpiresAt.UtcDateTime,
            EndedAt = approval.EndedAt?.UtcDateTime,
        }, payload?.Length ?? 0);
    }

    private static async ValueTask<ApprovalStatus> StatusAsync(ApprovalDocument approval, Call call) =>
        approval.EndedAt is not null ? approval.WasDone ? ApprovalStatus.Done : ApprovalStatus.Rejected
        : await new ApprovalVoters(call.State, call.Caller.AccountId, call.Time).SufficeAsync(approval) ? ApprovalStatus.Approved
        : ApprovalStatus.Pending;

    private static string WriteCursor(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return Base64UrlText.Encode(bytes);
    }

    private static long ReadCursor(string? cursor)
    {
        if (cursor is null)
        {
            return 0;
        }

        return Base64UrlText.TryDecode(cursor, sizeof(long), out byte[] bytes) && BinaryPrimitives.ReadInt64BigEndian(bytes) is > 0 and var number
            ? number
            : throw new RequestException("cursor must be the nextCursor of a response.");
    }
}
