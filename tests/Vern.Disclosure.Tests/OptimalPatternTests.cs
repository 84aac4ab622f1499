using Vern.Disclosure.Audit;
using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Tests;

public sealed class OptimalPatternTests
{
    [Theory]
    [InlineData("opt_sdctable_microdata1_Afemale.json")]
    [InlineData("opt_sdctable_problemdata4x4.json")]
    [InlineData("opt_ssb_example1_2014_maxN1.json")]
    [InlineData("opt_ssb_example1_2014_hier_maxN2.json")]
    [InlineData("opt_ssb_z1_maxN3.json")]
    public void A_reference_problem_is_solved_at_its_proven_least_cost(string name)
    {
        var reference = Reference.Read(name);
        var system = new AttackSystem(reference.Space, new ProtectionRules(2, HiddenAtLeast: 0), primary: reference.Primary);
        var (hidden, how) = PatternSearch.Run(system, 20, withSolver: true, null, TestContext.Current.CancellationToken);
        var audit = PublicationAudit.Run(reference.Space, system, hidden, how, withSolver: true, TestContext.Current.CancellationToken);
        Assert.Equal(0, audit.AtRisk);
        Assert.Contains("proven to be the least costly", audit.Method, StringComparison.Ordinal);
        Assert.Equal(reference.Optimum, system.Cost(hidden));
    }
}
