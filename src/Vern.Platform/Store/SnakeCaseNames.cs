using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Vern.Platform.Store;

/// <summary>Column names as people write them in SQL: <c>ReceivedAt</c> is <c>received_at</c>, without quotes in either database.</summary>
public static class SnakeCaseNames
{
    /// <summary>Renames every column of a model.</summary>
    public static void Apply(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var property in model.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
            property.SetColumnName(Of(property.Name));
    }

    private static string Of(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }
        return text.ToString();
    }
}
