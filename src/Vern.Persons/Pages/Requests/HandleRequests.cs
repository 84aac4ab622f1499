using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Pages.Requests;

/// <summary>What have persons concerned asked for, and by when must it be answered?</summary>
/// <param name="Years">The rounds.</param>
/// <param name="Bodies">The register.</param>
/// <param name="Requests">Those that wait first, by the day they are due.</param>
/// <param name="Form">What was typed, when the form was not understood.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record RequestsModel(IReadOnlyList<int> Years, IReadOnlyList<Body> Bodies, IReadOnlyList<PersonRequest> Requests, IFormCollection? Form, IReadOnlyList<Problem> Problems);

/// <summary>One request.</summary>
/// <param name="Year">The latest round, for the way to the other pages.</param>
/// <param name="Request">The request.</param>
/// <param name="Body">The body through which it came.</param>
/// <param name="Restricted">Whether its row is set aside now.</param>
/// <param name="Published">Whether an edition of the row's year is published: its figures stand.</param>
/// <param name="Reason">The reason that was typed, when the form was not taken.</param>
/// <param name="Problems">What was not understood.</param>
/// <param name="Proposed">Who has proposed to grant an erasure, where it waits for another person.</param>
public sealed record RequestModel(int? Year, PersonRequest Request, Body? Body, bool Restricted, bool Published, string? Reason, IReadOnlyList<Problem> Problems, Proposal? Proposed);

/// <summary>The register of requests: taken in, prolonged, decided and done (GDPR art. 12 and 15 to 19).</summary>
public static class HandleRequests
{
    private const string ErasureAct = "request.erase";

    /// <summary>The list.</summary>
    public static Task<IResult> ListAsync(HttpContext http, NationalStore store, CancellationToken cancel) => ShowListAsync(http, store, null, [], cancel);

    /// <summary>One request.</summary>
    public static Task<IResult> GetAsync(HttpContext http, int id, NationalStore store, AccessStore access, CancellationToken cancel) => ShowAsync(http, id, store, access, null, [], cancel);

    /// <summary>Takes one in.</summary>
    public static async Task<IResult> AddAsync(HttpContext http, NationalStore store, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        if (!Enum.TryParse<RequestKind>(form["kind"], out var kind) || !Enum.IsDefined(kind)) return TypedResults.BadRequest();
        if (!DateOnly.TryParseExact(form["arrived"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var arrived)) return await ShowListAsync(http, store, form, [Of(http, "date")], cancel);
        int? row = int.TryParse(form["row"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1_000_000 ? number : null;
        int? year = int.TryParse(form["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : null;
        if (form["row"].ToString().Length > 0 && row is null) return await ShowListAsync(http, store, form, [Of(http, "unknown-row")], cancel);
        try
        {
            var added = await store.AddRequestAsync(kind, new(form["body"].ToString()), form["reference"].ToString().Trim(), arrived, row is null ? null : year, row, cancel);
            return Forms.SeeOther(string.Create(CultureInfo.InvariantCulture, $"/requests/{added.Id}"));
        }
        catch (RequestException wrong)
        {
            return await ShowListAsync(http, store, form, [Of(http, wrong.Code)], cancel);
        }
    }

    /// <summary>Prolongs the time.</summary>
    public static Task<IResult> ProlongAsync(HttpContext http, int id, NationalStore store, AccessStore access, CancellationToken cancel) =>
        ChangeAsync(http, id, store, access, async form => { await store.ProlongRequestAsync(id, Forms.Line(form["reason"], 1000), PageContext.For(http).Today, cancel); return true; }, cancel);

    /// <summary>Decides, and does what was decided. An erasure cannot be taken back: where there are accounts the first person proposes it, and another verified person confirms (rule 4).</summary>
    public static Task<IResult> DecideAsync(HttpContext http, int id, NationalStore store, AccessStore access, CurrentPerson current, RoundDesk desk, CancellationToken cancel) => ChangeAsync(http, id, store, access, async form =>
    {
        if (!Enum.TryParse<RequestState>(form["outcome"], out var outcome) || outcome is RequestState.Open || !Enum.IsDefined(outcome)) throw new RequestException("outcome");
        if (Forms.Who(http, form) is not { } who) throw new RequestException("who");
        var request = await store.RequestAsync(id, cancel);
        var reason = Forms.Line(form["reason"], 2000);
        if (outcome is RequestState.Granted && request is { Kind: RequestKind.Erasure })
        {
            if (form["understood"] != "yes") throw new RequestException("understood");
            if (current.SignedIn is { } person)
            {
                if (request.Subject is null) throw new RequestException("unknown-row");
                var act = new GraveAct(ErasureAct, request.Id.ToString(CultureInfo.InvariantCulture), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Seen(request)}\n{request.Subject}\n{reason}"))));
                // Another reason is another proposal; one that cannot be kept is refused before it stands.
                if ((await access.StandingAsync(act.Act, act.Subject, cancel))?.Digest != act.Digest) await store.ProposeErasureAsync(id, reason, cancel);
                var (step, first) = await access.StepAsync(act, person, cancel);
                if (step is FourEyesStep.SamePerson) throw new RequestException("another-person");
                if (step is FourEyesStep.Proposed) return true;
                who = $"{first.Name}, {person.Person}";
            }
        }
        if (await store.DecideRequestAsync(id, outcome, reason, who, cancel) && request?.Subject is { } subject) desk.Forget(subject.Year);
        return true;
    }, cancel);

    /// <summary>Takes the restriction of a row back.</summary>
    public static Task<IResult> LiftAsync(HttpContext http, int id, NationalStore store, AccessStore access, RoundDesk desk, CancellationToken cancel) => ChangeAsync(http, id, store, access, async _ =>
    {
        await store.LiftRestrictionAsync(id, cancel);
        if ((await store.RequestAsync(id, cancel))?.Subject is { } subject) desk.Forget(subject.Year);
        return true;
    }, cancel);

    private static async Task<IResult> ChangeAsync(HttpContext http, int id, NationalStore store, AccessStore access, Func<IFormCollection, Task<bool>> change, CancellationToken cancel)
    {
        if (await store.RequestAsync(id, cancel) is not { } request) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        try
        {
            // Two tabs on one record: who acts second is told what the first has done, and keeps what she wrote.
            if (form["seen"] != Seen(request)) throw new RequestException("meanwhile");
            await change(form);
            return Forms.SeeOther(string.Create(CultureInfo.InvariantCulture, $"/requests/{id}"));
        }
        catch (RequestException wrong)
        {
            return await ShowAsync(http, id, store, access, form["reason"], [Of(http, wrong.Code)], cancel);
        }
    }

    /// <summary>How far a request has come, as a form tells what it was opened over.</summary>
    public static string Seen(PersonRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return string.Create(CultureInfo.InvariantCulture, $"{request.State}/{request.ProlongedOn:yyyy-MM-dd}/{request.DecidedAt?.UtcTicks}");
    }

    private static Problem Of(HttpContext http, string code) => new(code switch { "unknown-row" => "row", "date" => "arrived", "past" or "decided" or "round" or "meanwhile" or "another-person" => null, _ => code }, Texts.Source[PageContext.For(http).Language, $"wrong.{code}"]);

    private static async Task<IResult> ShowListAsync(HttpContext http, NationalStore store, IFormCollection? form, IReadOnlyList<Problem> problems, CancellationToken cancel) =>
        PageResult.Show<RequestsPage, RequestsModel>(PageContext.For(http, "/requests"), new RequestsModel(await store.YearsAsync(cancel), await store.BodiesAsync(cancel), await store.RequestsAsync(cancel), form, problems), problems.Count > 0 ? 400 : 200);

    private static async Task<IResult> ShowAsync(HttpContext http, int id, NationalStore store, AccessStore access, string? reason, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        if (await store.RequestAsync(id, cancel) is not { } request) return TypedResults.NotFound();
        var years = await store.YearsAsync(cancel);
        var restricted = request.Subject is { } subject && await store.IsRestrictedAsync(request.Body, subject, cancel);
        var published = request.Subject is { } of && (await store.EditionsAsync(of.Year, cancel)).Any(edition => edition.PublishedAt is not null);
        var proposed = request is { State: RequestState.Open, Kind: RequestKind.Erasure } ? await access.StandingAsync(ErasureAct, request.Id.ToString(CultureInfo.InvariantCulture), cancel) : null;
        var model = new RequestModel(years is [var year, ..] ? year : null, request, (await store.BodiesAsync(cancel)).FirstOrDefault(body => body.Id == request.Body), restricted, published, reason ?? (proposed is null ? null : request.Reason), problems, proposed);
        return PageResult.Show<RequestPage, RequestModel>(PageContext.For(http, string.Create(CultureInfo.InvariantCulture, $"/requests/{id}")), model, problems.Count > 0 ? 400 : 200);
    }
}
