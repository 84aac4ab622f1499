using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vern.Persons.Collection;
using Vern.Persons.Collection.Form;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using Vern.Platform.Localisation;
using Vern.Platform.Sealing;

namespace Vern.Persons.Pages.Rounds;

/// <summary>Takes in a package that a body sent by other means than the interface.</summary>
public static class Packages
{
    /// <summary>The largest package that is read, in bytes.</summary>
    public const long Largest = 32 * 1024 * 1024;

    /// <summary>The reporting form as a spreadsheet in a language.</summary>
    public static async Task<IResult> TemplateAsync(int year, string language, INationalStore store, CancellationToken cancel)
    {
        if (Language.Find(language) is not { } chosen || await store.RoundAsync(year, cancel) is null) return TypedResults.NotFound();
        using var file = new MemoryStream();
        ReportingTemplate.Write(file, chosen, year, await store.BodiesAsync(cancel));
        return TypedResults.File(file.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"vern-form-{year}.{chosen}.xlsx");
    }

    /// <summary>Takes the package in, whole or not at all.</summary>
    public static async Task<IResult> ReceiveAsync(HttpContext http, int year, INationalStore store, RoundDesk desk, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is not { ClosedAt: null }) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        var texts = Forms.Texts(http);
        async Task<IResult> Again(string problem) => await ShowRound.ShowAsync(http, year, store, desk, [new Problem("file", problem)], cancel) ?? TypedResults.NotFound();
        if (form.Files.GetFile("file") is not { Length: > 0 } file) return await Again(texts("problem.file"));
        if (file.Length > Largest) return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        try
        {
            await using var stream = file.OpenReadStream();
            if (await SealedAsync(stream, cancel) is { } envelope)
            {
                var opened = await http.RequestServices.GetRequiredService<NationalStore>().ReceiveSealedAsync(envelope, year, null, cancel);
                return Forms.SeeOther($"/rounds/{year}/bodies/{opened.Sender}?done=received");
            }
            var submission = (await SubmissionPackage.ReadAsync(stream, cancel)).ToSubmission();
            if (submission.Year != year) return await Again(texts("problem.file.year"));
            var receipt = await ReceiveSubmission.RunAsync(store, submission, cancel);
            return Forms.SeeOther($"/rounds/{year}/bodies/{receipt.Sender}?done=received");
        }
        catch (EnvelopeRefusedException refused)
        {
            return await Again($"{texts("problem.file.refused")} {NationalStore.RefusalOf(null, refused.Fault).In(PageContext.For(http).Language)}");
        }
        catch (SubmissionRefusedException refused)
        {
            return await Again($"{texts("problem.file.refused")} {refused.In(PageContext.For(http).Language)}");
        }
    }

    // The envelope in the file, or null where the file is a package as it is; then the stream is at its start again.
    private static async Task<Envelope?> SealedAsync(Stream stream, CancellationToken cancel)
    {
        var head = new byte[80];
        var length = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        stream.Position = 0;
        if (!Envelope.IsOne(head.AsSpan(0, length))) return null;
        var whole = new byte[stream.Length];
        await stream.ReadExactlyAsync(whole, cancel);
        return Envelope.Parse(whole);
    }
}
