using System.Text;
using System.Text.Json;
using Vern.Demonstration.Run;
using Vern.Hosting;
using Vern.Persons.Collection;
using Vern.Persons.OwnReport;
using Vern.Persons.Referral;
using Vern.Platform.Sealing;
using Vern.Platform.Workspaces;

namespace Vern.Commands;

/// <summary>Lets the agencies of a demonstration refer to one another: each has the other in its directory, both go by the national unit, under the names of two bodies of its register.</summary>
internal static class DemonstrationExchange
{
    /// <summary>Sets it up. The unit must have accounts: a token is one, and without any the unit is open to whoever sits there.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="address">Where the unit is served.</param>
    /// <param name="agencies">The agencies, each with the body that it stands for.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task SetUpAsync(string data, string address, IReadOnlyList<(Workspace Agency, string Body, Service Entry)> agencies, CancellationToken cancel)
    {
        await using var unit = await OpenedWorkspace.OpenAsync(data, Workspace.NationalId, null, cancel: cancel);
        var opened = new List<OpenedWorkspace>();
        try
        {
            foreach (var (agency, _, _) in agencies) opened.Add(await OpenedWorkspace.OpenAsync(data, agency.Id, null, cancel: cancel));
            // The round of the running year, so that an agency has somewhere to send its own report; its key goes from a made-up custodian past the unit.
            using var custodian = KeyPair.New();
            var (today, unitKey) = (opened[0].Cases!.Today, await unit.National!.Keys.PublicAsync(cancel));
            await unit.National.OpenRoundAsync(today.Year, today, today.AddDays(30), [.. agencies.Select(agency => new BodyId(agency.Body))], cancel);
            for (var at = 0; at < agencies.Count; at++)
            {
                var cases = opened[at].Cases!;
                await unit.National!.RegisterBodyKeyAsync(new BodyId(agencies[at].Body), await cases.OwnKeyAsync(cancel), cancel);
                var own = await cases.OwnKeyAsync(cancel);
                await unit.National.RelayAsync(Envelope.Seal(Encoding.UTF8.GetBytes(DemonstrationKey.Secret), NationalStore.LinkageKeyPurpose(today.Year, new(agencies[at].Body)), custodian, own, TimeProvider.System.GetUtcNow()), cancel);
                await new ReportSettings(new(agencies[at].Body), LegalKind.FundedOrganisation, unitKey, custodian.Public).WriteAsync(Path.Combine(data, agencies[at].Agency.Id), cancel);
                var settings = new RelaySettings(new Uri(address), await unit.Access.MakeTokenAsync(agencies[at].Body, "sender", DateTimeOffset.FromUnixTimeSeconds(4_102_444_800), cancel));
                var file = Path.Combine(data, agencies[at].Agency.Id, "relay.json");
                await File.WriteAllTextAsync(file, JsonSerializer.Serialize(settings, JsonSerializerOptions.Web), cancel);
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                var others = new List<Service>();
                for (var other = 0; other < agencies.Count; other++)
                    if (other != at) others.Add(agencies[other].Entry with { KnownElsewhere = true, Key = await opened[other].Cases!.OwnKeyAsync(cancel), CheckedOn = cases.Today });
                await cases.KeepServicesAsync(others, cancel);
            }
        }
        finally
        {
            foreach (var one in opened) await one.DisposeAsync();
        }
    }
}
