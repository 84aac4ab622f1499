using System.Text;
using QRCoder;

namespace Vern.Persons.OwnView.Pages;

/// <summary>An address as a QR code (ISO/IEC 18004), for a telephone's camera: typed wrongly, an address leads nowhere, and she may not read these letters.</summary>
public static class DrawQr
{
    /// <summary>The dark modules as one path of squares of one unit, and the side of the whole with its border.</summary>
    /// <param name="address">What it says; at most some two thousand characters.</param>
    public static (string Path, int Side) Run(string address)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        // The light border of four modules that readers ask for (ISO/IEC 18004, 9.1) is among them.
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
            for (var x = 0; x < rows[y].Length; x++)
                if (rows[y][x]) path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return (path.ToString(), rows.Count);
    }
}
