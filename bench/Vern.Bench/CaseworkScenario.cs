using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Vern.Demonstration;
using Vern.Demonstration.Truth;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Access;
using Vern.Platform.Workspaces;

namespace Vern.Bench;

/// <summary>
/// Casework's goals: 100,000 persons and 50 caseworkers at once on SQLite, a million and 500 on PostgreSQL: median under 100 ms, 99th percentile under 400 ms. An agency of made-up persons, two thousand a caseworker, is
/// filled as an import fills it and served by the real executable in a process of its own; each caseworker asks for a page of one of her persons, her day, her list or a search, reads it and goes
/// on; how long she reads is drawn from a negative exponential distribution cut at ten times its mean, which is seven seconds if none is given: the think time of TPC-W (specification 1.8, clause 5.3), a published measure of what "users at once" are; one request in twenty notes a task. What is measured is what they wait for: request to last byte, on the same machine.
/// A million persons take long to register: with a folder of one's own (and a database of one's own) they are kept there, and the next run with the same folder only measures; 0 seconds only fills.
/// <code>dotnet run -c Release --project bench/Vern.Bench -- casework [PERSONS [CASEWORKERS [SECONDS [POSTGRES [FOLDER [READS]]]]]]</code>
/// </summary>
internal static class CaseworkScenario
{
    private const string Room = "room";
    // A server that has just started still compiles: its first requests are told apart, not left out.
    private static readonly TimeSpan RunIn = TimeSpan.FromSeconds(20);
    private const int AtOnce = 2_000;
    private static readonly Uri Address = new("http://127.0.0.1:5978");
    private static readonly string[] Tabs = ["", "/rights", "/timeline", "/consent", "/referrals", "/tasks", "/history"];

    private sealed record Caseworker(HttpClient Client, IReadOnlyList<PersonId> People, IReadOnlyList<string> Names);

    internal static async Task<int> RunAsync(string[] args)
    {
        int Number(int at, int otherwise) => args.Length > at ? int.Parse(args[at], CultureInfo.InvariantCulture) : otherwise;
        var (persons, caseworkers, time) = (Number(0, 100_000), Number(1, 50), TimeSpan.FromSeconds(Number(2, 60)));
        var postgres = args.Length > 3 && args[3].Length > 0 ? args[3] : null;
        var kept = args.Length > 4 && args[4].Length > 0 ? args[4] : null;
        var reads = TimeSpan.FromSeconds(Number(5, 7));
        var folder = kept ?? Directory.CreateTempSubdirectory("vern-casework-bench-").FullName;
        try
        {
            var clock = Stopwatch.StartNew();
            Console.WriteLine("| what | measured |\n|---|---|");
            if (!File.Exists(ListOf(folder)))
            {
                await MakeWorkspace.RunAsync(new(Room, WorkspaceKind.Agency, "Room Example", Vern.Platform.Localisation.Language.All), null, folder, postgres);
                await FillAsync(folder, postgres, persons, caseworkers);
                Console.WriteLine($"| {persons:N0} persons registered as by an import | {clock.Elapsed.TotalSeconds:N0} s |");
            }
            if (time == TimeSpan.Zero) return 0;
            var people = await SignInAsync(folder, postgres);
            clock.Restart();
            using var server = PagesScenario.Start([.. (string[])["serve", "--data", folder, "--urls", Address.OriginalString], .. postgres is null ? [] : (string[])["--postgres", postgres]]);
            try
            {
                await PagesScenario.FirstPageAsync(Address, Host);
                Console.WriteLine($"| start of the process to the first page | {clock.Elapsed.TotalSeconds:N2} s |");
                var before = Processor(server);
                var requests = await MeasureAsync(people, time, reads, persons);
                Console.WriteLine($"| of the server's processor, a request | {(Processor(server) - before).TotalMilliseconds / requests:N1} ms |");
                server.Refresh();
                Console.WriteLine($"| most memory of the server | {server.PeakWorkingSet64 / 1_000_000:N0} MB |");
            }
            finally { server.Kill(); }
            return 0;
        }
        finally { if (kept is null) Directory.Delete(folder, recursive: true); }
    }

    // Account, persons and the family names to search for, of each caseworker: made-up people all.
    private sealed record Filled(string Account, IReadOnlyList<string> People, IReadOnlyList<string> Names);

    private static string ListOf(string folder) => Path.Combine(folder, "filled.json");

    private static async Task<IReadOnlyList<Caseworker>> SignInAsync(string folder, string? postgres)
    {
        await using var store = await WorkspaceStore.OpenAsync(Workspace.Read(folder, Room), folder, postgres);
        var made = new List<Caseworker>();
        foreach (var one in JsonSerializer.Deserialize<List<Filled>>(await File.ReadAllTextAsync(ListOf(folder)))!)
        {
            var opened = await store.Access.OpenLinkAsync(await store.Access.MakeLinkAsync(one.Account, TimeSpan.FromHours(4)));
            var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, disposeHandler: true) { BaseAddress = Address };
            client.DefaultRequestHeaders.Host = Host;
            client.DefaultRequestHeaders.Add("Cookie", $"{AccessCookies.Session}={opened!.Session}");
            made.Add(new(client, [.. one.People.Select(id => PersonId.Read(id)!.Value)], one.Names));
        }
        return made;
    }

    private static string Host => $"{Room}.localhost:{Address.Port}";

    private static async Task FillAsync(string folder, string? postgres, int persons, int caseworkers)
    {
        await using var store = await WorkspaceStore.OpenAsync(Workspace.Read(folder, Room), folder, postgres);
        var cases = await CaseStore.OpenAsync(store, folder, postgres);
        var draw = new Draw(1);
        var made = new List<Filled>();
        for (var number = 0; number < caseworkers; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"worker-{number}");
            await store.Access.AddAsync(name, $"Worker {number} Example", null, "caseworker", null);
            await store.Access.SetTeamAsync(name, string.Create(CultureInfo.InvariantCulture, $"team-{number / 5}"));
            var account = (await store.Access.ListAsync()).Single(one => one.Name == name);
            var by = new CaseReach(account.Id, account.Person!, "caseworker", account.Team, Scope.Team, cases.Catalogue.Purposes.ToHashSet(StringComparer.Ordinal));
            var (ids, names) = (new List<PersonId>(), new List<string>());
            for (var left = persons / caseworkers; left > 0; left -= AtOnce)
            {
                var batch = new List<NewPerson>();
                for (var one = 0; one < Math.Min(left, AtOnce); one++) batch.Add(Person(cases, ref draw, names));
                ids.AddRange(await cases.AddPeopleAsync(batch, by));
            }
            made.Add(new(name, [.. ids.Select(id => id.ToString())], names));
            Console.Error.Write($"\r{ids.Count * made.Count:N0} of {persons:N0}");
        }
        Console.Error.WriteLine();
        await File.WriteAllTextAsync(ListOf(folder), JsonSerializer.Serialize(made));
    }

    private static NewPerson Person(CaseStore cases, ref Draw draw, List<string> names)
    {
        var nationality = draw.Of(NameBook.Nationalities);
        var woman = draw.Chance(0.7);
        var name = NameBook.Name(nationality, woman, ref draw);
        var family = string.Join(' ', name.Family.Select(part => part[0]));
        names.Add(family);
        string Day(int back) => cases.Today.AddDays(-back).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var days = draw.Next(700);
        return new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), Audience.Adult,
        [
            new("contact.language", "en"), new("contact.safe", "yes"), new("identity.given-name", string.Join(' ', name.Given.Select(part => part[0]))), new("identity.family-name", family),
            new("about.sex", woman ? "woman" : "man"), new("about.nationality", nationality), new("about.birth-year", (1970 + draw.Next(35)).ToString(CultureInfo.InvariantCulture)),
            new("exploitation.forms", draw.Chance(0.6) ? "SEX" : "LAB"), new("assessment.identified-on", Day(days)), new("answer.offer", "yes"), new("stay.kind", 1, "KRIS"), new("stay.from", 1, Day(Math.Max(0, days - 5))),
            new("permit.kind", 1, "reflection"), new("permit.from", 1, Day(Math.Max(0, days - 20))), new("family.with-her", "0"),
        ]);
    }

    private static TimeSpan Processor(Process server)
    {
        server.Refresh();
        return server.TotalProcessorTime;
    }

    private static async Task<int> MeasureAsync(IReadOnlyList<Caseworker> workers, TimeSpan time, TimeSpan reads, int persons)
    {
        foreach (var tab in Tabs)
            using (var warm = await workers[0].Client.GetAsync(new Uri($"/people/{workers[0].People[0]}{tab}", UriKind.Relative)))
                if (!warm.IsSuccessStatusCode) throw new InvalidOperationException($"{tab} answered {warm.StatusCode}");
        var (early, later) = (new ConcurrentDictionary<string, ConcurrentBag<double>>(), new ConcurrentDictionary<string, ConcurrentBag<double>>());
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(workers.Select(async (worker, number) =>
        {
            var draw = new Random(number);
            await Task.Delay(ReadingTime(draw, reads)); // who begins reads already
            while (clock.Elapsed < RunIn + time)
            {
                var times = clock.Elapsed < RunIn ? early : later;
                var id = worker.People[draw.Next(worker.People.Count)];
                switch (draw.Next(20))
                {
                    case 0: await PostAsync(worker.Client, "POST /people/{id}/tasks", $"/people/{id}/tasks", $"/people/{id}/tasks", times, ("what", "made up"), ("due", "2030-01-15")); break;
                    case 1: await PostAsync(worker.Client, "POST /people/found", "/people/found", "/people/search", times, ("text", worker.Names[draw.Next(worker.Names.Count)])); break;
                    case 2 or 3: await GetAsync(worker.Client, "GET /", "/", times); break;
                    case 4: await GetAsync(worker.Client, "GET /people", "/people", times); break;
                    default:
                        var tab = Tabs[draw.Next(Tabs.Length)];
                        await GetAsync(worker.Client, $"GET /people/{{id}}{tab}", $"/people/{id}{tab}", times);
                        break;
                }
                await Task.Delay(ReadingTime(draw, reads));
            }
        }));
        Tell($"the first {RunIn.TotalSeconds:N0} s, {persons:N0} persons, {workers.Count} caseworkers", early);
        var all = Tell($"{persons:N0} persons, {workers.Count} caseworkers who each read {reads.TotalSeconds:N0} s on average, the {time.TotalSeconds:N0} s after", later);
        foreach (var (page, bag) in later.OrderByDescending(pair => PagesScenario.At([.. pair.Value.Order()], 0.5)))
        {
            var sorted = bag.Order().ToList();
            Console.WriteLine($"| `{page}` ({sorted.Count}) | median {PagesScenario.At(sorted, 0.5):N1} ms, 99th percentile {PagesScenario.At(sorted, 0.99):N0} ms |");
        }
        return all + early.Values.Sum(bag => bag.Count);
    }

    private static int Tell(string what, ConcurrentDictionary<string, ConcurrentBag<double>> times)
    {
        var all = times.Values.SelectMany(bag => bag).Order().ToList();
        Console.WriteLine($"| {what}: {all.Count:N0} requests | median {PagesScenario.At(all, 0.5):N1} ms, 99th percentile {PagesScenario.At(all, 0.99):N0} ms, slowest {all[^1]:N0} ms |");
        return all.Count;
    }

    private static TimeSpan ReadingTime(Random draw, TimeSpan mean) => mean * Math.Min(10, -Math.Log(1 - draw.NextDouble()));

    private static async Task GetAsync(HttpClient client, string what, string path, ConcurrentDictionary<string, ConcurrentBag<double>> times)
    {
        var before = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        var took = Stopwatch.GetElapsedTime(before).TotalMilliseconds;
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path} answered {answer.StatusCode}");
        times.GetOrAdd(what, _ => []).Add(took);
    }

    private static async Task PostAsync(HttpClient client, string what, string path, string page, ConcurrentDictionary<string, ConcurrentBag<double>> times, params (string Name, string Value)[] fields)
    {
        using var form = await client.GetAsync(new Uri(page, UriKind.Relative));
        var html = await form.Content.ReadAsStringAsync();
        // The form's token comes with a cookie of its own.
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([.. PagesScenario.HiddenOf(html, path), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]) };
        if (form.Headers.TryGetValues("Set-Cookie", out var cookies)) request.Headers.Add("Cookie", string.Join("; ", client.DefaultRequestHeaders.GetValues("Cookie").Concat(cookies.Select(cookie => cookie.Split(';')[0]))));
        var before = Stopwatch.GetTimestamp();
        using var answer = await client.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        var took = Stopwatch.GetElapsedTime(before).TotalMilliseconds;
        if ((int)answer.StatusCode >= 400) throw new InvalidOperationException($"{what} answered {answer.StatusCode}");
        times.GetOrAdd(what, _ => []).Add(took);
    }
}
