using Microsoft.AspNetCore.Http;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Platform.Interface;

namespace Vern.Persons.Pages.Control;

/// <summary>What is processed, why, and until when?</summary>
/// <param name="Year">The latest round, for the way to the other pages.</param>
/// <param name="Due">What is due for erasure now.</param>
/// <param name="Erasures">What was erased, latest first.</param>
public sealed record RegisterModel(int? Year, IReadOnlyList<DueErasure> Due, IReadOnlyList<ErasureRecord> Erasures);

/// <summary>Shows the register of processing, the rules of retention, what is due and what was erased.</summary>
public static class ShowRegister
{
    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, NationalStore store, TimeProvider clock, CancellationToken cancel) =>
        PageResult.Show<RegisterPage, RegisterModel>(PageContext.For(http), new RegisterModel((await store.YearsAsync(cancel)) is [var year, ..] ? year : null, await EraseByRule.DueAsync(store, clock.GetUtcNow(), cancel), await store.ErasuresAsync(cancel)));
}
