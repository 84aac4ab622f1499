namespace Vern.Linkage.Encoding;

/// <summary>Folds a filter: the left half is combined with the right half by exclusive or.</summary>
internal static class XorFold
{
    public static byte[] Fold(byte[] filter, int bits, int times)
    {
        for (var fold = 0; fold < times; fold++)
        {
            bits /= 2;
            var folded = new byte[(bits + 7) / 8];
            if (bits % 8 == 0)
            {
                for (var i = 0; i < folded.Length; i++) folded[i] = (byte)(filter[i] ^ filter[folded.Length + i]);
            }
            else
            {
                for (var bit = 0; bit < bits; bit++)
                {
                    if (IsSet(filter, bit) != IsSet(filter, bits + bit)) folded[bit >> 3] |= (byte)(0x80 >> (bit & 7));
                }
            }
            filter = folded;
        }
        return filter;
    }

    private static bool IsSet(byte[] filter, int bit) => (filter[bit >> 3] & (0x80 >> (bit & 7))) != 0;
}
