using System.Buffers;
using NeoServiceLayer.Protocol.Sealing;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Protocol;

/// <summary>What was in a buffer for secrets is nowhere afterwards.</summary>
public sealed class SecretBufferTests
{
    [Fact]
    public void What_it_held_is_cleared_when_it_grows_and_when_it_ends()
    {
        List<Memory<byte>> places = [];
        SecretBuffer buffer = new();
        byte[] expected = [];
        for (int i = 0; i < 12; i++)
        {
            byte[] part = [.. Enumerable.Repeat((byte)(i + 1), 700)];
            Memory<byte> place = buffer.GetMemory(part.Length);
            part.CopyTo(place);
            buffer.Advance(part.Length);
            places.Add(place[..part.Length]);
            expected = [.. expected, .. part];
        }

        Assert.True(buffer.Written.SequenceEqual(expected));
        buffer.Dispose();
        Assert.All(places, place => Assert.False(place.Span.ContainsAnyExcept((byte)0)));
    }

    [Fact]
    public void No_more_is_advanced_than_there_is_room()
    {
        using SecretBuffer buffer = new();
        int room = buffer.GetSpan().Length;
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(room + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(-1));
        buffer.Write(new byte[room]);
        Assert.Equal(room, buffer.Written.Length);
    }
}
