using FsCheck;
using FsCheck.Fluent;
using Vern.Material.Intake;
using Vern.Material.Transparency.Volume;
using Vern.Material.Triage;

namespace Vern.Material.Tests.Transparency;

/// <summary>How much will come, and why it is more or less.</summary>
public sealed class ForecastTests
{
    private static IReadOnlyList<long> Growing(int months, double doublesIn, double from = 1000) => [.. Enumerable.Range(0, months).Select(at => (long)Math.Round(from * Math.Pow(2, at / doublesIn)))];

    // Many zeros, some counts, now and then a huge one.
    private static readonly Gen<long[]> Any = Gen.Choose(0, 60).SelectMany(months => Gen.ArrayOf(Gen.Frequency((3, Gen.Constant(0L)), (6, Gen.Choose(0, 500).Select(count => (long)count)), (1, Gen.Choose(0, int.MaxValue).Select(count => count * 1000L))), months));

    [Fact]
    public void A_forecast_is_never_negative_its_interval_holds_the_point_and_the_same_counts_give_the_same() => Prop.ForAll(Any.ToArbitrary(), counts =>
    {
        var forecast = ForecastVolume.Run(counts);
        Assert.Equal(counts.Length < 12, forecast is null);
        if (forecast is null) return;
        Assert.Equal(12, forecast.Months.Count);
        Assert.All(forecast.Months, month => Assert.True(0 <= month.Low && month.Low <= month.Point && month.Point <= month.High && double.IsFinite(month.High), $"{month}"));
        Assert.Equal(counts.Length >= 24, forecast.Seasonal);
        Assert.True(forecast.DoublesIn is null or > 0 && forecast.Mase is null or >= 0);
        Assert.Equal(forecast.Months, ForecastVolume.Run([.. counts])!.Months);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_always_was_the_same_stays_the_same() => Prop.ForAll(Gen.Choose(0, 1_000_000).Zip(Gen.Choose(12, 60)).ToArbitrary(), drawn =>
    {
        var forecast = ForecastVolume.Run([.. Enumerable.Repeat((long)drawn.Item1, drawn.Item2)])!;
        Assert.All(forecast.Months, month => Assert.Equal((drawn.Item1, drawn.Item1, drawn.Item1), ((int)Math.Round(month.Point), (int)Math.Round(month.Low), (int)Math.Round(month.High))));
        Assert.Null(forecast.DoublesIn);
        Assert.Null(forecast.Mase); // each year repeated the one before: there is nothing to be better than
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(14, 12)]
    [InlineData(30, 48)] // doubling in four years (H-007)
    [InlineData(60, 36)]
    public void Growth_goes_on_damped_and_its_doubling_is_told(int months, double doublesIn)
    {
        var counts = Growing(months, doublesIn);
        var forecast = ForecastVolume.Run(counts)!;
        Assert.Equal(doublesIn, forecast.DoublesIn!.Value, doublesIn * 0.01);
        var before = (double)counts[^1];
        foreach (var (at, month) in forecast.Months.Index())
        {
            Assert.InRange(month.Point, before, 1.005 * 1000 * Math.Pow(2, (months + at) / doublesIn));
            before = month.Point;
        }
        Assert.True(forecast.Months[^1].Point > counts[^1] * Math.Pow(2, 12 / doublesIn * 0.5), "It is damped, not gone.");
        if (months >= 24) Assert.True(forecast.Mase < 0.5, $"{forecast.Mase}");
    }

    [Fact]
    public void Months_of_the_year_are_told_apart_from_two_years_on()
    {
        IReadOnlyList<long> Summers(int months) => [.. Enumerable.Range(0, months).Select(at => at % 12 == 6 ? 3000L : 1000L)];
        var forecast = ForecastVolume.Run(Summers(36))!;
        Assert.InRange(forecast.Months[6].Point, 2700, 3300);
        Assert.All(forecast.Months.Where((_, at) => at != 6), month => Assert.InRange(month.Point, 900, 1100));
        Assert.Null(forecast.DoublesIn);
        Assert.False(ForecastVolume.Run(Summers(23))!.Seasonal);
    }

    [Fact]
    public void One_huge_month_is_neither_growth_nor_carried_on_without_end()
    {
        long[] counts = [.. Enumerable.Repeat(5L, 30)];
        counts[20] = 1_000_000;
        var forecast = ForecastVolume.Run(counts)!;
        Assert.Null(forecast.DoublesIn);
        Assert.All(forecast.Months, month => Assert.True(month.High <= 100 * 1_000_001d));
        // The error is in the open: it tells the reader that this was no good guide.
        Assert.NotNull(forecast.Mase);
        Assert.All(ForecastVolume.Run(new long[24])!.Months, month => Assert.Equal(default, month));
        Assert.Throws<ArgumentOutOfRangeException>(() => ForecastVolume.Run([-1]));
    }

    [Fact]
    public void Noise_without_growth_is_not_told_as_growth()
    {
        var random = new Random(7);
        var told = Enumerable.Range(0, 200).Count(_ => ForecastVolume.Run([.. Enumerable.Range(0, 36).Select(_ => (long)random.Next(80, 121))])!.DoublesIn is not null);
        Assert.InRange(told, 0, 12);
    }

    [Fact]
    public void Four_months_of_five_are_in_the_interval_of_noise_around_growth()
    {
        var random = new Random(11);
        int inside = 0, all = 0;
        foreach (var _ in Enumerable.Range(0, 60))
        {
            long[] counts = [.. Enumerable.Range(0, 60).Select(at => (long)(500 * Math.Pow(2, at / 48d) * Math.Exp((random.NextDouble() - 0.5) * 0.6)))];
            foreach (var (at, month) in ForecastVolume.Run(counts[..48])!.Months.Index())
            {
                all++;
                if (counts[48 + at] >= month.Low && counts[48 + at] <= month.High) inside++;
            }
        }
        Assert.InRange((double)inside / all, 0.75, 1); // √h is wide for a level that keeps its place: rather too wide than too narrow
    }

    [Fact]
    public void Each_way_of_taking_the_change_apart_sums_to_the_whole() => Prop.ForAll(
        Gen.ListOf(from last in Gen.Elements(true, false) from channel in Gen.Elements(Enum.GetValues<Channel>()) from sender in Gen.Elements("alpha", "beta", "") from kind in Gen.Elements(Enum.GetValues<ReportKind>()) from known in Gen.Choose(-1, 2) from count in Gen.Choose(0, 1000)
            select new AlikeReports(last, channel, sender.Length == 0 ? null : sender, kind, known < 0 ? null : (Novelty)known, count)).ToArbitrary(), reports =>
        {
            var whole = reports.Sum(one => one.Last ? one.Count : -one.Count);
            var tables = VolumeDrivers.Of([.. reports]);
            Assert.Equal(["channel", "sender", "kind", "novelty"], tables.Select(table => table.By));
            foreach (var table in tables)
            {
                Assert.Equal(whole, table.Drivers.Sum(one => one.Change));
                Assert.Equal(whole, table.Whole.Change);
                Assert.Equal(table.Drivers.Select(one => Math.Abs(one.Change)).OrderDescending(), table.Drivers.Select(one => Math.Abs(one.Change)));
                Assert.Distinct(table.Drivers.Select(one => one.Code ?? ""));
            }
        }).QuickCheckThrowOnFailure();
}
