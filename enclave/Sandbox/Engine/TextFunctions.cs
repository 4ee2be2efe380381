using System.Text;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>What the prelude needs for text: UTF-8, base64 and addresses.</summary>
internal static class TextFunctions
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Add(Jint.Engine engine, Action<string, Func<JsValue[], JsValue>> add)
    {
        add("toUtf8", arguments => Bytes(engine, Encoding.UTF8.GetBytes(arguments.At(0).AsString())));
        add("fromUtf8", arguments => FromUtf8(engine, arguments.At(0).AsUint8Array(), arguments.At(1).AsBoolean()));
        add("toBase64", arguments => Convert.ToBase64String(arguments.At(0).AsUint8Array()));
        add("fromBase64", arguments => Bytes(engine, FromBase64(engine, arguments.At(0).AsString())));
        add("atob", arguments => Encoding.Latin1.GetString(FromBase64(engine, Padded(arguments.At(0).AsString()))));
        add("btoa", arguments => ToBase64(engine, arguments.At(0).AsString()));
        add("url", arguments => Url(engine, arguments.At(0).AsString(), arguments.At(1)));
    }

    public static JsValue Bytes(Jint.Engine engine, byte[] bytes) => engine.Intrinsics.Uint8Array.Construct(bytes);

    private static JsValue FromUtf8(Jint.Engine engine, byte[] bytes, bool fatal)
    {
        try
        {
            return (fatal ? Strict : Encoding.UTF8).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new JavaScriptException(engine.Intrinsics.TypeError, "The bytes are no UTF-8.");
        }
    }

    private static byte[] FromBase64(Jint.Engine engine, string text)
    {
        byte[] bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out int written)
            ? bytes[..written]
            : throw new JavaScriptException(engine.Intrinsics.TypeError, "The text is no base64.");
    }

    // As the standard has it: white space counts for nothing, and the padding may be left out.
    private static string Padded(string text)
    {
        string plain = string.Concat(text.Where(c => c is not (' ' or '\t' or '\n' or '\f' or '\r')));
        return plain.EndsWith('=') ? plain : plain + new string('=', (4 - (plain.Length % 4)) % 4);
    }

    private static string ToBase64(Jint.Engine engine, string text) => text.AsSpan().IndexOfAnyExceptInRange('\0', '\u00FF') < 0
        ? Convert.ToBase64String(Encoding.Latin1.GetBytes(text))
        : throw new JavaScriptException(engine.Intrinsics.TypeError, "The text holds characters that are no bytes: encode it first.");

    private static JsValue Url(Jint.Engine engine, string address, JsValue relativeTo)
    {
        Uri? url = null;
        bool read = relativeTo.IsUndefined()
            ? Uri.TryCreate(address.Trim(), UriKind.Absolute, out url)
            : Uri.TryCreate(relativeTo.AsString().Trim(), UriKind.Absolute, out Uri? first) && Uri.TryCreate(first, address.Trim(), out url);
        if (!read || (url!.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps) || url.IdnHost.Length == 0)
        {
            return JsValue.Undefined;
        }

        string user = url.UserInfo.Length == 0 ? "" : url.UserInfo + "@";
        string host = url.IsDefaultPort ? url.IdnHost : $"{url.IdnHost}:{url.Port}";
        JsObject parts = new(engine);
        parts.Set("protocol", url.Scheme + ":");
        parts.Set("user", user);
        parts.Set("host", host);
        parts.Set("pathname", url.AbsolutePath);
        parts.Set("search", url.Query == "?" ? "" : url.Query);
        parts.Set("hash", url.Fragment == "#" ? "" : url.Fragment);
        parts.Set("href", $"{url.Scheme}://{user}{host}{url.AbsolutePath}{url.Query}{url.Fragment}");
        return parts;
    }
}
