using Vern.Persons.Collection;

namespace Vern.Persons.Tests.Collection;

/// <summary>Made-up submissions.</summary>
internal static class Made
{
    public const string Schema = "vern-person-1:0123456789abcdef";
    public const string Key = "00c0ffee";

    public static BodyId Rosa { get; } = new("rosa");
    public static BodyId Adora { get; } = new("adora");
    public static BodyId Nadheim { get; } = new("nadheim");

    /// <summary>Rows with an encoding of 128 bytes that can be found again in a file.</summary>
    public static Submission Submission(BodyId sender, int persons = 3, string? key = Key, string schema = Schema, int year = 2014) => new()
    {
        Year = year, Sender = sender, Schema = schema, KeyCheck = key,
        Persons = [.. Enumerable.Range(1, persons).Select(row => Person(row, sender.Value))],
    };

    public static ReportedPerson Person(int row, string mark = "rosa") => new()
    {
        Row = row, Encoding = Encoding(row, mark), Blocks = [(ulong)row, 0, ulong.MaxValue - (ulong)row], Sex = row % 2 == 0 ? Sex.Man : Sex.Woman, Nationality = "NG",
        BirthYear = 1990 + row % 10, Age = 24 - row % 10, Forms = ["SEX", "LAB", "LAB-CLEAN"], Identified = IdentificationYear.ThisYear, IdentifiedYear = 2014,
        Offer = OfferAnswer.Accepted, ReceivedMeasures = true, ImmigrationStatus = "RF-GR", CriminalStatus = "CR-REP", Housing = "ROSA", Measures = ["R1", "R4", "Q-LANG"],
        AccompanyingChildren = 1, ChildrenElsewhere = 0, AlsoFollowedBy = [new("udi"), new("iom")], Region = "Oslo",
    };

    public static byte[] Encoding(int row, string mark = "rosa")
    {
        var bytes = new byte[128];
        new Random(row).NextBytes(bytes);
        System.Text.Encoding.ASCII.GetBytes($"<<encoding of {mark} {row}>>").CopyTo(bytes, 0);
        return bytes;
    }
}
