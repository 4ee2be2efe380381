using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Sealing;
using NeoServiceLayer.Client.Stamping;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Contracts.Wallet;
using NeoServiceLayer.Crypto;
using NeoServiceLayer.Protocol.Sealing;

namespace NeoServiceLayer.Perf.Load.State;

/// <summary>Accounts at a gateway, each with its key, a wallet and a secret, whose stamped requests are written before they are sent.</summary>
internal sealed class StampedCallers : IDisposable
{
    /// <summary>Every payload is made this long, with white space.</summary>
    internal const int PayloadBytes = 192;

    /// <summary>A secret's new version: its operation, as it is and sealed, and how long its payload is.</summary>
    internal const string Put = "putSecretValue";
    internal const string PutSealed = Put + " sealed";
    internal const int PutBytes = 448;

    /// <summary>As many as there ever are clients.</summary>
    private const int Count = 64;

    private readonly Address gateway;
    private readonly List<Caller> callers = [];

    private StampedCallers(Address gateway) => this.gateway = gateway;

    internal Address Gateway => gateway;

    internal static StampedCallers Register(Address gateway)
    {
        StampedCallers made = new(gateway);
        made.RegisterAsync().GetAwaiter().GetResult();
        return made;
    }

    /// <summary>Sends requests of the first account, one after the other.</summary>
    internal void Send(string operation, int requests)
    {
        Caller caller = callers[0];
        using NslClient client = new(Uri(gateway), new NslClientSettings { Stamper = caller.Stamper });
        for (int i = 0; i < requests; i++)
        {
            client.CallRawAsync(ServiceOf(operation), operation, caller.Payload(operation, i), new CallOptions { Stamped = true })
                .GetAwaiter().GetResult();
        }
    }

    /// <summary>Writes whole requests into a file as httpreplay takes it: those of each account in turn, each with its stamp.</summary>
    internal void Write(string file, string operation, int clients, int requests)
    {
        using FileStream stream = new(file, FileMode.Create);
        Span<byte> length = stackalloc byte[sizeof(int)];
        for (int i = 0; i < requests; i++)
        {
            byte[] request = callers[i % clients].Request(gateway, operation, i);
            BinaryPrimitives.WriteInt32BigEndian(length, request.Length);
            stream.Write(length);
            stream.Write(request);
        }
    }

    public void Dispose() => callers.ForEach(caller => caller.Key.Dispose());

    private static string ServiceOf(string operation) => operation == Put ? "secrets" : "wallet";

    private static Uri Uri(Address address) => new($"http://{address.Authority}");

    private async Task RegisterAsync()
    {
        using NslClient plain = new(Uri(gateway));
        GetAttestationResponse boot = await plain.CallAsync(SystemOperations.GetAttestation, new GetAttestationRequest());
        string genesisId = boot.Identity.Single(entry => entry.Name == "genesisId").Value;
        SealTarget target = new(genesisId, Convert.FromHexString(boot.Identity.Single(entry => entry.Name == "sealKey").Value));
        for (int i = 0; i < Count; i++)
        {
            AccountKey key = AccountKey.Create();
            Stamper stamper = new(key, genesisId);
            using NslClient client = new(Uri(gateway), new NslClientSettings { Stamper = stamper });
            string name = i.ToString(CultureInfo.InvariantCulture);
            JsonWebKey half = new() { Kty = "EC", Crv = "P-256", X = key.Public.X, Y = key.Public.Y };
            await client.CallAsync(
                AccountOperations.Register, new RegisterRequest { Name = name, Key = new NewKey { Kind = KeyKind.P256, PublicKey = half } });
            WalletDescription wallet = await client.CallAsync(
                WalletOperations.CreateWallet, new CreateWalletRequest { Name = name, BlindSigning = true });
            using CreateSecretRequest secret = new() { Name = name, Value = new SecretValue("first"u8) };
            SecretVersionResponse created = await client.CallAsync(SecretsOperations.CreateSecret, secret);
            callers.Add(new Caller(key, stamper, wallet.WalletId, created.SecretId, target));
        }
    }

    private sealed record Caller(AccountKey Key, Stamper Stamper, string WalletId, string SecretId, SealTarget Target)
    {
        private static readonly string Data = Convert.ToBase64String(new byte[64]);
        private static readonly string Value = Convert.ToBase64String(new byte[256]);

        internal byte[] Payload(string operation, int number)
        {
            string text = operation switch
            {
                "updateWallet" => $"{{\"walletId\":\"{WalletId}\",\"name\":\"{number}\"",
                "signData" => $"{{\"walletId\":\"{WalletId}\",\"data\":\"{Data}\",\"format\":\"raw\"",
                "getWallet" => $"{{\"walletId\":\"{WalletId}\"",
                Put => $"{{\"secretId\":\"{SecretId}\",\"value\":\"{Value}\"",
                _ => throw new PerfException($"There is no payload for {operation}."),
            };
            return Encoding.UTF8.GetBytes(text.PadRight((operation == Put ? PutBytes : PayloadBytes) - 1) + "}");
        }

        internal byte[] Request(Address gateway, string operation, int number)
        {
            bool isSealed = operation == PutSealed;
            operation = isSealed ? Put : operation;
            string service = ServiceOf(operation);
            byte[] payload = Payload(operation, number);
            string requestId = RandomNumberGenerator.GetHexString(32, lowercase: true);
            string stamp = Stamper.Stamp(service, operation, requestId, payload);
            byte[] body = isSealed ? Seal(service, operation, requestId, stamp, payload) : payload;
            string head = $"POST /v1/{service}/{operation} HTTP/1.1\r\nHost: {gateway.Authority}\r\nIdempotency-Key: {requestId}\r\n"
                + (isSealed ? "Content-Type: application/vnd.nsl.sealed\r\n" : $"Content-Type: application/json\r\nAuthorization: Stamp {stamp}\r\n")
                + $"Content-Length: {body.Length}\r\n\r\n";
            return [.. Encoding.ASCII.GetBytes(head), .. body];
        }

        private byte[] Seal(string service, string operation, string requestId, string stamp, byte[] payload)
        {
            using SecretBuffer text = SealedRequestText.Write(stamp, payload);
            byte[] context = SealContext.Associated(Encoding.ASCII.GetBytes(requestId), Encoding.ASCII.GetBytes(service), Encoding.ASCII.GetBytes(operation));
            using HpkeSender sender = Hpke.SetupSender(Target.SealKey.Span, SealContext.Info(Target.GenesisId));
            byte[] body = new byte[text.Written.Length + Hpke.Overhead];
            sender.Encapsulated.Span.CopyTo(body);
            sender.Seal(context, text.Written, body.AsSpan(Hpke.PublicKeyLength));
            return body;
        }
    }
}
