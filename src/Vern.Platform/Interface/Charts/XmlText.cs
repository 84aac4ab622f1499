namespace Vern.Platform.Interface.Charts;

/// <summary>Text as XML.</summary>
public static class XmlText
{
    /// <summary>Escapes a text for an element or an attribute and drops the control characters that XML can't hold.</summary>
    public static string Escape(string text) => SvgCanvas.Escape(text);
}
