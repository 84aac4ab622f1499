using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Material.Transparency.Volume;
using Vern.Platform.Interface;

namespace Vern.Material.Transparency.Pages;

/// <summary>How much comes, why, and how much will come?</summary>
/// <param name="Volume">What came.</param>
/// <param name="Forecast">What is expected; null under twelve months.</param>
/// <param name="Drivers">The change taken apart; empty under two years.</param>
/// <param name="Titles">Of senders, by their names.</param>
public sealed record VolumeModel(ReportVolume Volume, VolumeForecast? Forecast, IReadOnlyList<DriverTable> Drivers, IReadOnlyDictionary<string, string> Titles)
{
    /// <summary>The months of the page: of what came so many, and all that are expected. The file has all.</summary>
    public const int Shown = 36;

    /// <summary>Each month with what came, or what is expected.</summary>
    public IEnumerable<(DateOnly Month, long? Came, ExpectedMonth? Expected)> Months() =>
    [
        .. Volume.Counts.Select((count, at) => (Volume.First.AddMonths(at), (long?)count, (ExpectedMonth?)null)),
        .. (Forecast?.Months ?? []).Select((month, at) => (Volume.First.AddMonths(Volume.Counts.Count + at), (long?)null, (ExpectedMonth?)month)),
    ];
}

/// <summary>The volume of reports, for the same people as the figures of each provider (H-007, H-013, H-025).</summary>
public static class ShowVolume
{
    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var volume = await store.VolumeAsync(cancel);
        var titles = (await store.ProvidersAsync(cancel)).ToDictionary(provider => provider.Name, provider => provider.Title, StringComparer.Ordinal);
        return PageResult.Show<VolumePage, VolumeModel>(PageContext.For(http), new(volume, ForecastVolume.Run(volume.Counts), volume.Alike.Count > 0 ? VolumeDrivers.Of(volume.Alike) : [], titles));
    }

    /// <summary>All months, those that came and those expected.</summary>
    public static async Task<IResult> MonthsAsync(MaterialStore store, CancellationToken cancel)
    {
        var volume = await store.VolumeAsync(cancel);
        var months = new VolumeModel(volume, ForecastVolume.Run(volume.Counts), [], new Dictionary<string, string>()).Months();
        static string Whole(double? number) => number is { } one ? Math.Round(one).ToString("0", CultureInfo.InvariantCulture) : "";
        return Csv("volume-months.csv", ["month", "came", "expected", "low", "high"], months.Select(month => (string[])[month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), Whole(month.Came), Whole(month.Expected?.Point), Whole(month.Expected?.Low), Whole(month.Expected?.High)]));
    }

    /// <summary>What the change is made of.</summary>
    public static async Task<IResult> DriversAsync(MaterialStore store, CancellationToken cancel)
    {
        var alike = (await store.VolumeAsync(cancel)).Alike;
        static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
        return Csv("volume-drivers.csv", ["by", "code", "before", "last", "change"], (alike.Count > 0 ? VolumeDrivers.Of(alike) : []).SelectMany(table => table.Drivers.Select(one => (string[])[table.By, one.Code ?? "none", Number(one.Before), Number(one.Last), Number(one.Change)])));
    }

    private static IResult Csv(string name, IEnumerable<string> head, IEnumerable<IEnumerable<string>> rows)
    {
        var lines = new StringBuilder();
        foreach (var row in rows.Prepend(head)) lines.AppendJoin(',', row.Select(CsvField.Of)).AppendLine();
        return TypedResults.File([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(lines.ToString())], "text/csv; charset=utf-8", name);
    }
}
