using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Protocol.Errors;
using Xunit;

namespace NeoServiceLayer.Tests.State.Shapes;

public sealed class CursorTests
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private readonly MemoryState state = new();
    private readonly LogTable<string> logs = new("logs", ShapeJson.Default.String);
    private readonly IndexTable indexes = new("indexes");

    [Fact]
    public async Task A_cursor_leads_on_in_its_own_list_alone()
    {
        string log = await LogCursorAsync("a");
        string index = await IndexCursorAsync("a", [7]);

        Assert.Equal(2, (await LogAsync("a", log)).Items[0].Sequence);
        Assert.Equal([7, 1], (await IndexAsync("a", index, [7])).Items[0].Key.ToArray());
        await LogCursorAsync("b");
        await IndexCursorAsync("b", [7]);
        await RefusedAsync(() => LogAsync("b", log));
        await RefusedAsync(() => LogAsync("a", log, backward: true));
        await RefusedAsync(() => LogAsync("a", index));
        await RefusedAsync(() => IndexAsync("a", log, [7]));
        await RefusedAsync(() => IndexAsync("b", index, [7]));
        await RefusedAsync(() => IndexAsync("a", index, []));
        await RefusedAsync(() => IndexAsync("a", index, [7, 0]));
        await RefusedAsync(() => IndexAsync("a", index, [7], reverse: true));
    }

    [Fact]
    public async Task A_cursor_stays_good_when_its_item_goes_and_others_come()
    {
        string log = await LogCursorAsync("a");
        string index = await IndexCursorAsync("a", [7]);
        await state.RunAsync(tx => logs.TrimAsync(tx, "a", 3, 1));
        await state.RunAsync(tx => indexes.RemoveAsync(tx, "a", new byte[] { 7, 0 }));
        await state.RunAsync(tx => indexes.PutAsync(tx, "a", new byte[] { 7, 0, 1 }, default));

        Assert.Equal(3, (await LogAsync("a", log)).Items[0].Sequence);
        Assert.Equal([7, 0, 1], (await IndexAsync("a", index, [7])).Items[0].Key.ToArray());
    }

    [Fact]
    public async Task A_cursor_of_a_log_that_is_gone_is_refused()
    {
        string log = await LogCursorAsync("a");
        await state.RunAsync(tx => logs.DeleteAsync(tx, "a", 10));
        await RefusedAsync(() => LogAsync("a", log));
    }

    [Fact]
    public async Task Any_changed_letter_is_refused_or_leads_into_the_same_list()
    {
        string log = await LogCursorAsync("a");
        string index = await IndexCursorAsync("a", [7]);
        int refused = 0;
        for (int place = 0; place < Math.Max(log.Length, index.Length); place++)
        {
            foreach (char letter in Letters + "=+/ \n\0é€")
            {
                refused += await IsRefusedAsync(() => LogAsync("a", Changed(log, place, letter))) ? 1 : 0;
                refused += await IsRefusedAsync(() => IndexAsync("a", Changed(index, place, letter), [7])) ? 1 : 0;
            }
        }

        // What is bound, 9 bytes or 12 letters of each, is refused with every other letter.
        Assert.InRange(refused, 2 * 12 * (Letters.Length - 1), int.MaxValue);
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("AQ")]
    [InlineData("AQ==")]
    [InlineData("no cursor")]
    public async Task What_is_no_cursor_is_refused(string text)
    {
        await LogCursorAsync("a");
        await IndexCursorAsync("a", []);
        await RefusedAsync(() => LogAsync("a", text));
        await RefusedAsync(() => IndexAsync("a", text, []));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    [InlineData(100_000, false)]
    public async Task A_position_has_1_to_128_bytes(int length, bool good)
    {
        Cursor cursor = new(new Table("indexes"), ShapeKey.Encode("a"), backward: false, prefix: []);
        string text = cursor.Write(new byte[length]);
        if (good)
        {
            Assert.Empty((await IndexAsync("a", text, [])).Items);
        }
        else
        {
            await RefusedAsync(() => IndexAsync("a", text, []));
        }
    }

    [Theory]
    [InlineData(long.MinValue, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(long.MaxValue, false)]
    public async Task A_sequence_is_one_that_the_log_has_had(long sequence, bool good)
    {
        await LogCursorAsync("a");
        Cursor cursor = new(new Table("logs"), ShapeKey.Encode("a"), backward: false, prefix: []);
        byte[] position = BitConverter.GetBytes(sequence);
        Array.Reverse(position);
        if (good)
        {
            Assert.Equal(3 - sequence, (await LogAsync("a", cursor.Write(position), limit: 3)).Items.Count);
        }
        else
        {
            await RefusedAsync(() => LogAsync("a", cursor.Write(position)));
        }

        await RefusedAsync(() => LogAsync("a", cursor.Write([.. position, 0])));
        await RefusedAsync(() => LogAsync("a", cursor.Write(position[1..])));
    }

    private static string Changed(string text, int place, char letter) =>
        text[..(place % text.Length)] + letter + text[((place % text.Length) + 1)..];

    private static async Task RefusedAsync(Func<Task> list) =>
        Assert.Equal(ErrorCode.InvalidRequest, (await Assert.ThrowsAsync<RequestException>(list)).Code);

    private static async Task<bool> IsRefusedAsync(Func<Task> list)
    {
        try
        {
            await list();
            return false;
        }
        catch (RequestException refused)
        {
            return refused.Code == ErrorCode.InvalidRequest;
        }
    }

    private async Task<string> LogCursorAsync(string name)
    {
        for (int i = 0; i < 3; i++)
        {
            await state.RunAsync(tx => logs.AppendAsync(tx, name, "x"));
        }

        return Assert.IsType<string>((await LogAsync(name, null)).NextCursor);
    }

    private async Task<string> IndexCursorAsync(string name, byte[] prefix)
    {
        for (byte i = 0; i < 3; i++)
        {
            byte[] key = [7, i];
            await state.RunAsync(tx => indexes.PutAsync(tx, name, key, default));
        }

        return Assert.IsType<string>((await IndexAsync(name, null, prefix)).NextCursor);
    }

    private Task<ListPage<LogEntry<string>>> LogAsync(string name, string? cursor, bool backward = false, int limit = 1) =>
        state.RunAsync(tx => logs.PageAsync(tx, name, new PageRequest(limit, cursor), backward));

    /// <summary>The first item of a page, its key copied for after the transaction.</summary>
    private Task<ListPage<IndexEntry>> IndexAsync(string name, string? cursor, byte[] prefix, bool reverse = false) => state.RunAsync(async tx =>
    {
        ListPage<IndexEntry> page = await indexes.PageAsync(tx, name, new PageRequest(1, cursor), prefix, reverse);
        return page with { Items = [.. page.Items.Select(entry => entry with { Key = entry.Key.ToArray() })] };
    });
}
