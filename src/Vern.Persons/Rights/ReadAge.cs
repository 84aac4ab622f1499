namespace Vern.Persons.Rights;

/// <summary>Age and what follows from uncertainty about it .</summary>
public static class ReadAge
{
    /// <summary>Full years on a day; a birthday on 29 February is kept on 28 February in common years (the convention of months).</summary>
    public static int Years(DateOnly birth, DateOnly on)
    {
        var years = on.Year - birth.Year;
        return on < Birthday(birth, years) ? years - 1 : years;
    }

    /// <summary>The day of a birthday.</summary>
    /// <param name="birth">Day of birth.</param>
    /// <param name="age">The age reached, 0 to 130.</param>
    public static DateOnly Birthday(DateOnly birth, int age) => birth.AddYears(age);

    /// <summary>Whether the person is to be treated as a child on a day (R-05: in doubt with reason to believe so, until verified).</summary>
    public static Truth AsChild(Situation situation, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(situation);
        var byDate = situation.Birth is { } birth ? Is(Years(birth, on) < 18) : Truth.NotKnown;
        if (situation.AgeVerified && byDate != Truth.NotKnown) return byDate;
        return situation.Age switch
        {
            AgeBelief.UncertainMaybeChild => Truth.Yes,
            AgeBelief.Child when BorneOut(situation) => byDate,
            AgeBelief.Child => Truth.Yes,
            AgeBelief.Adult => Truth.No,
            AgeBelief.UncertainNoReason => byDate == Truth.Yes ? Truth.Yes : Truth.NotKnown,
            _ => byDate,
        };
    }

    /// <summary>Whether the person is under an age on a day.</summary>
    public static Truth Under(Situation situation, int age, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(situation);
        if (age == 18) return AsChild(situation, on);
        if (situation.Birth is { } birth && (situation.AgeVerified || situation.Age is AgeBelief.NotKnown or AgeBelief.Adult or AgeBelief.Child)) return Is(Years(birth, on) < age);
        return situation.Age == AgeBelief.Adult && age < 18 ? Truth.No : Truth.NotKnown;
    }

    /// <summary>Whether the age is open: nobody verified it, and it is believed to be uncertain or rests on nothing.</summary>
    public static Truth Uncertain(Situation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        if (situation.AgeVerified) return Truth.No;
        return situation.Age switch
        {
            AgeBelief.UncertainMaybeChild or AgeBelief.UncertainNoReason => Truth.Yes,
            AgeBelief.Adult or AgeBelief.Child => Truth.No,
            _ => Truth.NotKnown,
        };
    }

    // Believed a child because the birth date said so then: the birth date goes on speaking.
    private static bool BorneOut(Situation situation) => situation.Birth is { } birth && situation.AgeBelievedOn is { } on && Years(birth, on) < 18;

    private static Truth Is(bool value) => value ? Truth.Yes : Truth.No;
}
