using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Vern.Hosting;

/// <summary>
/// Sends traces and metrics to an OpenTelemetry collector (OTLP over HTTP). What leaves is the shape of the work, never what it was about: of a request its method, the route's pattern,
/// the status and the time it took; no address, no query, no header, no account, nothing of a database statement.
/// </summary>
internal sealed class Telemetry(Uri collector) : IHostedService, IDisposable
{
    private static readonly string[] Meters = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    /// <summary>Why an address is refused, or null when it is one that a collector can have.</summary>
    public static string? Refusal(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)) && uri.UserInfo.Length == 0 && uri.Query.Length == 0
            ? null
            : $"--telemetry: '{address}', expected the address of an OpenTelemetry collector, such as http://127.0.0.1:4318 or, on another machine, https://";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateEmpty().AddService("vern", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString());
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource("Microsoft.AspNetCore").AddProcessor(new OnlyShapes()).AddOtlpExporter(options => To(options, "v1/traces")).Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter(options => To(options, "v1/metrics")).Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.ForceFlush(5000);
        _metrics?.ForceFlush(5000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private void To(OtlpExporterOptions options, string path)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(collector.AbsoluteUri.TrimEnd('/') + "/" + path);
    }

    /// <summary>Names what a request was by its route's pattern; <see cref="OnlyShapes"/> takes the rest away.</summary>
    public static async Task NameAsync(HttpContext http, RequestDelegate next)
    {
        var activity = Activity.Current;
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
        // The method as far as it is one that the endpoint knows: a client may send any word.
        var method = http.GetEndpoint() is RouteEndpoint ? http.Request.Method : "other";
        activity?.SetTag("http.route", route).SetTag("http.request.method", method).DisplayName = $"{method} {route}";
        await next(http);
        activity?.SetTag("http.response.status_code", http.Response.StatusCode);
    }

    // Whatever the framework or a later version of it puts on a span: only these leave, and no span with an event (an exception's message stands in one).
    private sealed class OnlyShapes : BaseProcessor<Activity>
    {
        private static readonly HashSet<string> Kept = ["http.route", "http.request.method", "http.response.status_code", "error.type"];

        public override void OnEnd(Activity data)
        {
            foreach (var tag in data.TagObjects.Select(tag => tag.Key).Where(key => !Kept.Contains(key)).ToList()) data.SetTag(tag, null);
            if (data.GetTagItem("http.route") is null) data.DisplayName = "request";
            // An exporter skips a span that is not recorded; its event cannot be taken off.
            if (data.Events.Any()) data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
