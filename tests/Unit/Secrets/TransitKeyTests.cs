using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Enclave.Secrets.Transit;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Tests.Wallets;
using Xunit;
using static NeoServiceLayer.Tests.Secrets.TransitCalls;

namespace NeoServiceLayer.Tests.Secrets;

/// <summary>Transit keys and their versions.</summary>
public sealed class TransitKeyTests
{
    [Fact]
    public async Task Versions_that_are_not_available_are_destroyed()
    {
        using SecretsWorld world = new();
        await CreateAsync(world, "k");
        string old = await EncryptAsync(world, "k", "hi");
        await RotateAsync(world, "k");
        await Refused.MemberAsync("minAvailableVersion ", UpdateAsync(world, "k", available: 2));
        await UpdateAsync(world, "k", decrypting: 2, available: 2);
        Assert.Equal(1, world.Count("transit-secret"));
        await Refused.AsAsync(ErrorCode.PolicyDenied, DecryptAsync(world, "k", old));
        await Refused.MemberAsync("minDecryptionVersion ", UpdateAsync(world, "k", decrypting: 1));
        await Refused.MemberAsync("minDecryptionVersion ", UpdateAsync(world, "k", decrypting: 3));
        await Refused.MemberAsync("minAvailableVersion ", UpdateAsync(world, "k", available: 1));
        await Refused.MemberAsync("payload: there is nothing", UpdateAsync(world, "k"));
    }

    [Fact]
    public async Task A_key_has_so_many_versions_at_once_which_go_with_it()
    {
        using SecretsWorld world = new();
        await CreateAsync(world, "k");
        for (int i = 1; i < TransitKeyDocuments.MaxVersions; i++)
        {
            await RotateAsync(world, "k");
        }

        await Refused.AsAsync(ErrorCode.LimitExceeded, RotateAsync(world, "k"));
        await Refused.AsAsync(ErrorCode.Conflict, DeleteAsync(world, "k"));
        await UpdateAsync(world, "k", deletion: true);
        await DeleteAsync(world, "k");
        Assert.Equal((0, 0), (world.Count("transit-key"), world.Count("transit-secret")));
        await Refused.AsAsync(ErrorCode.NotFound, DecryptAsync(world, "k", "nsl:v1:AAAA"));
    }

    [Fact]
    public async Task A_new_key_of_an_old_name_does_not_open_what_the_old_one_encrypted()
    {
        using SecretsWorld world = new();
        await CreateAsync(world, "k");
        string old = await EncryptAsync(world, "k", "hi");
        await UpdateAsync(world, "k", deletion: true);
        await DeleteAsync(world, "k");
        await CreateAsync(world, "k");
        await Refused.MemberAsync("ciphertext ", DecryptAsync(world, "k", old));
    }

    [Fact]
    public async Task Keys_are_listed_by_name_and_counted()
    {
        using SecretsWorld world = new(SecretsWorld.Usual with { MaxTransitKeys = 3 });
        foreach (string name in (string[])["b", "a", "c"])
        {
            await CreateAsync(world, name);
        }

        await Refused.AsAsync(ErrorCode.LimitExceeded, CreateAsync(world, "d"));
        await Refused.AsAsync(ErrorCode.Conflict, CreateAsync(world, "a"));
        ListTransitKeysResponse first = await world.Alice.DoAsync(world.Service.TransitManagement.ListAsync, new ListTransitKeysRequest { Limit = 2 });
        ListTransitKeysResponse rest = await world.Alice.DoAsync(
            world.Service.TransitManagement.ListAsync, new ListTransitKeysRequest { Limit = 2, Cursor = first.NextCursor });
        Assert.Equal(["a", "b", "c"], first.Keys.Concat(rest.Keys).Select(key => key.KeyName));
        Assert.Null(rest.NextCursor);
        Assert.Empty((await world.Bob.DoAsync(world.Service.TransitManagement.ListAsync, new ListTransitKeysRequest())).Keys);
        await Refused.AsAsync(ErrorCode.NotFound, world.Bob.DoAsync(world.Service.TransitManagement.GetAsync, new GetTransitKeyRequest { KeyName = "a" }));
        foreach (string name in (string[])["", "a/b", "a b", "ä", new string('k', SecretsLimits.MaxKeyNameLength + 1)])
        {
            await Refused.MemberAsync("keyName ", CreateAsync(world, name));
            await Refused.AsAsync(ErrorCode.NotFound, EncryptAsync(world, name, "hi"));
        }
    }

    [Fact]
    public async Task Rotated_keys_encrypt_with_the_new_version_and_rewrap_brings_the_old_to_it()
    {
        using SecretsWorld world = new();
        await CreateAsync(world, "k");
        string old = await EncryptAsync(world, "k", "hi", "context");
        Assert.Equal(2, (await RotateAsync(world, "k")).LatestVersion);
        Assert.StartsWith("nsl:v2:", await EncryptAsync(world, "k", "hi"), StringComparison.Ordinal);
        CiphertextResponse wrapped = await RewrapAsync(world, "k", old, "context");
        Assert.Equal(2, wrapped.Version);
        Assert.Equal("hi", await DecryptAsync(world, "k", wrapped.Ciphertext, "context"));
        await Refused.MemberAsync("ciphertext ", RewrapAsync(world, "k", old, null));

        Assert.Equal(2, (await UpdateAsync(world, "k", decrypting: 2)).MinDecryptionVersion);
        await Refused.AsAsync(ErrorCode.PolicyDenied, DecryptAsync(world, "k", old, "context"));
        await Refused.AsAsync(ErrorCode.PolicyDenied, RewrapAsync(world, "k", old, "context"));
        await UpdateAsync(world, "k", decrypting: 1);
        Assert.Equal("hi", await DecryptAsync(world, "k", old, "context"));
    }
}
