using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Stamping;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Contracts.Wallet;

namespace NeoServiceLayer.Perf.Load.State;

/// <summary>Accounts at a gateway, each with its key and a wallet, whose stamped requests are written before they are sent.</summary>
internal sealed class StampedCallers : IDisposable
{
    /// <summary>Every payload is made this long, with white space.</summary>
    internal const int PayloadBytes = 192;

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
            client.CallRawAsync("wallet", operation, caller.Payload(operation, i), new CallOptions { Stamped = true })
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

    private static Uri Uri(Address address) => new($"http://{address.Authority}");

    private async Task RegisterAsync()
    {
        using NslClient plain = new(Uri(gateway));
        GetStatusResponse status = await plain.CallAsync(SystemOperations.GetStatus, new GetStatusRequest());
        for (int i = 0; i < Count; i++)
        {
            AccountKey key = AccountKey.Create();
            Stamper stamper = new(key, status.Enclave!.GenesisId!);
            using NslClient client = new(Uri(gateway), new NslClientSettings { Stamper = stamper });
            string name = i.ToString(CultureInfo.InvariantCulture);
            JsonWebKey half = new() { Kty = "EC", Crv = "P-256", X = key.Public.X, Y = key.Public.Y };
            await client.CallAsync(
                AccountOperations.Register, new RegisterRequest { Name = name, Key = new NewKey { Kind = KeyKind.P256, PublicKey = half } });
            WalletDescription wallet = await client.CallAsync(
                WalletOperations.CreateWallet, new CreateWalletRequest { Name = name, BlindSigning = true });
            callers.Add(new Caller(key, stamper, wallet.WalletId));
        }
    }

    private sealed record Caller(AccountKey Key, Stamper Stamper, string WalletId)
    {
        private static readonly string Data = Convert.ToBase64String(new byte[64]);

        internal byte[] Payload(string operation, int number)
        {
            string rest = operation switch
            {
                "updateWallet" => $",\"name\":\"{number}\"",
                "signData" => $",\"data\":\"{Data}\",\"format\":\"raw\"",
                "getWallet" => "",
                _ => throw new PerfException($"There is no payload for {operation}."),
            };
            return Encoding.UTF8.GetBytes($"{{\"walletId\":\"{WalletId}\"{rest}".PadRight(PayloadBytes - 1) + "}");
        }

        internal byte[] Request(Address gateway, string operation, int number)
        {
            byte[] payload = Payload(operation, number);
            string requestId = RandomNumberGenerator.GetHexString(32, lowercase: true);
            string head = $"POST /v1/wallet/{operation} HTTP/1.1\r\nHost: {gateway.Authority}\r\nContent-Type: application/json\r\n"
                + $"Idempotency-Key: {requestId}\r\nAuthorization: Stamp {Stamper.Stamp("wallet", operation, requestId, payload)}\r\n"
                + $"Content-Length: {payload.Length}\r\n\r\n";
            return [.. Encoding.ASCII.GetBytes(head), .. payload];
        }
    }
}
