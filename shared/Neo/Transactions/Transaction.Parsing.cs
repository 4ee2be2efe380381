using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Neo.Transactions;

public sealed partial class Transaction
{
    /// <summary>Reads a transaction with its witnesses, all of the bytes; nothing of them is kept.</summary>
    /// <exception cref="NeoFormatException">They are no transaction: says why, and where.</exception>
    public static Transaction Parse(ReadOnlySpan<byte> bytes) => Parse(bytes, mayEndUnsigned: false);

    /// <summary>Reads a transaction that may end before its witnesses, as it does before anybody signed it.</summary>
    /// <exception cref="NeoFormatException">They are no transaction: says why, and where.</exception>
    public static Transaction ParseMaybeUnsigned(ReadOnlySpan<byte> bytes) => Parse(bytes, mayEndUnsigned: true);

    private static Transaction Parse(ReadOnlySpan<byte> bytes, bool mayEndUnsigned)
    {
        if (bytes.Length > MaxSize)
        {
            throw new NeoFormatException($"transaction: {bytes.Length} bytes, over the limit of {MaxSize}", 0);
        }

        var reader = new NeoReader(bytes);
        Transaction transaction = ReadUnsigned(ref reader);
        if (mayEndUnsigned && reader.Remaining == 0)
        {
            return transaction;
        }

        transaction = transaction.WithWitnesses(ReadWitnesses(ref reader, transaction.Signers.Count));
        reader.EnsureEnd("transaction");
        return transaction;
    }

    private static Transaction ReadUnsigned(ref NeoReader reader)
    {
        byte version = reader.ReadByte("version");
        if (version != 0)
        {
            throw new NeoFormatException($"version: {version} is not 0", 0);
        }

        uint nonce = reader.ReadUInt32("nonce");
        long systemFee = ReadFee(ref reader, "system fee");
        int start = reader.Offset;
        long networkFee = ReadFee(ref reader, "network fee");
        if (long.MaxValue - systemFee < networkFee)
        {
            throw new NeoFormatException("network fee: the fees' sum is over the range", start);
        }

        uint validUntilBlock = reader.ReadUInt32("valid until block");
        Signer[] signers = ReadSigners(ref reader);
        return new Transaction
        {
            Nonce = nonce,
            SystemFee = systemFee,
            NetworkFee = networkFee,
            ValidUntilBlock = validUntilBlock,
            Signers = signers,
            Attributes = ReadAttributes(ref reader, MaxSignersAndAttributes - signers.Length),
            Script = ReadScript(ref reader),
        };
    }

    private static long ReadFee(ref NeoReader reader, string field)
    {
        int start = reader.Offset;
        long fee = reader.ReadInt64(field);
        return fee >= 0 ? fee : throw new NeoFormatException($"{field}: negative", start);
    }

    private static Signer[] ReadSigners(ref NeoReader reader)
    {
        int start = reader.Offset;
        var signers = new Signer[reader.ReadVarInt(MaxSignersAndAttributes, "number of signers")];
        if (signers.Length == 0)
        {
            throw new NeoFormatException("number of signers: 0", start);
        }

        var accounts = new HashSet<UInt160>();
        for (int i = 0; i < signers.Length; i++)
        {
            start = reader.Offset;
            signers[i] = Signer.Read(ref reader);
            if (!accounts.Add(signers[i].Account))
            {
                throw new NeoFormatException("signer's account: a signer before has it", start);
            }
        }

        return signers;
    }

    private static TransactionAttribute[] ReadAttributes(ref NeoReader reader, int cap)
    {
        var attributes = new TransactionAttribute[reader.ReadVarInt(cap, "number of attributes")];
        var types = new HashSet<byte>();
        for (int i = 0; i < attributes.Length; i++)
        {
            int start = reader.Offset;
            TransactionAttribute attribute = TransactionAttribute.Read(ref reader);
            if (attribute is not ConflictsAttribute && !types.Add(attribute.TypeByte))
            {
                throw new NeoFormatException($"attribute: 0x{attribute.TypeByte:x2} stands twice", start);
            }

            attributes[i] = attribute;
        }

        return attributes;
    }

    private static byte[] ReadScript(ref NeoReader reader)
    {
        int start = reader.Offset;
        byte[] script = reader.ReadVarBytes(MaxScript, "script").ToArray();
        return script.Length != 0 ? script : throw new NeoFormatException("script: empty", start);
    }

    private static Witness[] ReadWitnesses(ref NeoReader reader, int signers)
    {
        int start = reader.Offset;
        var witnesses = new Witness[reader.ReadVarInt(signers, "number of witnesses")];
        if (witnesses.Length != signers)
        {
            throw new NeoFormatException($"number of witnesses: {witnesses.Length} for {signers} signers", start);
        }

        for (int i = 0; i < witnesses.Length; i++)
        {
            witnesses[i] = Witness.Read(ref reader);
        }

        return witnesses;
    }
}
