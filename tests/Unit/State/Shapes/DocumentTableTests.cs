using System.Text;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using Xunit;

namespace NeoServiceLayer.Tests.State.Shapes;

public sealed class DocumentTableTests
{
    private readonly MemoryState state = new();
    private readonly DocumentTable<Sample> documents = new("documents", ShapeJson.Default.Sample);
    private readonly DocumentTable<string> texts = new("texts", ShapeJson.Default.String);
    private readonly SecretTable secrets = new("secrets");

    [Fact]
    public async Task A_document_is_found_as_it_was_put_until_it_is_deleted()
    {
        Sample sample = new() { Name = "né", Amount = long.MaxValue };
        await RunAsync(tx => documents.Put(tx, "a", sample));
        Assert.Equal(sample, await FindAsync("a"));
        Assert.Null(await FindAsync("b"));

        await RunAsync(tx => documents.Put(tx, "a", sample with { Amount = 1 }));
        Assert.Equal(1, (await FindAsync("a"))?.Amount);

        await RunAsync(tx => documents.Delete(tx, "a"));
        Assert.Null(await FindAsync("a"));
        Assert.Empty(state.Records);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("", false)]
    [InlineData("€", true)]
    public Task A_name_is_well_formed(string name, bool good) => NameAsync(name, good);

    [Fact]
    public Task A_name_with_half_a_character_is_none() => NameAsync("a\uD800", false);

    [Theory]
    [InlineData('a', 128, true)]
    [InlineData('a', 129, false)]
    [InlineData('é', 64, true)]
    [InlineData('é', 65, false)]
    public Task A_name_is_at_most_128_bytes(char letter, int length, bool good) => NameAsync(new string(letter, length), good);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task A_document_fills_a_record(int beyond, bool good)
    {
        string text = new('x', StateLimits.MaxContentBytes - 2 + beyond);
        Task put = RunAsync(tx => texts.Put(tx, "a", text));
        if (good)
        {
            await put;
            Assert.Equal(text, await state.RunAsync(tx => texts.FindAsync(tx, "a")));
        }
        else
        {
            await Assert.ThrowsAsync<ArgumentException>(() => put);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"name":"a","amount":1}x""")]
    [InlineData("""{"name":"a","amount":1,"more":1}""")]
    [InlineData("""{"name":"a","amount":1e300}""")]
    public async Task What_is_no_document_is_a_fault(string content)
    {
        state.Records["documents/61"] = Encoding.UTF8.GetBytes(content);
        await Assert.ThrowsAsync<MalformedRecordException>(() => FindAsync("a"));
    }

    [Fact]
    public async Task A_secret_is_given_out_for_the_transaction_and_no_longer()
    {
        byte[] secret = [1, 2, 3];
        await RunAsync(tx => secrets.Put(tx, "a", secret));
        ReadOnlyMemory<byte> kept = await state.RunAsync(async tx =>
        {
            ReadOnlyMemory<byte> found = (await secrets.FindAsync(tx, "a")).GetValueOrDefault();
            Assert.Equal(secret, found.ToArray());
            return found;
        });
        Assert.NotEqual(secret, kept.ToArray());

        await RunAsync(tx => secrets.Delete(tx, "a"));
        Assert.Null(await state.RunAsync(tx => secrets.FindAsync(tx, "a")));
    }

    private async Task NameAsync(string name, bool good)
    {
        Sample sample = new() { Name = "", Amount = 0 };
        if (good)
        {
            await RunAsync(tx => documents.Put(tx, name, sample));
            await RunAsync(tx => secrets.Put(tx, name, [1]));
            Assert.Equal(sample, await FindAsync(name));
            Assert.NotNull(await state.RunAsync(tx => secrets.FindAsync(tx, name)));
            return;
        }

        Assert.Null(await FindAsync(name));
        Assert.Null(await state.RunAsync(tx => secrets.FindAsync(tx, name)));
        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(tx => documents.Put(tx, name, sample)));
        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(tx => secrets.Put(tx, name, [1])));
        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync(tx => documents.Delete(tx, name)));
    }

    private Task<Sample?> FindAsync(string name) => state.RunAsync(tx => documents.FindAsync(tx, name));

    private Task RunAsync(Action<ITransaction> body) => state.RunAsync(tx =>
    {
        body(tx);
        return new ValueTask<bool>(true);
    });
}
