namespace Vern.Persons.Statistics;

/// <summary>What a column of percentages is a share or a change of (D-036: one stated base).</summary>
public enum PercentBase
{
    /// <summary>The total of its row.</summary>
    RowTotal,
    /// <summary>The first count of its row.</summary>
    RowBase,
    /// <summary>The table's total row.</summary>
    TotalRow,
    /// <summary>The total row of the set that the row belongs to.</summary>
    SetTotal,
    /// <summary>The change from the row before.</summary>
    RowBefore,
    /// <summary>The change from the row's year to this one.</summary>
    ToThisYear,
    /// <summary>The group that the row names: adult women, or everybody.</summary>
    Group,
    /// <summary>Totals of Table 3; the count does not stand beside it.</summary>
    Totals,
    /// <summary>Given from elsewhere, or of something the report does not print.</summary>
    Given,
}

/// <summary>The base that each column of percentages states in its heading.</summary>
public static class PercentBases
{
    /// <summary>The base of a column by its resource key; null when the column states none.</summary>
    public static PercentBase? Of(string column) => column switch
    {
        "Column.PercentOf" => PercentBase.RowTotal,
        "Response.Rate" or "Acceptance.Rate" => PercentBase.RowBase,
        "Column.ShareOfTotal" => PercentBase.TotalRow,
        "Column.ShareOfSet" => PercentBase.SetTotal,
        "Table2.Change" => PercentBase.RowBefore,
        "Comparison.Change" => PercentBase.ToThisYear,
        "Column.ShareOfGroup" => PercentBase.Group,
        "Eu.Here" => PercentBase.Totals,
        "Eu.There" or "Linkage.Value" => PercentBase.Given,
        _ => null,
    };
}
