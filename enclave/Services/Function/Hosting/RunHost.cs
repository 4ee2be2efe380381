using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Function.Storage;
using NeoServiceLayer.Enclave.Sandbox;
using NeoServiceLayer.Protocol.Errors;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Enclave.Function.Hosting;

/// <summary>Answers the calls of one run: storage, secrets and timers itself, all others where they are served.</summary>
internal sealed class RunHost(FunctionRun run, RunStorage storage, RunSecrets secrets, IReadOnlyList<IHostCalls> others, TimeProvider clock) : IRunHost
{
    private static readonly byte[] Null = [.. "null"u8];
    private static readonly byte[] True = [.. "true"u8];
    private static readonly byte[] False = [.. "false"u8];
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private int calls;
    private long answered;

    public IReadOnlyList<string> Features =>
    [
        .. run.Version.Secrets.Count > 0 ? (string[])["secrets"] : [],
        .. Serve(others, "chain.height") ? (string[])["chain"] : [],
        .. run.Version.Wallets.Count > 0 && Serve(others, "wallet.transfer") ? (string[])["wallet"] : [],
        .. Serve(others, "price.latest") ? (string[])["price"] : [],
    ];

    public async ValueTask<HostAnswer> CallAsync(string name, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
    {
        try
        {
            CheckCount();
            ReadOnlyMemory<byte> json = await AnswerAsync(name, arguments, cancellationToken);
            return Interlocked.Add(ref answered, json.Length) <= FunctionLimits.MaxAnswerBytes
                ? new HostAnswer(json, ErrorCode: null, ErrorMessage: null, clock.GetUtcNow())
                : throw new RequestException(ErrorCode.LimitExceeded, $"All answers of an execution have at most {FunctionLimits.MaxAnswerBytes} bytes together.");
        }
        catch (RequestException refused)
        {
            return new HostAnswer(default, refused.Code.Name, refused.Message, clock.GetUtcNow());
        }
    }

    public ValueTask<bool> CommitAsync(ITransaction state) => storage.CommitAsync(state);

    public string Redact(string text) => secrets.Words.Redact(text);

    public void Forget() => secrets.Words.Clear();

    /// <summary>The worker may be the code's own: it is not trusted to count.</summary>
    private void CheckCount()
    {
        if (Interlocked.Increment(ref calls) > FunctionLimits.MaxHostCalls)
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"An execution makes at most {FunctionLimits.MaxHostCalls} calls to the outside.");
        }

        if (Interlocked.Read(ref answered) > FunctionLimits.MaxAnswerBytes)
        {
            throw new RequestException(ErrorCode.LimitExceeded, $"All answers of an execution have at most {FunctionLimits.MaxAnswerBytes} bytes together.");
        }
    }

    /// <summary>Arguments are read before the first wait: the memory is lent until then, and effects are numbered in the order of the calls.</summary>
    private ValueTask<ReadOnlyMemory<byte>> AnswerAsync(string name, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken) => name switch
    {
        "storage.get" => GetAsync(Read(arguments, HostArgumentsJson.Default.KeyArguments)),
        "storage.put" => PutAsync(Read(arguments, HostArgumentsJson.Default.PutArguments)),
        "storage.delete" => DeleteAsync(Read(arguments, HostArgumentsJson.Default.KeyArguments)),
        "storage.list" => ListAsync(Read(arguments, HostArgumentsJson.Default.ListArguments)),
        "secrets.get" => SecretAsync(Read(arguments, HostArgumentsJson.Default.SecretArguments)),
        "timer.sleep" => SleepAsync(Read(arguments, HostArgumentsJson.Default.SleepArguments), cancellationToken),
        _ => (others.FirstOrDefault(each => each.Serves(name))
            ?? throw new RequestException(ErrorCode.UnknownOperation, "The host has no such call here.")).CallAsync(name, arguments, run, cancellationToken),
    };

    private async ValueTask<ReadOnlyMemory<byte>> GetAsync(KeyArguments arguments)
    {
        ValueText.CheckKey(arguments.Key);
        return await storage.GetAsync(arguments.Key) ?? Null;
    }

    private async ValueTask<ReadOnlyMemory<byte>> PutAsync(PutArguments arguments)
    {
        ValueText.CheckKey(arguments.Key);
        await storage.PutAsync(arguments.Key, ValueText.Write(arguments.Value));
        return Null;
    }

    private async ValueTask<ReadOnlyMemory<byte>> DeleteAsync(KeyArguments arguments)
    {
        ValueText.CheckKey(arguments.Key);
        return await storage.DeleteAsync(arguments.Key) ? True : False;
    }

    private async ValueTask<ReadOnlyMemory<byte>> ListAsync(ListArguments arguments)
    {
        string? prefix = Optional(arguments.Prefix, "prefix");
        string? after = Optional(arguments.After, "after");
        int limit = arguments.Limit ?? FunctionLimits.DefaultPage;
        if (limit is < 1 or > FunctionLimits.MaxPage)
        {
            throw new RequestException($"limit is 1 to {FunctionLimits.MaxPage}.");
        }

        (IReadOnlyList<ValueEntry> values, bool more) = await storage.ListAsync(prefix, after, limit);
        return Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("values");
            foreach (ValueEntry value in values)
            {
                writer.WriteStartObject();
                writer.WriteString("key", value.Key);
                writer.WritePropertyName("value");
                writer.WriteRawValue(value.Json.Span, skipInputValidation: true);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            if (more)
            {
                writer.WriteString("next", values[^1].Key);
            }

            writer.WriteEndObject();
        });
    }

    private async ValueTask<ReadOnlyMemory<byte>> SecretAsync(SecretArguments arguments)
    {
        string text = await secrets.GetAsync(arguments.Name);
        return Write(writer => writer.WriteStringValue(text));
    }

    private async ValueTask<ReadOnlyMemory<byte>> SleepAsync(SleepArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Ms is < 0 or > FunctionLimits.MaxTimeoutMs)
        {
            throw new RequestException($"ms is 0 to {FunctionLimits.MaxTimeoutMs}.");
        }

        await Task.Delay(TimeSpan.FromMilliseconds(arguments.Ms), clock, cancellationToken);
        return Null;
    }

    private static T Read<T>(ReadOnlyMemory<byte> arguments, JsonTypeInfo<T> info) => Payload.Read(arguments.Span, info);

    private static string? Optional(string? key, string member)
    {
        if (string.IsNullOrEmpty(key))
        {
            return null;
        }

        ValueText.CheckKey(key, member);
        return key;
    }

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> written = new();
        using (Utf8JsonWriter writer = new(written, Plain))
        {
            write(writer);
        }

        return written.WrittenMemory;
    }

    private static bool Serve(IReadOnlyList<IHostCalls> others, string name) => others.Any(each => each.Serves(name));
}
