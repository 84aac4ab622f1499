using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Material.Indicators.Pages;

/// <summary>A page on the list of known material.</summary>
public abstract class IndicatorPage<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => Texts.Source;

    /// <summary>What a list is called.</summary>
    protected string ListName(string list) => list == ReadFingerprint.Baseline ? T("list.baseline") : T("list.national", list[^2..].ToUpperInvariant());

    /// <summary>The mark of a state.</summary>
    protected static string Tone(IndicatorState state) => state switch { IndicatorState.Active => "good", IndicatorState.Challenged or IndicatorState.Suspended => "needs", IndicatorState.Withdrawn => "still", _ => "wait" };
}
