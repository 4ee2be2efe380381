using System.Text;

namespace NeoServiceLayer.Tests.Conformance.Suite;

/// <summary>Bodies that are refused, each with the code and the requestId of the answer.</summary>
internal static class MalformedBodies
{
    private const string Start = """{"requestId":"q","serviceType":"system","operation":"ping",""";
    private const string Ping = Start + "\"payload\":{}";

    internal sealed record Refusal(byte[] Body, string ErrorCode, string RequestId);

    internal static Dictionary<string, Refusal> All { get; } = new()
    {
        // JSON. The id is known if it stood before the error.
        ["no value"] = Json(" ", ""),
        ["half a literal"] = Json("tru", ""),
        ["cut inside a name"] = Json("""{"requestId":"q","servi""", "q"),
        ["cut inside the id"] = Json("""{"requestId":"q""", ""),
        ["cut before the last brace"] = Json(Ping, "q"),
        ["trailing brace"] = Json(Ping + "}}", "q"),
        ["trailing value"] = Json(Ping + "} 1", "q"),
        ["two requests in one frame"] = Json(Ping + "}" + Ping + "}", "q"),
        ["trailing NUL"] = Json(Ping + "}\0", "q"),
        ["byte-order mark"] = Json("\uFEFF" + Ping + "}", ""),
        ["UTF-16"] = Raw(Encoding.Unicode.GetBytes(Ping + "}"), ""),
        ["block comment"] = Json(Ping + "/* no */}", "q"),
        ["line comment"] = Json("// no\n" + Ping + "}", ""),
        ["trailing comma"] = Json(Ping + ",}", "q"),
        ["trailing comma in an array"] = Json(Ping + ",\"x\":[1,]}", "q"),
        ["missing comma"] = Json(Ping + " \"x\":1}", "q"),
        ["missing colon"] = Json(Ping + ",\"x\" 1}", "q"),
        ["single quotes"] = Json("{'requestId':'q'}", ""),
        ["unquoted name"] = Json("{requestId:\"q\"}", ""),
        ["leading zero"] = Json(Ping + ",\"x\":01}", "q"),
        ["plus sign"] = Json(Ping + ",\"x\":+1}", "q"),
        ["bare point"] = Json(Ping + ",\"x\":1.}", "q"),
        ["bare exponent"] = Json(Ping + ",\"x\":1e}", "q"),
        ["hexadecimal"] = Json(Ping + ",\"x\":0x1}", "q"),
        ["NaN"] = Json(Ping + ",\"x\":NaN}", "q"),
        ["Infinity"] = Json(Ping + ",\"x\":-Infinity}", "q"),
        ["capital literal"] = Json(Ping + ",\"x\":True}", "q"),
        ["control character in a string"] = Json(Ping + ",\"x\":\"a\nb\"}", "q"),
        ["unknown escape"] = Json(Ping + ",\"x\":\"\\x41\"}", "q"),
        ["short escape"] = Json(Ping + ",\"x\":\"\\u12\"}", "q"),
        ["form feed as space"] = Json(Ping + "\f}", "q"),
        ["no-break space as space"] = Json(Ping + "\u00A0}", "q"),

        // UTF-8 and surrogates, in members that nobody knows too.
        ["lone continuation byte"] = Raw(Broken(Ping + ",\"x\":\"", [0x80], "\"}"), "q"),
        ["overlong slash"] = Raw(Broken(Ping + ",\"x\":\"", [0xC0, 0xAF], "\"}"), "q"),
        ["surrogate in UTF-8"] = Raw(Broken(Ping + ",\"x\":\"", [0xED, 0xA0, 0x80], "\"}"), "q"),
        ["beyond U+10FFFF"] = Raw(Broken(Ping + ",\"x\":\"", [0xF4, 0x90, 0x80, 0x80], "\"}"), "q"),
        ["cut sequence"] = Raw(Broken(Ping + ",\"x\":\"", [0xE2, 0x82], "\"}"), "q"),
        ["0xFF"] = Raw(Broken(Ping + ",\"x\":\"", [0xFF], "\"}"), "q"),
        ["invalid UTF-8 in the id"] = Raw(Broken("{\"requestId\":\"", [0xFF], "\",\"serviceType\":\"system\"}"), ""),
        ["invalid UTF-8 before the id"] = Raw(Broken("{\"x\":\"", [0xFF], "\"," + Ping[1..] + "}"), ""),
        ["lone high surrogate"] = Json(Ping + ",\"x\":\"\\uD800\"}", "q"),
        ["lone low surrogate"] = Json(Ping + ",\"x\":\"\\uDC00\"}", "q"),
        ["surrogates the wrong way round"] = Json(Ping + ",\"x\":\"\\uDC00\\uD800\"}", "q"),
        ["high surrogate before another escape"] = Json(Ping + ",\"x\":\"\\uD800\\n\"}", "q"),
        ["high surrogate before a high one"] = Json(Ping + ",\"x\":\"\\uD800\\uD800\"}", "q"),
        ["lone surrogate in a name"] = Json(Ping + ",\"\\uD800\":1}", "q"),
        ["lone surrogate in the id"] = Json("{\"requestId\":\"\\uD800\"}", ""),

        // Names twice.
        ["duplicate id"] = Json("{\"requestId\":\"q\",\"requestId\":\"r\"}", "q"),
        ["duplicate unknown member"] = Json(Ping + ",\"x\":1,\"x\":1}", "q"),
        ["duplicate by an escape"] = Json(Ping + ",\"x\":1,\"\\u0078\":1}", "q"),
        ["duplicate by escapes written differently"] = Json(Ping + ",\"\\u00e9\":1,\"\\u00E9\":1}", "q"),
        ["duplicate by a surrogate pair"] = Json(Ping + ",\"😀\":1,\"\\uD83D\\uDE00\":1}", "q"),
        ["duplicate by an escaped slash"] = Json(Ping + ",\"/\":1,\"\\/\":1}", "q"),
        ["duplicate empty name"] = Json(Ping + ",\"\":1,\"\":1}", "q"),
        ["duplicate payload"] = Json(Ping + ",\"payload\":{}}", "q"),
        ["duplicate in the payload"] = Json(Start + "\"payload\":{\"echo\":\"a\",\"echo\":\"b\"}}", "q"),
        ["duplicate in the payload by an escape"] = Json(Start + "\"payload\":{\"echo\":\"a\",\"\\u0065cho\":\"b\"}}", "q"),
        ["duplicate deep down"] = Json(Ping + ",\"x\":[[{\"y\":{\"z\":[{\"a\":1,\"b\":2,\"a\":3}]}}]]}", "q"),
        ["nested 65 by arrays"] = Json(Ping + ",\"x\":" + Nested(65) + "}", "q"),
        ["nested 65 by objects"] = Json(Ping + ",\"x\":" + NestedObjects(65) + "}", "q"),
        ["nested 100,000, never closed"] = Json(Ping + ",\"x\":" + new string('[', 100_000), "q"),

        // JSON, but no request.
        ["an array"] = Envelope("[]", ""),
        ["a string"] = Envelope("\"q\"", ""),
        ["a number"] = Envelope("1", ""),
        ["null"] = Envelope("null", ""),
        ["an empty object"] = Envelope("{}", ""),
        ["no id"] = Envelope("{" + Ping["{\"requestId\":\"q\",".Length..] + "}", ""),
        ["id null"] = Id("null", ""),
        ["id a number"] = Id("1", ""),
        ["id an object"] = Id("{}", ""),
        ["id true"] = Id("true", ""),
        ["id empty"] = Id("\"\"", ""),
        ["id of 129"] = Id("\"" + new string('a', 129) + "\"", ""),
        ["id of 129, two bytes each"] = Id("\"" + new string('é', 129) + "\"", ""),
        ["id of 129, four bytes each"] = Id("\"" + string.Concat(Enumerable.Repeat("😀", 129)) + "\"", ""),
        ["id of 129 in escapes"] = Id("\"" + string.Concat(Enumerable.Repeat("\\u0061", 129)) + "\"", ""),
        ["id of 100,000"] = Id("\"" + new string('a', 100_000) + "\"", ""),
        ["no service"] = Envelope("""{"requestId":"q","operation":"ping","payload":{}}""", "q"),
        ["service null"] = Envelope("""{"requestId":"q","serviceType":null,"operation":"ping","payload":{}}""", "q"),
        ["service a number"] = Envelope("""{"requestId":"q","serviceType":1,"operation":"ping","payload":{}}""", "q"),
        ["service empty"] = Envelope("""{"requestId":"q","serviceType":"","operation":"ping","payload":{}}""", "q"),
        ["no operation"] = Envelope("""{"requestId":"q","serviceType":"system","payload":{}}""", "q"),
        ["operation an array"] = Envelope("""{"requestId":"q","serviceType":"system","operation":["ping"],"payload":{}}""", "q"),
        ["operation empty"] = Envelope("""{"requestId":"q","serviceType":"system","operation":"","payload":{}}""", "q"),
        ["no payload"] = Envelope("""{"requestId":"q","serviceType":"system","operation":"ping"}""", "q"),
        ["payload null"] = Envelope(Start + "\"payload\":null}", "q"),
        ["payload an array"] = Envelope(Start + "\"payload\":[]}", "q"),
        ["payload a string"] = Envelope(Start + "\"payload\":\"{}\"}", "q"),
        ["deadline a string"] = Envelope(Ping + ",\"deadlineMs\":\"1\"}", "q"),
        ["deadline negative"] = Envelope(Ping + ",\"deadlineMs\":-1}", "q"),
        ["deadline a fraction"] = Envelope(Ping + ",\"deadlineMs\":1.5}", "q"),
        ["deadline with an exponent"] = Envelope(Ping + ",\"deadlineMs\":1e3}", "q"),
        ["deadline too large"] = Envelope(Ping + ",\"deadlineMs\":4294967296}", "q"),
        ["auth a number"] = Envelope(Ping + ",\"auth\":1}", "q"),
        ["wantReceipt a string"] = Envelope(Ping + ",\"wantReceipt\":\"true\"}", "q"),
        ["wantReceipt a number"] = Envelope(Ping + ",\"wantReceipt\":1}", "q"),
        ["sealed a number"] = Envelope(Ping + ",\"sealed\":1}", "q"),
        ["sealed with an escape"] = Envelope(Ping + ",\"sealed\":\"\\/\"}", "q"),
        ["sealed with a stamp beside it"] = Envelope(Ping + ",\"sealed\":\"AAAA\",\"auth\":\"stamp\"}", "q"),
        ["sealed with a payload beside it"] = Envelope(Start + "\"payload\":{\"echo\":\"a\"},\"sealed\":\"AAAA\"}", "q"),
        ["traceparent an object"] = Envelope(Ping + ",\"traceparent\":{}}", "q"),

        // A request, but not one that can be served.
        ["unknown service"] = Of("""{"requestId":"q","serviceType":"nobody","operation":"ping","payload":{}}""", "unknownService", "q"),
        ["service in other case"] = Of("""{"requestId":"q","serviceType":"System","operation":"ping","payload":{}}""", "unknownService", "q"),
        ["service too long"] = Of("""{"requestId":"q","serviceType":"SSS","operation":"ping","payload":{}}""".Replace("SSS", new string('s', 500), StringComparison.Ordinal), "unknownService", "q"),
        ["unknown operation"] = Of("""{"requestId":"q","serviceType":"system","operation":"nothing","payload":{}}""", "unknownOperation", "q"),
        ["operation in other case"] = Of("""{"requestId":"q","serviceType":"system","operation":"Ping","payload":{}}""", "unknownOperation", "q"),
        ["an operation of the parent"] = Of("""{"requestId":"q","serviceType":"system","operation":"getOperations","payload":{}}""", "unknownOperation", "q"),
        ["unknown member in the payload"] = Of(Start + "\"payload\":{\"other\":1}}", "invalidRequest", "q"),
        ["wrong type in the payload"] = Of(Start + "\"payload\":{\"echo\":1}}", "invalidRequest", "q"),
        ["payload out of range"] = Of(Start + "\"payload\":{\"echo\":\"" + new string('e', 1025) + "\"}}", "invalidRequest", "q"),
        ["unknown member of 200,000 characters that need escapes"] = Of(Start + "\"payload\":{\"" + new string('\x7F', 200_000) + "\":1}}", "invalidRequest", "q"),
        ["deadline passed"] = Of(Ping + ",\"deadlineMs\":0}", "deadlineExceeded", "q"),
    };

    internal static string Nested(int depth) => new string('[', depth - 1) + new string(']', depth - 1);

    internal static string NestedObjects(int depth) =>
        string.Concat(Enumerable.Repeat("{\"x\":", depth - 2)) + "{}" + new string('}', depth - 2);

    private static Refusal Json(string body, string id) => Of(body, "malformedJson", id);

    private static Refusal Raw(byte[] body, string id) => new(body, "malformedJson", id);

    private static Refusal Envelope(string body, string id) => Of(body, "invalidEnvelope", id);

    private static Refusal Id(string token, string id) =>
        Envelope($$$"""{"requestId":{{{token}}},"serviceType":"system","operation":"ping","payload":{}}""", id);

    private static Refusal Of(string body, string errorCode, string id) => new(Encoding.UTF8.GetBytes(body), errorCode, id);

    private static byte[] Broken(string before, byte[] bytes, string after) =>
        [.. Encoding.UTF8.GetBytes(before), .. bytes, .. Encoding.UTF8.GetBytes(after)];
}
