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
    private const int FieldCount = 9;

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
        DocumentFields fields = new(payload);
        return fields.ReadAll() ? fields.Document() : null;
    }

    private bool ReadAll()
    {
        int count = reader.Map(FieldCount);
        for (int i = 0; i < count; i++)
        {
            string name = reader.Text(MaxName);
            if (reader.Failed || !seen.Add(name) || !TryField(name))
            {
                return false;
            }
        }

        return reader.AtEnd
            && sha384
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
                moduleId = reader.Text(MaxModuleId);
                break;
            case "digest":
                sha384 = reader.Text(MaxName) == "SHA384";
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

        return !reader.Failed;
    }

    /// <summary>Registers in ascending order, which leaves no room for doubles; none if they are not.</summary>
    private SortedDictionary<int, ReadOnlyMemory<byte>> Registers()
    {
        SortedDictionary<int, ReadOnlyMemory<byte>> registers = [];
        int count = reader.Map(PcrCount);
        int last = -1;
        for (int i = 0; i < count; i++)
        {
            ulong index = reader.Unsigned();
            byte[] value = reader.Bytes(PcrLength, PcrLength).ToArray();
            if (reader.Failed || index >= PcrCount || (int)index <= last)
            {
                return [];
            }

            last = (int)index;
            registers.Add(last, value);
        }

        return registers;
    }

    private List<byte[]> Certificates()
    {
        List<byte[]> certificates = [];
        int count = reader.Array(MaxBundle);
        for (int i = 0; i < count && !reader.Failed; i++)
        {
            certificates.Add(reader.Bytes(1, MaxCertificate).ToArray());
        }

        return certificates;
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
