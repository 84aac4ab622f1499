using System.Buffers.Binary;

namespace Vern.Persons.Collection.Storage;

/// <summary>Between a reported person and its row. Sets of codes stand in one column, with spaces between.</summary>
internal static class PersonRows
{
    internal static PersonRow RowOf(long submission, ReportedPerson person) => new()
    {
        SubmissionId = submission, Row = person.Row, Sex = person.Sex, Nationality = person.Nationality, BirthYear = person.BirthYear, Age = person.Age,
        PresumedMinor = person.PresumedMinor, Forms = string.Join(' ', person.Forms), Identified = person.Identified, IdentifiedYear = person.IdentifiedYear,
        Offer = person.Offer, ReceivedMeasures = person.ReceivedMeasures, IdentifiedAndAccepted = person.IdentifiedAndAccepted, ImmigrationStatus = person.ImmigrationStatus, CriminalStatus = person.CriminalStatus,
        Housing = person.Housing, Measures = string.Join(' ', person.Measures), AccompanyingChildren = person.AccompanyingChildren,
        ChildrenElsewhere = person.ChildrenElsewhere, AlsoFollowedBy = string.Join(' ', person.AlsoFollowedBy.Select(body => body.Value)), Region = person.Region,
        DeclineReason = person.DeclineReason,
    };

    internal static ReportedPerson PersonOf(PersonRow row, EncodingRow? encoding) => new()
    {
        Row = row.Row, Encoding = encoding?.Clk, Blocks = encoding is null ? [] : Blocks(encoding.Blocks), Sex = row.Sex, Nationality = row.Nationality,
        BirthYear = row.BirthYear, Age = row.Age, PresumedMinor = row.PresumedMinor, Forms = Split(row.Forms), Identified = row.Identified,
        IdentifiedYear = row.IdentifiedYear, Offer = row.Offer, ReceivedMeasures = row.ReceivedMeasures, IdentifiedAndAccepted = row.IdentifiedAndAccepted, ImmigrationStatus = row.ImmigrationStatus,
        CriminalStatus = row.CriminalStatus, Housing = row.Housing, Measures = Split(row.Measures), AccompanyingChildren = row.AccompanyingChildren,
        ChildrenElsewhere = row.ChildrenElsewhere, AlsoFollowedBy = [.. Split(row.AlsoFollowedBy).Select(body => new BodyId(body))], Region = row.Region,
        DeclineReason = row.DeclineReason,
    };

    internal static IReadOnlyList<string> Split(string codes) => codes.Length == 0 ? [] : codes.Split(' ');

    internal static byte[] Bytes(IReadOnlyList<ulong> blocks)
    {
        var bytes = new byte[blocks.Count * sizeof(ulong)];
        for (var at = 0; at < blocks.Count; at++) BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at * sizeof(ulong)), blocks[at]);
        return bytes;
    }

    private static ulong[] Blocks(byte[] bytes)
    {
        var blocks = new ulong[bytes.Length / sizeof(ulong)];
        for (var at = 0; at < blocks.Length; at++) blocks[at] = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at * sizeof(ulong)));
        return blocks;
    }
}
