using System.Text;
using NeoServiceLayer.Attestation.Cbor;
using NeoServiceLayer.Enclave.Core.Attestation;

namespace NeoServiceLayer.Enclave.Platform.Nsm;

/// <summary>
/// Reads the module's answers: a map of one member named for the operation, the operation's name alone, or a map of "Error" and a
/// code. Members that are not known are passed over (newer modules may have some); one that is missing or there twice is malformed.
/// Bytes that come out are part of what was read.
/// </summary>
internal static class NsmAnswer
{
    private const int PcrLength = 48;

    private static readonly string[] Codes =
    [
        "InvalidArgument", "InvalidIndex", "InvalidResponse", "ReadOnlyIndex", "InvalidOperation", "BufferTooSmall", "InputTooLarge",
        "InternalError",
    ];

    internal static ReadOnlySpan<byte> Document(ReadOnlySpan<byte> answer) => OnlyBytes(answer, NsmOperation.Attestation, "document"u8);

    internal static ReadOnlySpan<byte> Random(ReadOnlySpan<byte> answer)
    {
        ReadOnlySpan<byte> random = OnlyBytes(answer, NsmOperation.GetRandom, "random"u8);
        return random.IsEmpty ? throw new FormatException("it holds no random bytes") : random;
    }

    internal static ReadOnlySpan<byte> Pcr(ReadOnlySpan<byte> answer)
    {
        ReadOnlySpan<byte> value = OnlyBytes(answer, NsmOperation.DescribePcr, "data"u8);
        return value.Length == PcrLength ? value : throw new FormatException($"the register has {value.Length} bytes, not {PcrLength}");
    }

    /// <summary>Whether the register is locked now, and not before.</summary>
    internal static bool Locked(ReadOnlySpan<byte> answer)
    {
        CborReader reader = new(answer);
        if (reader.Next == CborMajor.Map)
        {
            return ErrorOf(ref reader) == "ReadOnlyIndex" ? false : throw Refused(answer);
        }

        Expect(reader.Text(), NsmOperation.LockPcr);
        reader.End();
        return true;
    }

    internal static NsmDescription Description(ReadOnlySpan<byte> answer)
    {
        CborReader reader = new(answer);
        ReadOnlySpan<byte> digest = default;
        ulong? registers = null;
        for (int members = Open(ref reader, NsmOperation.DescribeNsm); members > 0; members--)
        {
            ReadOnlySpan<byte> name = reader.Text();
            if (name.SequenceEqual("digest"u8) && digest.IsEmpty)
            {
                digest = reader.Text();
            }
            else if (name.SequenceEqual("max_pcrs"u8) && registers is null)
            {
                registers = reader.Unsigned();
            }
            else
            {
                Other(ref reader, name, "digest"u8, "max_pcrs"u8);
            }
        }

        reader.End();
        return new NsmDescription(
            digest.SequenceEqual("SHA384"u8), registers ?? throw new FormatException("it does not say how many registers there are"));
    }

    private static ReadOnlySpan<byte> OnlyBytes(ReadOnlySpan<byte> answer, NsmOperation operation, ReadOnlySpan<byte> member)
    {
        CborReader reader = new(answer);
        ReadOnlySpan<byte> found = default;
        bool isFound = false;
        for (int members = Open(ref reader, operation); members > 0; members--)
        {
            ReadOnlySpan<byte> name = reader.Text();
            if (name.SequenceEqual(member) && !isFound)
            {
                found = reader.Bytes();
                isFound = true;
            }
            else
            {
                Other(ref reader, name, member, member);
            }
        }

        reader.End();
        return isFound ? found : throw new FormatException("what was asked for is not in it");
    }

    /// <summary>Reads up to the members of the operation's answer, and says how many there are.</summary>
    private static int Open(ref CborReader reader, NsmOperation operation)
    {
        CborReader whole = reader;
        if (reader.Map() != 1)
        {
            throw new FormatException("it is not a map of one member");
        }

        ReadOnlySpan<byte> name = reader.Text();
        if (name.SequenceEqual("Error"u8))
        {
            throw new SecurityModuleException($"The security module refuses {operation}: {ErrorOf(ref whole)}.");
        }

        Expect(name, operation);
        return reader.Map();
    }

    /// <summary>The code of an error, one of those that are known.</summary>
    private static string ErrorOf(ref CborReader reader)
    {
        if (reader.Map() != 1 || !reader.Text().SequenceEqual("Error"u8))
        {
            throw new FormatException("it is neither an answer nor an error");
        }

        string code = Encoding.ASCII.GetString(reader.Text());
        reader.End();
        return Array.Exists(Codes, known => known == code) ? code : throw new FormatException("its error is unknown");
    }

    private static SecurityModuleException Refused(ReadOnlySpan<byte> answer)
    {
        CborReader reader = new(answer);
        return new SecurityModuleException($"The security module refuses {NsmOperation.LockPcr}: {ErrorOf(ref reader)}.");
    }

    private static void Expect(ReadOnlySpan<byte> name, NsmOperation operation)
    {
        if (!name.SequenceEqual(operation.Utf8))
        {
            throw new FormatException("it answers something else");
        }
    }

    private static void Other(ref CborReader reader, ReadOnlySpan<byte> name, ReadOnlySpan<byte> one, ReadOnlySpan<byte> another)
    {
        if (name.SequenceEqual(one) || name.SequenceEqual(another))
        {
            throw new FormatException("a member is there twice");
        }

        reader.Skip();
    }
}
