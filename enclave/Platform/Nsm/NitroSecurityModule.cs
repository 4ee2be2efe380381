using System.Security.Cryptography;
using NeoServiceLayer.Attestation.Cbor;
using NeoServiceLayer.Enclave.Core.Attestation;

namespace NeoServiceLayer.Enclave.Platform.Nsm;

/// <summary>
/// The Nitro security module (NSM). One lock serves all of its requests, as one in the driver does: it is never asked on a request's
/// path. Any number of threads may use it.
/// </summary>
public sealed class NitroSecurityModule : ISecurityModule
{
    private const int Registers = 32;
    private const int FirstOfOurs = 16;
    private const int MaxUserData = 512;
    private const int MaxNonce = 512;
    private const int MaxPublicKey = 1024;

    private readonly Lock gate = new();
    private readonly INsmDevice device;
    private readonly byte[] response = GC.AllocateArray<byte>(NsmDevice.MaxResponse, pinned: true);

    /// <summary>Asks it what it is.</summary>
    /// <param name="device">Owned from then on, unless this throws.</param>
    /// <exception cref="SecurityModuleException">It is not a module of the kind that is known here.</exception>
    public NitroSecurityModule(INsmDevice device)
    {
        this.device = device;
        lock (gate)
        {
            NsmDescription description = Ask(NsmOperation.DescribeNsm, Named(NsmOperation.DescribeNsm), NsmAnswer.Description);
            if (!description.MeasuresWithSha384 || description.Registers != Registers)
            {
                throw new SecurityModuleException($"The security module is of another kind: it should have {Registers} registers of SHA-384.");
            }
        }
    }

    private delegate T Reading<out T>(ReadOnlySpan<byte> answer)
        where T : allows ref struct;

    /// <inheritdoc/>
    public byte[] Attest(ReadOnlySpan<byte> userData, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> publicKey)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(userData.Length, MaxUserData);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nonce.Length, MaxNonce);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(publicKey.Length, MaxPublicKey);
        lock (gate)
        {
            byte[] question = With(NsmOperation.Attestation, members: 3)
                .Text("user_data"u8).Optional(userData)
                .Text("nonce"u8).Optional(nonce)
                .Text("public_key"u8).Optional(publicKey)
                .ToArray();
            return Ask(NsmOperation.Attestation, question, NsmAnswer.Document).ToArray();
        }
    }

    /// <inheritdoc/>
    public void FillRandom(Span<byte> destination)
    {
        lock (gate)
        {
            while (!destination.IsEmpty)
            {
                ReadOnlySpan<byte> random = Ask(NsmOperation.GetRandom, Named(NsmOperation.GetRandom), NsmAnswer.Random);
                int taken = Math.Min(random.Length, destination.Length);
                random[..taken].CopyTo(destination);
                destination = destination[taken..];
            }

            CryptographicOperations.ZeroMemory(response);
        }
    }

    /// <inheritdoc/>
    public byte[] ReadPcr(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Registers);
        lock (gate)
        {
            return Ask(NsmOperation.DescribePcr, Indexed(NsmOperation.DescribePcr, index), NsmAnswer.Pcr).ToArray();
        }
    }

    /// <inheritdoc/>
    /// <remarks>A register that is final already stays so.</remarks>
    public void LockPcr(int index)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index, FirstOfOurs);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Registers);
        lock (gate)
        {
            Ask(NsmOperation.LockPcr, Indexed(NsmOperation.LockPcr, index), NsmAnswer.Locked);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => device.Dispose();

    /// <summary>The question that is the operation's name alone.</summary>
    private static byte[] Named(NsmOperation operation) => new CborWriter().Text(operation.Utf8).ToArray();

    /// <summary>The beginning of one that has members.</summary>
    private static CborWriter With(NsmOperation operation, int members) => new CborWriter().Map(1).Text(operation.Utf8).Map(members);

    private static byte[] Indexed(NsmOperation operation, int index) => With(operation, members: 1).Text("index"u8).Unsigned((ulong)index).ToArray();

    private T Ask<T>(NsmOperation operation, ReadOnlySpan<byte> question, Reading<T> read)
        where T : allows ref struct
    {
        int length = device.Exchange(question, response);
        try
        {
            return read(response.AsSpan(0, length));
        }
        catch (FormatException malformed)
        {
            throw new SecurityModuleException($"The security module's answer to {operation} is malformed: {malformed.Message}.", malformed);
        }
    }
}
