using System.Globalization;
using System.Text;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Gateway.Metrics;

/// <summary>What the link and the process look like at the moment of a scrape.</summary>
/// <param name="LinkUp">Whether a connection to the enclave stands.</param>
/// <param name="HostAttached">Whether the enclave takes this gateway for its host.</param>
/// <param name="HttpInFlight">HTTP requests under way.</param>
/// <param name="EnclaveInFlight">Requests sent to the enclave and not answered yet.</param>
internal readonly record struct Gauges(bool LinkUp, bool HostAttached, int HttpInFlight, int EnclaveInFlight);

/// <summary>Metrics in Prometheus' text exposition format, version 0.0.4.</summary>
internal static class PrometheusText
{
    internal const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    internal static string Write(GatewayMetrics metrics, in Gauges gauges)
    {
        StringBuilder text = new();
        int linkUp = gauges.LinkUp ? 1 : 0;
        int attached = gauges.HostAttached ? 1 : 0;
        int sent = gauges.EnclaveInFlight;
        Gauge(text, "nsl_gateway_enclave_link_up", "Whether a connection to the enclave stands.", linkUp);
        Gauge(text, "nsl_gateway_host_attached", "Whether the enclave takes this gateway for its host.", attached);
        Gauge(text, "nsl_gateway_http_in_flight", "HTTP requests under way.", gauges.HttpInFlight);
        Gauge(text, "nsl_gateway_enclave_in_flight", "Requests sent to the enclave and not answered yet.", sent);
        Header(text, "nsl_gateway_requests_total", "counter", "HTTP requests by operation and code.");
        foreach (OperationCounters counters in metrics.Operations)
        {
            Requests(text, counters);
        }

        Header(text, "nsl_gateway_request_duration_seconds", "histogram", "How long HTTP requests took.");
        foreach (OperationCounters counters in metrics.Operations)
        {
            Histogram(text, counters);
        }

        return text.ToString();
    }

    private static void Requests(StringBuilder text, OperationCounters counters)
    {
        string labels = Labels(counters);
        Line(text, $"nsl_gateway_requests_total{{{labels},code=\"ok\"}} {counters.Succeeded}");
        foreach (ErrorCode code in OperationCounters.Codes)
        {
            if (counters.Failed(code) is > 0 and var count)
            {
                Line(text, $"nsl_gateway_requests_total{{{labels},code=\"{code.Name}\"}} {count}");
            }
        }
    }

    private static void Histogram(StringBuilder text, OperationCounters counters)
    {
        string labels = Labels(counters);
        long sum = 0;
        for (int i = 0; i <= OperationCounters.Bounds.Length; i++)
        {
            sum += counters.Bucket(i);
            string bound = i < OperationCounters.Bounds.Length
                ? OperationCounters.Bounds[i].ToString("0.#####", CultureInfo.InvariantCulture)
                : "+Inf";
            Line(text, $"nsl_gateway_request_duration_seconds_bucket{{{labels},le=\"{bound}\"}} {sum}");
        }

        Line(text, $"nsl_gateway_request_duration_seconds_sum{{{labels}}} {counters.Total.TotalSeconds:0.######}");
        Line(text, $"nsl_gateway_request_duration_seconds_count{{{labels}}} {sum}");
    }

    private static string Labels(OperationCounters counters) =>
        $"service=\"{counters.Operation?.Service}\",operation=\"{counters.Operation?.Name}\"";

    private static void Gauge(StringBuilder text, string name, string help, int value)
    {
        Header(text, name, "gauge", help);
        Line(text, $"{name} {value}");
    }

    private static void Header(StringBuilder text, string name, string kind, string help)
    {
        Line(text, $"# HELP {name} {help}");
        Line(text, $"# TYPE {name} {kind}");
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
