using System.Text.Json;
using NeoServiceLayer.Protocol.Json;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Gateway.ServiceLayer;

/// <summary>Answers a request's payload in the parent: a whole response, or the parent's half of one.</summary>
/// <exception cref="Protocol.Errors.RequestException">The payload is not what the operation takes.</exception>
internal delegate byte[] ParentAnswer(ReadOnlySpan<byte> payload);

/// <summary>What the parent answers, or adds to the enclave's answers.</summary>
internal sealed class ParentAnswers
{
    private readonly Dictionary<Operation, ParentAnswer> answers = [];

    /// <summary>Binds what is made anew for each request.</summary>
    internal ParentAnswers Bind<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, Func<TRequest, TResponse> answer)
    {
        answers.Add(operation, payload =>
            JsonSerializer.SerializeToUtf8Bytes(answer(Payload.Read(payload, operation.Request)), operation.Response));
        return this;
    }

    /// <summary>Binds what never changes.</summary>
    internal ParentAnswers BindConstant<TRequest, TResponse>(Operation<TRequest, TResponse> operation, TResponse answer)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(answer, operation.Response);
        answers.Add(operation, payload =>
        {
            Payload.Read(payload, operation.Request);
            return bytes;
        });
        return this;
    }

    /// <summary>The answer to an operation; null if it runs in the enclave alone.</summary>
    /// <exception cref="InvalidOperationException">
    /// The parent has a part in it and none is bound, or the other way round.
    /// </exception>
    internal ParentAnswer? Of(Operation operation)
    {
        ParentAnswer? answer = answers.GetValueOrDefault(operation);
        return (answer is null) == (operation.Place == Place.Enclave)
            ? answer
            : throw new InvalidOperationException(
                $"{operation} runs at {operation.Place}, which does not fit what the parent has bound.");
    }
}
