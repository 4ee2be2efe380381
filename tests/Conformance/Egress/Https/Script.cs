using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NeoServiceLayer.Tests.Conformance.Egress.Https;

/// <summary>What hosts do once there is a connection.</summary>
internal static class Script
{
    /// <summary>Stands in whatever a host says, and must be in no failure.</summary>
    internal const string Mark = "what-the-host-said";

    internal static string Ok(string body) => $"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    /// <summary>Answers each request alike, for as long as the caller likes.</summary>
    internal static Func<Stream, Task> Serve(string answer) => Serve(_ => answer);

    /// <summary>Answers each request, given its head and body.</summary>
    internal static Func<Stream, Task> Serve(Func<string, string> answer) => async stream =>
    {
        while (await ReadRequestAsync(stream) is { } request)
        {
            await WriteAsync(stream, answer(request));
        }
    };

    /// <summary>Says this to a request, and closes.</summary>
    internal static Func<Stream, Task> Say(string bytes) => async stream =>
    {
        await ReadRequestAsync(stream);
        await WriteAsync(stream, bytes);
    };

    /// <summary>Says this to a request, and nothing more for as long as the caller stays.</summary>
    internal static Func<Stream, Task> SayAndStall(string bytes) => async stream =>
    {
        await ReadRequestAsync(stream);
        await WriteAsync(stream, bytes);
        await StallAsync(stream);
    };

    /// <summary>Says this to a request and then one letter after the other, slowly, without an end.</summary>
    internal static Func<Stream, Task> SayAndDrip(string bytes) => async stream =>
    {
        await ReadRequestAsync(stream);
        await WriteAsync(stream, bytes);
        while (true)
        {
            await WriteAsync(stream, "x");
            await Task.Delay(20);
        }
    };

    /// <summary>Is silent until the caller goes.</summary>
    internal static async Task StallAsync(Stream stream)
    {
        while (await stream.ReadAsync(new byte[1024]) > 0)
        {
        }
    }

    internal static Task WriteAsync(Stream stream, string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();

    /// <summary>A request's head and body; null when no other comes.</summary>
    internal static async Task<string?> ReadRequestAsync(Stream stream)
    {
        StringBuilder text = new();
        byte[] one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one) == 0)
            {
                return null;
            }

            text.Append((char)one[0]);
        }

        Match length = Regex.Match(text.ToString(), "Content-Length: ([0-9]+)");
        byte[] body = new byte[length.Success ? int.Parse(length.Groups[1].Value, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body);
        return text + Encoding.Latin1.GetString(body);
    }
}
