using BenchmarkDotNet.Running;
using Vern.Bench;

if (args is ["million", ..]) return MillionPersons.Run(args[1..]);
if (args is ["ledger", ..]) return await LedgerScenario.RunAsync(args[1..]);
if (args is ["pages", ..]) return await PagesScenario.RunAsync(args[1..]);
if (args is ["casework", ..]) return await CaseworkScenario.RunAsync(args[1..]);
if (args is ["elsewhere", ..]) return ElsewhereScenario.Run(args[1..]);
if (args is ["intake", ..]) return await IntakeScenario.RunAsync(args[1..]);
if (args is ["editions", ..]) return await EditionScenario.RunAsync(args[1..]);
if (args is ["fingerprints", ..]) return FingerprintScenario.Run(args[1..]);
if (args is ["disclosure"])
{
    DisclosureScenario.Run();
    return 0;
}
if (args is ["linkage"])
{
    LinkageScenario.Run();
    return 0;
}
BenchmarkSwitcher.FromAssembly(typeof(MillionPersons).Assembly).Run(args);
return 0;
