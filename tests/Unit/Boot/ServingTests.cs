using System.Security.Cryptography;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Attestation;
using NeoServiceLayer.Enclave.Core.Host;
using NeoServiceLayer.Enclave.Nitro;
using NeoServiceLayer.Protocol.Calling;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Attestation;
using NeoServiceLayer.Wire.Transport;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Boot;

/// <summary>What the program that ships is put together from, asked over a connection.</summary>
public sealed class ServingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task It_attests_by_its_module_and_binds_the_measured_file()
    {
        using TestModule module = new();
        byte[] nonce = [1, 2, 3];
        await AskAsync("{ }"u8.ToArray(), module.Module, async client =>
        {
            GetAttestationResponse answer = await client.CallAsync(
                SystemOperations.GetAttestation, new GetAttestationRequest { Nonce = nonce }, Patience);
            Assert.Null(AttestationVerifier.Verify(answer.Document, module.Policy with { Nonce = nonce }).Failed);
            Assert.Contains(answer.Identity, entry => (entry.Name, entry.Value)
                == ("configuration", Convert.ToHexStringLower(SHA256.HashData("{ }"u8))));
        });
    }

    [Fact]
    public async Task It_says_that_its_root_key_lives_for_one_boot() => await AskAsync("{}"u8.ToArray(), null, async client =>
    {
        EnclaveStatus status = (await client.CallAsync(SystemOperations.GetStatus, new GetStatusRequest(), Patience)).Enclave!;
        Assert.Equal((EnclaveMode.Nitro, RootKeySource.Boot), (status.Mode, status.RootKey));
    });

    [Fact]
    public async Task Without_a_module_it_attests_nothing() => await AskAsync("{}"u8.ToArray(), null, async client =>
        Assert.Same(ErrorCode.NotReady, (await Assert.ThrowsAsync<RequestException>(async () =>
            await client.CallAsync(SystemOperations.GetAttestation, new GetAttestationRequest(), Patience))).Code));

    private static async Task AskAsync(byte[] configuration, ISecurityModule? module, Func<CallConnection, Task> asking)
    {
        using Serving serving = new(EnclaveSettings.Parse(configuration), module);
        (MemoryConnection near, MemoryConnection far) = MemoryConnection.CreatePair();
        serving.Host.Take(far);
        using CallConnection client = new(near, new CallSettings());
        Thread thread = new(() => client.Run());
        thread.Start();
        try
        {
            await asking(client);
        }
        finally
        {
            serving.Host.Drain(Patience);
            thread.Join();
        }
    }
}
