namespace Vern.Disclosure.Audit;

/// <summary>Proven fillings, and which of them a pattern still allows.</summary>
internal sealed class FillingPool(AttackSystem system, bool[] hidden)
{
    private readonly List<Filling>[] _fillings = [.. Enumerable.Range(0, system.Count).Select(_ => new List<Filling>())];
    private readonly bool[] _hidden = [.. hidden];

    internal bool[] Hidden => _hidden;

    internal void Add(Filling filling)
    {
        foreach (var column in filling.Deviations.Keys) _fillings[column].Add(filling);
    }

    /// <summary>Takes another pattern; returns the columns that changed.</summary>
    internal List<int> Hide(bool[] hidden)
    {
        var changed = new List<int>();
        for (var column = 0; column < hidden.Length; column++)
        {
            if (hidden[column] == _hidden[column]) continue;
            _hidden[column] = hidden[column];
            changed.Add(column);
            foreach (var filling in _fillings[column]) filling.Blocked += hidden[column] ? -1 : 1;
        }
        return changed;
    }

    /// <summary>How far proven fillings (the truth is one) move a cell in a direction.</summary>
    internal long Reach(int column, int direction)
    {
        var reach = 0L;
        foreach (var filling in _fillings[column])
        {
            if (filling.Blocked == 0) reach = Math.Max(reach, filling[column] * direction);
        }
        return reach;
    }

    /// <summary>The width that proven fillings give a cell.</summary>
    internal long Width(int column) => Reach(column, 1) + Reach(column, -1);
}
