using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Clock;
using NeoServiceLayer.Enclave.Core.Events;
using NeoServiceLayer.Enclave.Core.Keys;
using NeoServiceLayer.Enclave.Core.Receipts;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Records;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Provisioning;

namespace NeoServiceLayer.Enclave.Core.Provisioning;

/// <summary>
/// What operators do: begin a deployment, bring the root key back at each boot, deal it anew. None of it does anything before as many have
/// asked as the configuration says, and what leaves is sealed to them. Any thread.
/// </summary>
internal sealed class OperatorService : IDisposable
{
    private readonly OperatorSet operators;
    private readonly OperatorStamps stamps;
    private readonly BootKeys keys;
    private readonly EnclaveMode mode;
    private readonly EnclaveClock clock;
    private readonly IEventLog events;
    private readonly Action<Deployment> open;
    private readonly Lock gate = new();
    private readonly ProvidedShares provided = new();
    private readonly HashSet<string> approved = [];
    private Deployment? deployment;
    private DealtShares? dealt;

    /// <param name="operators">The configuration's.</param>
    /// <param name="keys">This boot's; not owned.</param>
    /// <param name="mode">What the root key's derivations include.</param>
    /// <param name="clock">The enclave's time.</param>
    /// <param name="events">Where to tell what happens.</param>
    /// <param name="open">Opens a deployment whose root key is there; it stays this service's.</param>
    internal OperatorService(OperatorSet operators, BootKeys keys, EnclaveMode mode, EnclaveClock clock, IEventLog events, Action<Deployment> open)
    {
        this.operators = operators;
        this.keys = keys;
        this.mode = mode;
        this.clock = clock;
        this.events = events;
        this.open = open;
        stamps = new OperatorStamps(operators, keys, clock);
    }

    /// <summary>Told of the id of what was dealt, 32 bytes: the next attestation documents bind it.</summary>
    internal Action<DealtRecords> Dealt { get; set; } = static _ => { };

    /// <summary>How it stands.</summary>
    internal OperatorsStatus Status
    {
        get
        {
            lock (gate)
            {
                return new OperatorsStatus
                {
                    Threshold = operators.Threshold,
                    Operators =
                    [
                        .. operators.Members.Select(member => new OperatorStatus
                        {
                            Name = member.Name,
                            KeyId = member.KeyId,
                            Approved = approved.Contains(member.KeyId),
                            Provided = provided.DealingOf(member.KeyId),
                        }),
                    ],
                };
            }
        }
    }

    internal void Bind(OperationMap map) => map
        .BindBytes(SystemOperations.Genesis, Serve(SystemOperations.Genesis, Genesis))
        .BindBytes(SystemOperations.Rotate, Serve(SystemOperations.Rotate, Rotate))
        .BindBytes(SystemOperations.Provide, Serve(SystemOperations.Provide, Provide))
        .BindAsync(SystemOperations.GetDealtShares, GetDealtSharesAsync);

    /// <inheritdoc/>
    public void Dispose()
    {
        provided.Dispose();
        deployment?.Dispose();
    }

    private BytesHandler Serve<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, Func<TRequest, EnclaveOperator, TResponse> handler) => (request, context) =>
    {
        EnclaveOperator by = stamps.Verify(operation, request);
        TRequest payload = Payload.Read(request.Payload.Span, operation.Request);
        lock (gate)
        {
            return new(new ResponseBytes(JsonSerializer.SerializeToUtf8Bytes(handler(payload, by), operation.Response)));
        }
    };

    private ApprovalResponse Genesis(GenesisRequest request, EnclaveOperator by)
    {
        CheckBootKey(request.BootKey);
        if (deployment is not null)
        {
            throw new RequestException(ErrorCode.Conflict, "This enclave serves a deployment: a new one begins in an enclave that waits.");
        }

        // Once dealt, it is what this boot gives to whoever asks: the answer to the one who made it full may have been lost.
        return Approve(by, dealt ?? (IsLast(by) ? RootDealer.Begin(operators, mode, clock) : null));
    }

    private ApprovalResponse Rotate(RotateRequest request, EnclaveOperator by)
    {
        CheckBootKey(request.BootKey);
        if (deployment is null)
        {
            throw new RequestException(ErrorCode.NotReady, "The root key is not here yet: provide the shares that there are first.");
        }

        if (request.GenesisId != deployment.GenesisIdHex)
        {
            throw new RequestException($"genesisId must be that of this enclave's deployment, {deployment.GenesisIdHex}.");
        }

        bool last = IsLast(by);
        ApprovalResponse response = Approve(by, last ? RootDealer.Rotate(deployment, operators, clock) : null);
        if (last)
        {
            approved.Clear(); // another rotation is asked for anew
        }

        return response;
    }

    private ProvideResponse Provide(ProvideRequest request, EnclaveOperator by)
    {
        if (deployment is not null)
        {
            throw new RequestException(ErrorCode.Conflict, "The root key is here: the enclave takes no more shares.");
        }

        DealtRecords records = Read(request);
        if (records.Mode != mode)
        {
            throw new RequestException(ErrorCode.ShareRefused, $"The share is of a deployment of mode {RootKey.NameOf(records.Mode)}, and this enclave's is {RootKey.NameOf(mode)}.");
        }

        byte[] share = GC.AllocateArray<byte>(ShareSeal.ShareLength, pinned: true);
        if (!ShareSeal.TryOpenByBoot(keys.BootKey, keys.BootId.Span, records, by.KeyId, request.SealedShare, share, out SeenFloor? seen))
        {
            throw new RequestException(
                ErrorCode.ShareRefused, "The share does not open: it must be sealed to this boot's key, for this boot, these records and the operator who stamped the request.");
        }

        int count = provided.Add(records, by, share, request.IsNew, seen);
        if (count >= records.Dealing.Threshold)
        {
            Open(records);
        }

        return new ProvideResponse { Provided = count, Threshold = records.Dealing.Threshold };
    }

    private void Open(DealtRecords records)
    {
        (RootKey root, bool isNew) = provided.Combine(records);
        deployment = new Deployment(records.Genesis.Span, mode, root, RootKeySource.Operators, isNew, static () => { })
        {
            Floors = TrueOnes(provided.SeenBy(records), root),
        };
        approved.Clear();
        provided.Dispose();
        open(deployment);
    }

    /// <summary>What operators have seen, as far as an enclave of the deployment told it: the rest does not count.</summary>
    private List<CommitPoint> TrueOnes(IEnumerable<SeenFloor> seen, RootKey root)
    {
        using FloorKey floors = new(root, mode);
        List<CommitPoint> known = [];
        foreach (SeenFloor one in seen)
        {
            CommitPoint point = new(BinaryPrimitives.ReadUInt128BigEndian(one.Lineage.Span), one.Sequence, new Bytes32(one.Head.Span));
            if (floors.Knows(point, one.Mac.Span))
            {
                known.Add(point);
            }
            else
            {
                events.Write(EnclaveEvents.FloorRefused());
            }
        }

        return known;
    }

    private ValueTask<DealtShares> GetDealtSharesAsync(GetDealtSharesRequest request, CallContext context)
    {
        lock (gate)
        {
            return new(dealt ?? throw new RequestException(ErrorCode.NotFound, "This boot has dealt no shares; nsl operator genesis and rotate ask for it."));
        }
    }

    private bool IsLast(EnclaveOperator by) => !approved.Contains(by.KeyId) && approved.Count + 1 >= operators.Threshold;

    private ApprovalResponse Approve(EnclaveOperator by, DealtShares? now)
    {
        approved.Add(by.KeyId);
        if (now is not null && now != dealt)
        {
            dealt = now;
            Dealt(DealtRecords.Read(now.Genesis, now.Rotation));
        }

        return new ApprovalResponse { Approved = [.. approved], Threshold = operators.Threshold, Dealt = now };
    }

    private void CheckBootKey(byte[] given)
    {
        if (!CryptographicOperations.FixedTimeEquals(given, keys.BootKey.PublicKey.Span))
        {
            throw new RequestException("bootKey must be the one that this boot's attestation document binds.");
        }
    }

    private static DealtRecords Read(ProvideRequest request)
    {
        try
        {
            return DealtRecords.Read(request.Genesis, request.Rotation);
        }
        catch (FormatException wrong)
        {
            throw new RequestException(ErrorCode.ShareRefused, wrong.Message);
        }
    }
}
