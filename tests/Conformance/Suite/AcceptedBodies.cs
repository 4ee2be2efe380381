namespace NeoServiceLayer.Tests.Conformance.Suite;

/// <summary>Bodies that look unusual and are served; each with its requestId.</summary>
internal static class AcceptedBodies
{
    private const string Rest = "\"serviceType\":\"system\",\"operation\":\"ping\",\"payload\":{}";

    internal sealed record Accepted(string Body, string RequestId);

    internal static Dictionary<string, Accepted> All { get; } = new()
    {
        ["the four fields only"] = With("\"q\"", "q"),
        ["unknown members"] = new("{\"requestId\":\"q\"," + Rest + ",\"a\":1.5e-3,\"b\":[null,true,false,{}],\"c\":{\"a\":\"\\u0000\"}}", "q"),
        ["members in another order"] = new("""{"payload":{},"operation":"ping","serviceType":"system","requestId":"q"}""", "q"),
        ["space wherever it may be"] = new(" \t\r\n{ \"requestId\" : \"q\" , " + Rest + " } \n", "q"),
        ["names in escapes"] = new("""{"\u0072equestId":"q","service\u0054ype":"system","\u006f\u0070\u0065\u0072\u0061\u0074\u0069\u006f\u006e":"ping","payload":{}}""", "q"),
        ["values in escapes"] = new("""{"requestId":"\u0071","serviceType":"s\u0079stem","operation":"\u0070\u0069\u006e\u0067","payload":{}}""", "q"),
        ["id of 1"] = With("\"1\"", "1"),
        ["id of 128"] = With("\"" + new string('a', 128) + "\"", new string('a', 128)),
        ["id of 128, two bytes each"] = With("\"" + new string('é', 128) + "\"", new string('é', 128)),
        ["id of 128, four bytes each"] = With("\"" + Faces(128) + "\"", Faces(128)),
        ["id of 128 in escapes"] = With("\"" + string.Concat(Enumerable.Repeat("\\u0001", 128)) + "\"", new string('\x01', 128)),
        ["id of 128 in pairs of escapes"] = With("\"" + string.Concat(Enumerable.Repeat("\\uD83D\\uDE00", 128)) + "\"", Faces(128)),
        ["id with quotes"] = With("\"a\\\"b\\\\c\"", "a\"b\\c"),
        ["optional members null"] = new("{\"requestId\":\"q\"," + Rest + ",\"auth\":null,\"sealed\":null,\"deadlineMs\":null,\"traceparent\":null,\"wantReceipt\":null}", "q"),
        ["optional members set"] = new("{\"requestId\":\"q\"," + Rest + ",\"auth\":\"stamp\",\"deadlineMs\":60000,\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\",\"wantReceipt\":false}", "q"),
        ["the longest deadline"] = new("{\"requestId\":\"q\"," + Rest + ",\"deadlineMs\":4294967295}", "q"),
        ["nested 64 by arrays"] = new("{\"requestId\":\"q\"," + Rest + ",\"x\":" + MalformedBodies.Nested(64) + "}", "q"),
        ["nested 64 by objects"] = new("{\"requestId\":\"q\"," + Rest + ",\"x\":" + MalformedBodies.NestedObjects(64) + "}", "q"),
        ["one name in many objects"] = new("{\"requestId\":\"q\"," + Rest + ",\"x\":[{\"x\":{\"x\":1}},{\"x\":1},{\"X\":1,\"x\":2}]}", "q"),
        ["names that differ by normalisation only"] = new("{\"requestId\":\"q\"," + Rest + ",\"\\u00e9\":1,\"e\\u0301\":1}", "q"),
        ["numbers that no double holds"] = new("{\"requestId\":\"q\"," + Rest + ",\"x\":[1e999,-0,0.0,123456789012345678901234567890]}", "q"),
    };

    private static string Faces(int count) => string.Concat(Enumerable.Repeat("😀", count));

    private static Accepted With(string idToken, string id) => new("{\"requestId\":" + idToken + "," + Rest + "}", id);
}
