namespace Vern.Persons.Rights;

/// <summary>Who is responsible for an unaccompanied person by age.</summary>
public enum ResponsibleBody
{
    /// <summary>Can't be told: age or company is not known, or the person is no unaccompanied child.</summary>
    NotKnown,
    /// <summary>Child welfare, care centre.</summary>
    ChildWelfare,
    /// <summary>Immigration authority, reception centre for minors.</summary>
    Immigration,
    /// <summary>Nobody by these rules: an adult.</summary>
    Adult,
}

/// <summary>The responsible body by age, or by the model under which child welfare has all children from the day it is in force.</summary>
public static class ResponsibleForChild
{
    /// <summary>The body on a day.</summary>
    public static ResponsibleBody Run(Situation situation, RuleBook book, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(situation);
        ArgumentNullException.ThrowIfNull(book);
        if (situation.Unaccompanied != Truth.Yes) return ResponsibleBody.NotKnown;
        if (ReadAge.AsChild(situation, on) is var child && child != Truth.Yes) return child == Truth.No ? ResponsibleBody.Adult : ResponsibleBody.NotKnown;
        if (book.InForce(on).Any(rule => rule.Id == "A-02")) return ResponsibleBody.ChildWelfare;
        return ReadAge.Under(situation, 15, on) switch { Truth.Yes => ResponsibleBody.ChildWelfare, Truth.No => ResponsibleBody.Immigration, _ => ResponsibleBody.NotKnown };
    }
}
