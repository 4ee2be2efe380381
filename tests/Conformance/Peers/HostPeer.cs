using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Wire;

namespace NeoServiceLayer.Tests.Conformance.Peers;

/// <summary>A host's end of a connection: answers what the enclave asks, over records that outlive it.</summary>
internal sealed class HostPeer(Peer peer, ParentRecords records) : IDisposable
{
    internal Peer Peer { get; } = peer;

    /// <summary>Answers the next request of the enclave as a host would.</summary>
    internal JsonElement AnswerOne()
    {
        JsonElement request = JsonDocument.Parse(Peer.ReceiveBody()).RootElement;
        string id = JsonEncodedText.Encode(request.GetProperty("requestId").GetString()!).ToString();
        string payload = request.GetProperty("serviceType").GetString() == "records"
            ? records.Answer(request.GetProperty("operation").GetString()!, request.GetProperty("payload"))
            : "{}";
        try
        {
            Peer.Send("{\"requestId\":\"" + id + "\",\"success\":true,\"errorMessage\":null,\"payload\":" + payload + "}");
        }
        catch (Exception gone) when (gone is ConnectionLostException or SocketException { SocketErrorCode: SocketError.Shutdown or SocketError.ConnectionReset })
        {
            // The enclave has closed and wants no answer; what it said before can still be read.
        }

        return request;
    }

    /// <summary>Answers until the enclave says, in a heartbeat, that it serves.</summary>
    internal void ServeUntilServing()
    {
        JsonElement request;
        do
        {
            request = AnswerOne();
        }
        while (request.GetProperty("operation").GetString() != "heartbeat" || !request.GetProperty("payload").GetProperty("serving").GetBoolean());
    }

    public void Dispose() => Peer.Dispose();
}

/// <summary>The records of a host, kept as the JSON that they came in.</summary>
internal sealed class ParentRecords
{
    private readonly SortedDictionary<string, JsonNode> records = new(StringComparer.Ordinal);

    /// <summary>The payload that answers a request of the <c>records</c> service.</summary>
    internal string Answer(string operation, JsonElement payload) => operation switch
    {
        "read" => Read(payload),
        "scan" => Scan(payload),
        "commit" => Commit(payload),
        _ => throw new InvalidOperationException($"Nobody asks records.{operation} of a host."),
    };

    private string Read(JsonElement payload)
    {
        JsonArray found = [.. payload.GetProperty("keys").EnumerateArray()
            .Select(key => records.GetValueOrDefault(NameOf(key))?.DeepClone()).Where(record => record is not null)];
        return new JsonObject { ["records"] = found, ["remaining"] = 0 }.ToJsonString();
    }

    private string Scan(JsonElement payload)
    {
        int most = payload.TryGetProperty("valueBytes", out JsonElement bytes) ? bytes.GetInt32() : int.MaxValue;
        JsonArray all = [];
        foreach (JsonNode record in records.Values)
        {
            JsonNode given = record.DeepClone();
            byte[] value = Convert.FromBase64String((string)given["value"]!);
            given["value"] = Convert.ToBase64String(value.AsSpan(0, Math.Min(value.Length, most)));
            all.Add(given);
        }

        return new JsonObject { ["records"] = all }.ToJsonString();
    }

    private string Commit(JsonElement payload)
    {
        bool holds = payload.GetProperty("expected").EnumerateArray().All(expected =>
            ((long?)records.GetValueOrDefault(NameOf(expected.GetProperty("key")))?["version"] ?? 0)
            == expected.GetProperty("version").GetInt64());
        if (holds)
        {
            foreach (JsonElement put in payload.GetProperty("puts").EnumerateArray())
            {
                records[NameOf(put.GetProperty("key"))] = JsonNode.Parse(put.GetRawText())!;
            }

            foreach (JsonElement key in payload.GetProperty("deletes").EnumerateArray())
            {
                records.Remove(NameOf(key));
            }
        }

        return new JsonObject { ["committed"] = holds, ["conflicts"] = new JsonArray() }.ToJsonString();
    }

    private static string NameOf(JsonElement key) => Convert.ToHexString(Convert.FromBase64String(key.GetString()!));
}
