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
        var grown = new Dictionary<int, List<int>>();
        List<int> Members(int root) => grown.TryGetValue(root, out var list) ? list : grown[root] = [root];
        int Find(int row) { while (parent[row] != row) row = parent[row] = parent[parent[row]]; return row; }
        foreach (var ((a, b), probability) in probabilities.Where(pair => pair.Value >= from).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key))
        {
            int x = Find(a), y = Find(b);
            if (x == y) continue;
            double sum = 0;
            var apart = false;
            var (mine, theirs) = (Members(x), Members(y));
            foreach (var p in mine)
                foreach (var q in theirs)
                {
                    var key = p < q ? (p, q) : (q, p);
                    apart |= different.Contains(key);
                    sum += probabilities.GetValueOrDefault(key);
                }
            if (apart || average && probability < 1 && sum < from * mine.Count * theirs.Count) continue;
            if (mine.Count < theirs.Count) (x, y, mine, theirs) = (y, x, theirs, mine);
            parent[y] = x;
            mine.AddRange(theirs);
            grown.Remove(y);
        }
        int[] number = new int[rows], clusters = new int[rows];
        var count = 0;
        for (var row = 0; row < rows; row++)
        {
            var root = Find(row);
            if (number[root] == 0) number[root] = ++count;
            clusters[row] = number[root] - 1;
        }
        return clusters;
    }
}
