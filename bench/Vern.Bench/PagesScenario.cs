using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Vern.Platform.Access;

namespace Vern.Bench;

/// <summary>
/// The pages' goals: every page and endpoint under 50 ms at the median and 200 ms at the 99th percentile with 50 people at work on the default store; start to first page in under three
/// seconds. The real executable serves a demonstration in a process of its own; fifty signed-in coordinators each ask for a page, read it for one to three seconds and go on; one request in
/// twenty is a decision on a doubtful pair. What is measured is what they wait for: request to last byte, on the same machine.
/// </summary>
internal static partial class PagesScenario
{
    private static readonly string[] Pages =
    [
        "/", "/about", "/rounds/2014", "/rounds/2014/bodies/rosa", "/rounds/2014/pairs", "/rounds/2014/pairs/1", "/tables/2014", "/tables/2014/table3", "/tables/2014/table1", "/tables/2014/table3.csv",
        "/figures/2014/table3/1/1", "/report/2014", "/report/2014/registers", "/report/2014/texts/summary", "/ledger", "/account", "/grants", "/api/report/2014", "/health/ready",
    ];

    private static readonly Uri Address = new("http://127.0.0.1:5977");

    internal static async Task<int> RunAsync(string[] args)
    {
        var people = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 50;
        var time = TimeSpan.FromSeconds(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 60);
        var folder = Directory.CreateTempSubdirectory("vern-pages-bench-").FullName;
        try
        {
            await VernAsync("demo", "--data", folder, "--no-serve");
            var clients = await PeopleAsync(folder, people);
            var clock = Stopwatch.StartNew();
            using var server = Start("serve", "--data", folder, "--urls", Address.OriginalString);
            try
            {
                await FirstPageAsync(Address);
                Console.WriteLine($"| what | measured |\n|---|---|\n| start of the process to the first page | {clock.Elapsed.TotalSeconds:N2} s |");
                await MeasureAsync(clients, time);
                server.Refresh();
                Console.WriteLine($"| most memory of the server | {server.PeakWorkingSet64 / 1_000_000:N0} MB |");
            }
            finally { server.Kill(); }
            return 0;
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private static async Task MeasureAsync(IReadOnlyList<HttpClient> people, TimeSpan time)
    {
        foreach (var page in Pages)
        {
            // A page of figures leads back while they are computed for the first time.
            for (var attempt = 0; ; attempt++)
            {
                using var warm = await people[0].GetAsync(new Uri(page, UriKind.Relative));
                if (warm.IsSuccessStatusCode) break;
                if (attempt == 60) throw new InvalidOperationException($"{page} answered {warm.StatusCode}");
                await Task.Delay(500);
            }
        }
        var times = new ConcurrentDictionary<string, ConcurrentBag<double>>();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(people.Select(async (person, number) =>
        {
            var draw = new Random(number);
            await Task.Delay(draw.Next(3000));
            while (clock.Elapsed < time)
            {
                if (draw.Next(20) == 0) await DecideAsync(person, draw.Next(1, 11), draw.Next(2) == 0 ? "Same" : "Different", times);
                else await GetAsync(person, Pages[draw.Next(Pages.Length)], times);
                await Task.Delay(draw.Next(1000, 3000));
            }
        }));
        var all = times.Values.SelectMany(bag => bag).Order().ToList();
        Console.WriteLine($"| {people.Count} people at work, {all.Count:N0} requests in {time.TotalSeconds:N0} s | median {At(all, 0.5):N1} ms, 99th percentile {At(all, 0.99):N0} ms, slowest {all[^1]:N0} ms |");
        foreach (var (page, bag) in times.OrderByDescending(pair => At([.. pair.Value.Order()], 0.5)))
        {
            var sorted = bag.Order().ToList();
            Console.WriteLine($"| `{page}` ({sorted.Count}) | median {At(sorted, 0.5):N1} ms, 99th percentile {At(sorted, 0.99):N0} ms |");
        }
    }

    internal static double At(List<double> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(share * sorted.Count) - 1)];

    private static async Task GetAsync(HttpClient client, string page, ConcurrentDictionary<string, ConcurrentBag<double>> times)
    {
        var before = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(new Uri(page, UriKind.Relative));
        var took = Stopwatch.GetElapsedTime(before).TotalMilliseconds;
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{page} answered {answer.StatusCode}");
        times.GetOrAdd($"GET {page}", _ => []).Add(took);
    }

    private static async Task DecideAsync(HttpClient client, int pair, string verdict, ConcurrentDictionary<string, ConcurrentBag<double>> times)
    {
        var page = $"/rounds/2014/pairs/{pair}";
        using var form = await client.GetAsync(new Uri(page, UriKind.Relative));
        if (form.StatusCode == HttpStatusCode.NotFound) return;
        var before = Stopwatch.GetTimestamp();
        using var answer = await PostAsync(client, page, page, [new("verdict", verdict), new("reason", "made up")], await form.Content.ReadAsStringAsync());
        times.GetOrAdd("POST /rounds/2014/pairs/{number}", _ => []).Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        if ((int)answer.StatusCode >= 500) throw new InvalidOperationException($"a decision answered {answer.StatusCode}");
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string page, IReadOnlyList<KeyValuePair<string, string>> fields, string? html = null)
    {
        html ??= await client.GetStringAsync(new Uri(page, UriKind.Relative));
        using var form = new FormUrlEncodedContent([.. HiddenOf(html, path), .. fields]);
        return await client.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    /// <summary>The hidden fields of the page's first form that posts to this path, as a browser would send them.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> HiddenOf(string html, string path)
    {
        var own = Regex.Match(html, $"<form[^>]*action=\"{Regex.Escape(path)}\".*?</form>", RegexOptions.Singleline).Value;
        return Hidden().Matches(own).Select(field => KeyValuePair.Create(field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[2].Value)));
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();

    private static async Task<IReadOnlyList<HttpClient>> PeopleAsync(string folder, int people)
    {
        await using var access = await AccessStore.OpenAsync(folder, "national");
        var made = new List<HttpClient>();
        for (var number = 0; number < people; number++)
        {
            await access.AddAsync($"person-{number}", $"Person {number} Example", null, "coordinator", null);
            // Signed in beforehand: from one address sign-in is limited to thirty a minute.
            var opened = await access.OpenLinkAsync(await access.MakeLinkAsync($"person-{number}", TimeSpan.FromHours(1)));
            var cookies = new CookieContainer();
            cookies.Add(Address, new Cookie(AccessCookies.Session, opened!.Session));
            made.Add(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }, disposeHandler: true) { BaseAddress = Address });
        }
        return made;
    }

    /// <summary>Waits until a page is served.</summary>
    internal static async Task FirstPageAsync(Uri address, string? host = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler(), disposeHandler: true) { BaseAddress = address };
        client.DefaultRequestHeaders.Host = host;
        for (var attempt = 0; attempt < 3000; attempt++)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/sign-in", UriKind.Relative));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) { }
            await Task.Delay(10);
        }
        throw new InvalidOperationException("the server did not start within half a minute");
    }

    private static async Task VernAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"vern {arguments[0]} ended with {process.ExitCode}");
    }

    // What `./vern` runs, where it has been built; otherwise the same code as this was built with.
    private static string Program()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "vern", "vern.dll") is var ahead && folder.Name == "artifacts" && File.Exists(ahead)) return ahead;
        return Path.Combine(AppContext.BaseDirectory, "vern.dll");
    }

    internal static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        start.ArgumentList.Add(Program());
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }
}
