using System.CommandLine;
using System.Text;
using Vern.Ledger.Checkpoints;

namespace Vern.Commands;

/// <summary><c>vern ledger witness</c>: a witness for other people's logs (C2SP tlog-witness).</summary>
public static class LedgerWitnessCommand
{
    private const int LongestRequest = 64 * 1024;

    /// <summary>The verb with its arguments.</summary>
    public static Command Create()
    {
        var secret = LedgerArguments.Secret();
        var logs = new Option<string[]>("--log") { Description = "Public key of a log to witness, text or file; may be given several times.", Required = true };
        var data = new Option<string>("--data") { Description = "Folder of the witness' memory. Losing it means starting as a new witness with a new key.", Required = true };
        var urls = new Option<string>("--urls") { Description = "Address to listen on; put a proxy with TLS before it.", DefaultValueFactory = _ => "http://127.0.0.1:5090" };
        var command = new Command("witness", "Cosigns checkpoints of the logs given, each only if it goes on from the one before. Example: vern ledger witness --secret-file w1.key --log log.pub --data witness") { secret, logs, data, urls };
        command.SetAction((result, cancel) => LedgerArguments.RunAsync(() => RunAsync(result.GetValue(secret)!, result.GetValue(logs)!, result.GetValue(data)!, result.GetValue(urls)!, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(string secret, string[] logs, string data, string urls, CancellationToken cancel)
    {
        using var witness = new Witness(data, LedgerArguments.ReadSecret(secret), logs.Select(LedgerArguments.ReadKey));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(urls).ConfigureKestrel(server => server.Limits.MaxRequestBodySize = LongestRequest);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapPost("/add-checkpoint", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            var answer = witness.AddCheckpoint(await reader.ReadToEndAsync(request.HttpContext.RequestAborted));
            return new Answer(answer);
        });
        app.MapGet("/{originHash}/checkpoint", (string originHash) => new Answer(witness.Latest(originHash) is { } note
            ? new WitnessAnswer(200, "text/plain; charset=utf-8", note)
            : new WitnessAnswer(404, "text/plain; charset=utf-8", "nothing cosigned for this origin\n")));
        await app.StartAsync(cancel);
        Console.WriteLine($"{witness.Key} at {string.Join(", ", app.Urls)}");
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    // The media type is given to the letter: text/x.tlog.size has no charset.
    private sealed class Answer(WitnessAnswer answer) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = answer.Status;
            httpContext.Response.ContentType = answer.ContentType;
            return httpContext.Response.WriteAsync(answer.Body, httpContext.RequestAborted);
        }
    }
}
