using System.Runtime.CompilerServices;

namespace NeoServiceLayer.Client;

/// <content>What a gateway streams.</content>
public sealed partial class NslClient
{
    /// <summary>
    /// Prices as they are made: each event's data is a signed report, which is to be verified before it is believed. It ends when the stream does.
    /// </summary>
    /// <param name="symbols">The feeds' symbols.</param>
    /// <param name="after">The id of the last event that was had, so that none behind it is missed; null: the last report of each comes first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NslUnreachableException">The gateway does not answer so, or the stream broke.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async IAsyncEnumerable<StreamEvent> StreamPricesAsync(
        IReadOnlyList<string> symbols, string? after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(root, "v1/stream/prices?symbols=" + Uri.EscapeDataString(string.Join(',', symbols))));
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }

        using HttpResponseMessage response = await GuardAsync(() => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken));
        if (!response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            throw new NslUnreachableException($"The gateway does not stream prices: it answers {(int)response.StatusCode}.", requestId: "", mayHaveRun: false);
        }

        using StreamReader lines = new(await response.Content.ReadAsStreamAsync(cancellationToken));
        await using IAsyncEnumerator<StreamEvent> events = EventStream.ReadAsync(lines, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await GuardAsync(() => events.MoveNextAsync().AsTask()))
        {
            yield return events.Current;
        }
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new NslUnreachableException("The stream of prices cannot be had, or broke.", requestId: "", mayHaveRun: false, broken);
        }
    }
}
