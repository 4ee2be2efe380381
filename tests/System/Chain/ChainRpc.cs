using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace NeoServiceLayer.Tests.Chain;

/// <summary>Speaks JSON-RPC with a Neo node.</summary>
internal sealed class ChainRpc(Uri address) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };

    /// <exception cref="ChainRefusedException">The node says no.</exception>
    /// <exception cref="HttpRequestException">Nobody answers.</exception>
    internal async Task<JsonElement> CallAsync(string method, params object[] parameters)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync(
            "", new { jsonrpc = "2.0", id = 1, method, @params = parameters }, TestContext.Current.CancellationToken);
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return answer.TryGetProperty("error", out JsonElement error)
            ? throw new ChainRefusedException(error.GetProperty("code").GetInt32(), error.GetProperty("message").GetString()!)
            : answer.GetProperty("result");
    }

    public void Dispose() => http.Dispose();
}

/// <summary>A node's answer that is an error.</summary>
public sealed class ChainRefusedException(int code, string message) : Exception($"{code}: {message}")
{
    /// <summary>A transaction that is in no block yet, in this node's version.</summary>
    internal const int UnknownTransaction = -100;

    internal int Code => code;
}
