using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Storage;

namespace Vern.Persons.Registration;

/// <summary>A document about a person.</summary>
/// <param name="Id">32 random hexadecimal digits.</param>
/// <param name="Type">By its first bytes.</param>
/// <param name="Name">As it was called.</param>
/// <param name="Size">In bytes.</param>
/// <param name="At">When it came.</param>
/// <param name="ByName">Who brought it.</param>
public sealed record CaseDocument(string Id, DocumentType Type, string Name, int Size, DateTimeOffset At, string ByName);

// Documents, each sealed with its person's key. They are read for protection only.
public sealed partial class CaseStore
{
    private const string NameColumn = "case_documents.name", ContentColumn = "case_documents.content";

    /// <summary>Keeps a document; a form sent twice keeps it once.</summary>
    /// <param name="document">32 random hexadecimal digits of the form.</param>
    /// <param name="id">The person.</param>
    /// <param name="name">As it is called.</param>
    /// <param name="type">What it is, by its first bytes (<see cref="DocumentType.Of"/>).</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="by">Who brings it.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Whether she is within reach.</returns>
    public async Task<bool> AddDocumentAsync(string document, PersonId id, string name, DocumentType type, byte[] content, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(content);
        string? keyId;
        await using (var context = Context()) keyId = await (await WithinAsync(context, by, cancel)).Where(row => row.Id == id.Value).Select(row => row.KeyId).FirstOrDefaultAsync(cancel);
        if (keyId is null || await KeyAsync(keyId, cancel) is not { } key) return false;
        var place = $"{id}/{document}";
        var (sealedName, sealedContent) = (key.SealField(place, NameColumn, Encoding.UTF8.GetBytes(name)), key.SealField(place, ContentColumn, content));
        return await ChangeAsync(id, by, async (context, row) =>
        {
            if (await context.Documents.AnyAsync(one => one.Id == document, cancel)) return;
            context.Documents.Add(new() { Id = document, Person = row.Id, Type = type.Code, Size = content.Length, Name = sealedName, Content = sealedContent, At = Now().ToUnixTimeMilliseconds(), By = by.Account, ByName = by.Name });
            Record(context, CaseActs.DocumentAdded, id, document);
        }, cancel);
    }

    /// <summary>A person's documents, newest first, without their content.</summary>
    public async Task<IReadOnlyList<CaseDocument>> DocumentsAsync(PersonId id, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Purposes.Contains("protection")) return [];
        await using var context = Context();
        if (await (await WithinAsync(context, by, cancel)).Where(row => row.Id == id.Value).Select(row => row.KeyId).FirstOrDefaultAsync(cancel) is not { } keyId || await KeyAsync(keyId, cancel) is not { } key) return [];
        var rows = await context.Documents.AsNoTracking().Where(row => row.Person == id.Value).OrderByDescending(row => row.At).Select(row => new { row.Id, row.Type, row.Name, row.Size, row.At, row.ByName }).ToListAsync(cancel);
        return [.. rows.Select(row => new CaseDocument(row.Id, DocumentType.Read(row.Type), Encoding.UTF8.GetString(key.OpenField($"{id}/{row.Id}", NameColumn, row.Name)), row.Size, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.ByName))];
    }

    /// <summary>A document with its content; null where there is none within reach, or not for this reader.</summary>
    public async Task<(CaseDocument Document, byte[] Content)?> DocumentAsync(PersonId id, string document, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if ((await DocumentsAsync(id, by, cancel)).FirstOrDefault(one => one.Id == document) is not { } found) return null;
        await using var context = Context();
        var row = await context.Documents.AsNoTracking().Where(one => one.Id == document && one.Person == id.Value).Join(context.Persons, one => one.Person, person => person.Id, (one, person) => new { one.Content, person.KeyId }).FirstOrDefaultAsync(cancel);
        return row is not null && await KeyAsync(row.KeyId, cancel) is { } key ? (found, key.OpenField($"{id}/{document}", ContentColumn, row.Content)) : null;
    }

    /// <summary>Takes a document away for good.</summary>
    /// <returns>Whether it was there, of a person within reach.</returns>
    public async Task<bool> DropDocumentAsync(PersonId id, string document, CaseReach by, CancellationToken cancel = default)
    {
        var was = 0;
        return await ChangeAsync(id, by, async (context, row) =>
        {
            was = await context.Documents.Where(one => one.Id == document && one.Person == row.Id).ExecuteDeleteAsync(cancel);
            if (was > 0) Record(context, CaseActs.DocumentDropped, id, document);
        }, cancel) && was > 0;
    }
}
