using NeoServiceLayer.Enclave.Core.Attestation;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Accounts;
using NeoServiceLayer.Tests.Wallets;
using Xunit;

namespace NeoServiceLayer.Tests.Attestation;

/// <summary>The document for those who send no nonce. The module's certificates live for three hours.</summary>
public sealed class KeptDocumentTests : IDisposable
{
    private static readonly TimeSpan Half = TimeSpan.FromMinutes(90);

    private readonly TestModule software = new();
    private readonly HeldModule module;
    private readonly DocumentSigner signer;
    private readonly TestTime time = new();
    private readonly KeptDocument kept;

    public KeptDocumentTests()
    {
        module = new HeldModule(software.Module);
        signer = new DocumentSigner(module, new byte[] { 1 });
        kept = new KeptDocument(signer, time);
    }

    public void Dispose()
    {
        module.Dispose();
        software.Dispose();
    }

    [Fact]
    public async Task All_who_ask_at_once_wait_for_the_same_one()
    {
        Task<byte[]>[] asked = [.. Enumerable.Range(0, 100).Select(_ => kept.GetAsync().AsTask())];
        await module.UntilBegunAsync();
        module.Allow();
        Assert.Single((await Task.WhenAll(asked)).Distinct());
        Assert.Single(module.Nonces);
    }

    [Fact]
    public async Task It_is_made_anew_when_half_of_its_life_is_over()
    {
        byte[] first = await MadeAsync();
        time.Advance(Half - TimeSpan.FromSeconds(10));
        Assert.Same(first, await kept.GetAsync());
        time.Advance(TimeSpan.FromSeconds(10));
        byte[] second = await MadeAsync();
        Assert.NotEqual(first, second);
        Assert.Same(second, await kept.GetAsync());
        Assert.Equal(2, module.Nonces.Count);
    }

    [Fact]
    public async Task The_old_one_serves_while_it_is_valid_and_no_new_one_can_be_made()
    {
        byte[] first = await MadeAsync();
        module.Fails = true;
        time.Advance(Half);
        Assert.Same(first, await MadeAsync());
        time.Advance(Half - TimeSpan.FromSeconds(10));
        Assert.Same(first, await MadeAsync());
        time.Advance(TimeSpan.FromSeconds(10));
        await Refused.AsAsync(ErrorCode.NotReady, MadeAsync());
        module.Fails = false;
        Assert.NotEqual(first, await MadeAsync());
    }

    [Fact]
    public async Task Those_who_send_nonces_cannot_keep_it_from_others()
    {
        byte[] first = await MadeAsync();
        await module.UntilBegunAsync();
        time.Advance(Half);
        List<Task> flood = [signer.SignAsync(new byte[1], context: null)];
        await module.UntilBegunAsync();
        flood.AddRange(Enumerable.Range(0, DocumentSigner.MaxWaiting).Select(_ => signer.SignAsync(new byte[1], context: null)));
        Assert.Same(first, await kept.GetAsync());
        module.Allow(flood.Count);
        await Task.WhenAll(flood);
    }

    private async Task<byte[]> MadeAsync()
    {
        module.Allow();
        return await kept.GetAsync();
    }
}
