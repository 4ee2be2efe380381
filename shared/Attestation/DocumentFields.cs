using System.Text;
using NeoServiceLayer.Attestation.Cbor;

namespace NeoServiceLayer.Attestation;

/// <summary>Reads the payload of a document: AWS's fields, each once, within AWS's limits, and no other.</summary>
internal ref struct DocumentFields
{
    private const int MaxName = 16;
    private const int MaxModuleId = 256;
    private const int MaxCertificate = 1024;
    private const int MaxBundle = 16;
    private const int MaxPublicKey = 1024;
    private const int MaxUserData = 512;
    private const int MaxNonce = 512;
    private const int PcrLength = 48;
    private const int PcrCount = 32;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly HashSet<string> seen = [];
    private CborReader reader;
    private string moduleId = "";
    private bool sha384;
    private ulong timestamp;
    private SortedDictionary<int, ReadOnlyMemory<byte>> pcrs = [];
    private byte[] certificate = [];
    private List<byte[]> bundle = [];
    private ReadOnlyMemory<byte>? publicKey;
    private ReadOnlyMemory<byte>? userData;
    private ReadOnlyMemory<byte>? nonce;

    private DocumentFields(ReadOnlySpan<byte> payload) => reader = new CborReader(payload);

    /// <summary>The document, of which nothing is verified yet; null if a field is not as it must be.</summary>
    internal static AttestationDocument? Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            DocumentFields fields = new(payload);
            return fields.ReadAll() ? fields.Document() : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private bool ReadAll()
    {
        for (int fields = reader.Map(); fields > 0; fields--)
        {
            string name = Text(MaxName);
            if (!seen.Add(name) || !TryField(name))
            {
                return false;
            }
        }

        reader.End();
        return sha384
            && moduleId.Length > 0
            && seen.Contains("timestamp")
            && timestamp <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            && pcrs.Count > 0
            && certificate.Length > 0
            && bundle.Count > 0;
    }

    private bool TryField(string name)
    {
        switch (name)
        {
            case "module_id":
                moduleId = Text(MaxModuleId);
                break;
            case "digest":
                sha384 = Text(MaxName) == "SHA384";
                break;
            case "timestamp":
                timestamp = reader.Unsigned();
                break;
            case "pcrs":
                pcrs = Registers();
                break;
            case "certificate":
                certificate = reader.Bytes(1, MaxCertificate).ToArray();
                break;
            case "cabundle":
                bundle = Certificates();
                break;
            case "public_key":
                publicKey = Optional(MaxPublicKey);
                break;
            case "user_data":
                userData = Optional(MaxUserData);
                break;
            case "nonce":
                nonce = Optional(MaxNonce);
                break;
            default:
                return false;
        }

        return true;
    }

    /// <summary>Registers in ascending order, which leaves no room for doubles.</summary>
    private SortedDictionary<int, ReadOnlyMemory<byte>> Registers()
    {
        SortedDictionary<int, ReadOnlyMemory<byte>> registers = [];
        int last = -1;
        for (int count = reader.Map(); count > 0; count--)
        {
            ulong index = reader.Unsigned();
            if (index >= PcrCount || (int)index <= last)
            {
                throw new FormatException("registers are not in ascending order");
            }

            last = (int)index;
            registers.Add(last, reader.Bytes(PcrLength, PcrLength).ToArray());
        }

        return registers;
    }

    private List<byte[]> Certificates()
    {
        List<byte[]> certificates = [];
        int count = reader.Array();
        if (count > MaxBundle)
        {
            throw new FormatException("it has too many certificates");
        }

        for (; count > 0; count--)
        {
            certificates.Add(reader.Bytes(1, MaxCertificate).ToArray());
        }

        return certificates;
    }

    /// <summary>A text of 1 to so many bytes of valid UTF-8.</summary>
    private string Text(int most)
    {
        ReadOnlySpan<byte> utf8 = reader.Text();
        try
        {
            return utf8.Length > 0 && utf8.Length <= most ? Strict.GetString(utf8) : throw new FormatException("a text is empty or too long");
        }
        catch (DecoderFallbackException wrong)
        {
            throw new FormatException("a text is not UTF-8", wrong);
        }
    }

    /// <summary>Null is none, and not no bytes.</summary>
    private ReadOnlyMemory<byte>? Optional(int max) => reader.TryNull() ? default(ReadOnlyMemory<byte>?) : reader.Bytes(0, max).ToArray();

    private readonly AttestationDocument Document() => new()
    {
        ModuleId = moduleId,
        Timestamp = DateTimeOffset.FromUnixTimeMilliseconds((long)timestamp),
        Pcrs = pcrs,
        Certificate = certificate,
        Bundle = bundle,
        PublicKey = publicKey,
        UserData = userData,
        Nonce = nonce,
    };
}
