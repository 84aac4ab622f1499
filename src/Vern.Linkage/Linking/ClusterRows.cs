namespace Vern.Linkage.Linking;

/// <summary>Puts rows together by the probabilities of pairs.</summary>
static class ClusterRows
{
    /// <summary>
    /// For every row its cluster, numbered from 0 in the order of rows. By falling probability two clusters join when the probability averaged over
    /// all pairs across them (0 where none is given) is at least <paramref name="from"/>; without <paramref name="average"/> one such pair is enough.
    /// Rows that a person told apart never join.
    /// </summary>
    public static int[] By(int rows, IReadOnlyDictionary<(int A, int B), double> probabilities, IReadOnlySet<(int A, int B)> different, double from, bool average)
    {
        var parent = Enumerable.Range(0, rows).ToArray();
        var members = parent.Select(row => new List<int> { row }).ToArray();
        int Find(int row) { while (parent[row] != row) row = parent[row] = parent[parent[row]]; return row; }
        foreach (var ((a, b), probability) in probabilities.Where(pair => pair.Value >= from).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key))
        {
            int x = Find(a), y = Find(b);
            if (x == y) continue;
            double sum = 0;
            var apart = false;
            foreach (var p in members[x])
                foreach (var q in members[y])
                {
                    var key = p < q ? (p, q) : (q, p);
                    apart |= different.Contains(key);
                    sum += probabilities.GetValueOrDefault(key);
                }
            if (apart || average && probability < 1 && sum < from * members[x].Count * members[y].Count) continue;
            if (members[x].Count < members[y].Count) (x, y) = (y, x);
            parent[y] = x;
            members[x].AddRange(members[y]);
        }
        var number = new Dictionary<int, int>();
        return [.. Enumerable.Range(0, rows).Select(row => { var root = Find(row); if (!number.TryGetValue(root, out var n)) number[root] = n = number.Count; return n; })];
    }
}
