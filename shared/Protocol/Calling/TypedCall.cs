using System.Globalization;
using System.Text;
using System.Text.Json;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Messages;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Wire.Framing;

namespace NeoServiceLayer.Protocol.Calling;

/// <summary>Calls with the types of their operations.</summary>
public static class TypedCall
{
    private static long count;

    /// <summary>
    /// Calls an operation and waits for its response, which completes away from the connection's thread: whoever continues
    /// there may block without holding up others.
    /// </summary>
    /// <exception cref="RequestException">Refused by the other side, not sent, lost, or not answered within <paramref name="timeout"/>.</exception>
    public static Task<TResponse> CallAsync<TRequest, TResponse>(
        this CallConnection connection, Operation<TRequest, TResponse> operation, TRequest request, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return CallAsync(connection.TryStart, operation, request, timeout);
    }

    /// <summary>The same over whatever starts calls: it gives null when the call is on its way, else why nothing was sent.</summary>
    /// <exception cref="RequestException">As above.</exception>
    public static Task<TResponse> CallAsync<TRequest, TResponse>(
        Func<PendingCall, ErrorCode?> start, Operation<TRequest, TResponse> operation, TRequest request, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(start);
        Call<TRequest, TResponse> call = new(operation, request);
        call.SetId(Encoding.ASCII.GetBytes(Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture)));
        call.ExpiresAt = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        return start(call) is { } refusal
            ? Task.FromException<TResponse>(new RequestException(refusal, "The request was not sent."))
            : call.Response;
    }

    private sealed class Call<TRequest, TResponse>(Operation<TRequest, TResponse> operation, TRequest request) : PendingCall
    {
        private readonly TaskCompletionSource<TResponse> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task<TResponse> Response => completion.Task;

        protected internal override void WriteTo(FrameBuffer body)
        {
            RequestWriter.Begin(body, Id, operation.Service, operation.Name);
            using (Utf8JsonWriter json = new(body))
            {
                JsonSerializer.Serialize(json, request, operation.Request);
            }

            RequestWriter.End(body, deadlineMilliseconds: -1, traceParent: default, auth: default);
        }

        protected internal override void OnResponse(in ResponseFrame response)
        {
            if (!response.Success)
            {
                completion.SetException(new RequestException(response.ErrorCode, response.ErrorMessage));
                return;
            }

            try
            {
                completion.SetResult(Payload.Read(response.Payload, operation.Response));
            }
            catch (RequestException unreadable)
            {
                completion.SetException(unreadable);
            }
        }

        protected internal override void OnFailed(ErrorCode code, string message) =>
            completion.SetException(new RequestException(code, message));
    }
}
