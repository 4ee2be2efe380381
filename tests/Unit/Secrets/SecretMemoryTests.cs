using System.Buffers.Text;
using System.Security.Cryptography;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.State;
using Xunit;

namespace NeoServiceLayer.Tests.Secrets;

/// <summary>After an operation the process's whole memory holds no copy of the secret, neither as it is nor as base64.</summary>
public sealed class SecretMemoryTests
{
    private const int Length = 48;

    private readonly Needle plain;
    private readonly Needle base64;
    private readonly byte[] mask = RandomNumberGenerator.GetBytes(Length);
    private readonly byte[] masked = new byte[Length];

    public SecretMemoryTests()
    {
        byte[] value = Pinned(Length);
        RandomNumberGenerator.Fill(value);
        byte[] text = Pinned(Base64.GetMaxEncodedToUtf8Length(Length));
        Base64.EncodeToUtf8(value, text, out _, out _);
        plain = new Needle(value.AsSpan(0, 32));
        base64 = new Needle(text.AsSpan(0, 40));
        for (int i = 0; i < Length; i++)
        {
            masked[i] = (byte)(value[i] ^ mask[i]);
        }

        CryptographicOperations.ZeroMemory(value);
        CryptographicOperations.ZeroMemory(text);
    }

    [Fact]
    public void What_is_there_is_found()
    {
        MustBeNowhere();
        byte[] own = Value();
        using (SecretValue value = new(own))
        {
            CryptographicOperations.ZeroMemory(own);
            Assert.True(ProcessMemory.Holds(plain));
        }

        byte[] payload = Payload("""{"name":"a","value":"!"}""");
        Assert.True(ProcessMemory.Holds(base64));
        CryptographicOperations.ZeroMemory(payload);
    }

    [Fact]
    public async Task Create_put_rotate_and_get_leave_no_copy_of_a_value()
    {
        using TestState state = await TestState.OpenAsync();
        using SecretsWorld world = new(store: state.Store);
        CreateSecretRequest create = Read("""{"name":"a","value":"!"}""", SecretsOperations.CreateSecret.Request);
        string id = (await world.Alice.CreateAsync(create)).SecretId;
        MustBeNowhere();
        await world.Alice.DoAsync(world.Service.Writing.PutAsync, Read($$"""{"secretId":"{{id}}","value":"!"}""", SecretsOperations.PutSecretValue.Request));
        MustBeNowhere();
        await world.Alice.DoAsync(
            world.Service.Writing.RotateAsync, Read($$"""{"secretId":"{{id}}","newValue":"!","graceSeconds":9}""", SecretsOperations.RotateSecret.Request));
        MustBeNowhere();
        GetSecretValueResponse given = await world.Alice.SealedAsync(id);
        MustBeNowhere();
        byte[] opened = world.Open(given);
        Assert.Equal(masked, opened.Select((each, i) => (byte)(each ^ mask[i])));
        CryptographicOperations.ZeroMemory(opened);
    }

    [Fact]
    public async Task Transit_leaves_no_copy_of_a_plaintext()
    {
        using TestState state = await TestState.OpenAsync();
        using SecretsWorld world = new(store: state.Store);
        await world.Alice.DoAsync(world.Service.TransitManagement.CreateAsync, new CreateTransitKeyRequest { KeyName = "k" });
        CiphertextResponse encrypted = await world.Alice.DoAsync(
            world.Service.TransitUse.EncryptAsync, Read("""{"keyName":"k","plaintext":"!"}""", TransitOperations.Encrypt.Request));
        MustBeNowhere();
        await world.Alice.DoAsync(world.Service.TransitUse.RewrapAsync, new RewrapRequest { KeyName = "k", Ciphertext = encrypted.Ciphertext });
        await world.Alice.DoAsync(world.Service.TransitUse.AuthenticateAsync, Read("""{"keyName":"k","data":"!"}""", TransitOperations.Hmac.Request));
        MustBeNowhere();
        await world.Alice.DoAsync(world.Service.TransitUse.DecryptAsync, new DecryptRequest
        {
            KeyName = "k",
            Ciphertext = encrypted.Ciphertext,
            RecipientKey = world.Recipient.PublicKey.ToArray(),
        });
        MustBeNowhere();
        using (DecryptResponse decrypted = await world.Alice.DoAsync(
            world.Service.TransitUse.DecryptAsync, new DecryptRequest { KeyName = "k", Ciphertext = encrypted.Ciphertext }))
        {
            Assert.Equal(Length, decrypted.Plaintext!.Length);
        }

        MustBeNowhere();
    }

    [Theory]
    [InlineData("""{"name":"a","value":"!","other":1}""")]
    [InlineData("""{"value":"!"}""")]
    [InlineData("""{"value":"!","name":1}""")]
    public void A_payload_that_is_refused_leaves_no_copy_of_its_value(string json)
    {
        byte[] payload = Payload(json);
        Assert.Throws<RequestException>(() => Protocol.Json.Payload.Read(payload, SecretsOperations.CreateSecret.Request));
        CryptographicOperations.ZeroMemory(payload);
        MustBeNowhere();
    }

    private void MustBeNowhere()
    {
        Assert.False(ProcessMemory.Holds(plain));
        Assert.False(ProcessMemory.Holds(base64));
    }

    /// <summary>Reads a payload, in which ! stands for the value, and clears it.</summary>
    private T Read<T>(string json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> info)
    {
        byte[] payload = Payload(json);
        T request = Protocol.Json.Payload.Read(payload, info);
        CryptographicOperations.ZeroMemory(payload);
        return request;
    }

    private byte[] Payload(string json)
    {
        byte[] value = Value();
        byte[] payload = Pinned(json.Length - 1 + Base64.GetMaxEncodedToUtf8Length(Length));
        int at = json.IndexOf('!', StringComparison.Ordinal);
        System.Text.Encoding.ASCII.GetBytes(json.AsSpan(0, at), payload);
        Base64.EncodeToUtf8(value, payload.AsSpan(at), out _, out int written);
        System.Text.Encoding.ASCII.GetBytes(json.AsSpan(at + 1), payload.AsSpan(at + written));
        CryptographicOperations.ZeroMemory(value);
        return payload;
    }

    private byte[] Value()
    {
        byte[] value = Pinned(Length);
        for (int i = 0; i < Length; i++)
        {
            value[i] = (byte)(masked[i] ^ mask[i]);
        }

        return value;
    }

    private static byte[] Pinned(int length) => GC.AllocateArray<byte>(length, pinned: true);
}
