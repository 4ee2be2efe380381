using NeoServiceLayer.Enclave.Core.Attestation;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Serving;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.Attestation;

/// <summary>Documents are signed one after the other, and who asks for them holds nobody else up.</summary>
public sealed class DocumentSignerTests : IDisposable
{
    private readonly HeldModule module = new();
    private readonly DocumentSigner signer;

    public DocumentSignerTests() => signer = new DocumentSigner(module, new byte[] { 1 });

    public void Dispose() => module.Dispose();

    [Fact]
    public async Task One_is_signed_some_wait_and_others_are_refused()
    {
        Task<byte[]>[] asked = await FillAsync();
        Assert.True(ErrorCode.Overloaded.Retryable);
        await Refused.AsAsync(ErrorCode.Overloaded, Sign(99));
        Assert.All(asked, document => Assert.False(document.IsCompleted));

        module.Allow(asked.Length);
        byte[][] documents = await Task.WhenAll(asked);
        Assert.Equal(Enumerable.Range(0, asked.Length), documents.Select(document => (int)document[0]));
        Assert.Equal(documents, module.Nonces);
        Assert.Equal((1, false), (module.MostTogether, module.HeldThePool));

        module.Allow();
        Assert.Equal([7], await Sign(7));
    }

    [Fact]
    public async Task A_module_that_fails_fails_that_document_alone()
    {
        module.Fails = true;
        module.Allow();
        await Refused.AsAsync(ErrorCode.NotReady, Sign(1));
        module.Fails = false;
        module.Allow();
        Assert.Equal([2], await Sign(2));
    }

    [Fact]
    public async Task What_is_waited_for_no_longer_is_not_signed()
    {
        Task<byte[]> first = Sign(1);
        await module.UntilBegunAsync();
        Task<byte[]> late = signer.SignAsync(new byte[] { 2 }, new CallContext(0));
        Task<byte[]> patient = signer.SignAsync(new byte[] { 3 }, new CallContext(3_600_000));
        module.Allow(2);
        await Refused.AsAsync(ErrorCode.DeadlineExceeded, late);
        Assert.Equal([[1], [3]], await Task.WhenAll(first, patient));
        Assert.Equal([[1], [3]], module.Nonces);
    }

    /// <summary>Asks for as many as may be asked for; the first is being signed.</summary>
    private async Task<Task<byte[]>[]> FillAsync()
    {
        Task<byte[]> first = Sign(0);
        await module.UntilBegunAsync();
        return [first, .. Enumerable.Range(1, DocumentSigner.MaxWaiting).Select(Sign)];
    }

    private async Task<byte[]> Sign(int nonce) => await signer.SignAsync(new[] { (byte)nonce }, context: null);
}
