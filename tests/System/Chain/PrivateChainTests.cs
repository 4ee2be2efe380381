using System.Net.Sockets;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

public sealed class PrivateChainTests
{
    [Fact]
    public async Task Nothing_is_left_of_a_chain_that_is_disposed()
    {
        PrivateChain chain = new();
        await chain.InitializeAsync();
        Assert.True(Directory.Exists(chain.Folder));
        await chain.DisposeAsync();
        Assert.False(Directory.Exists(chain.Folder));
        Assert.Empty(ProcessesNaming(chain.Folder));
    }

    [Fact]
    public async Task A_chain_that_cannot_listen_says_so_and_leaves_nothing()
    {
        using Socket thief = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        PrivateChain chain = new();
        thief.Bind(chain.Address);
        thief.Listen();
        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(async () => await chain.InitializeAsync());
        Assert.Contains("does not run", failure.Message, StringComparison.Ordinal);
        Assert.Contains("address already in use", failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(chain.Folder));
        Assert.Empty(ProcessesNaming(chain.Folder));
    }

    private static IEnumerable<string> ProcessesNaming(string folder) => Directory.GetDirectories("/proc")
        .Where(process => int.TryParse(Path.GetFileName(process), out _))
        .Where(process => CommandLine(process).Contains(folder, StringComparison.Ordinal));

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            return ""; // it has ended meanwhile
        }
    }
}
