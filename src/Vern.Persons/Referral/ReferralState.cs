namespace Vern.Persons.Referral;

/// <summary>What a referral asks. Giving a person to a colleague of the same agency is none of these: nothing leaves then.</summary>
public enum ReferralKind
{
    /// <summary>Help her with this; we follow her up too.</summary>
    Referral,
    /// <summary>Take her over; when you accept, she is yours.</summary>
    Transfer,
    /// <summary>We ask you to hand her over to us.</summary>
    TransferRequest,
}

/// <summary>Where a referral is.</summary>
public enum ReferralState
{
    /// <summary>On its way.</summary>
    Sent,
    /// <summary>With the recipient.</summary>
    Received,
    /// <summary>The recipient asked something.</summary>
    Asked,
    /// <summary>The recipient takes it on.</summary>
    Accepted,
    /// <summary>The recipient does not.</summary>
    Declined,
    /// <summary>The recipient took it on and gave it back.</summary>
    HandedBack,
    /// <summary>The sender took it back.</summary>
    Revoked,
    /// <summary>She took her consent back.</summary>
    Withdrawn,
    /// <summary>Nobody answered in time.</summary>
    Expired,
}

/// <summary>What is done to a referral.</summary>
public enum ReferralStep
{
    /// <summary>The sender sends it.</summary>
    Send,
    /// <summary>The recipient's Vern has it.</summary>
    Receive,
    /// <summary>The recipient asks something.</summary>
    Ask,
    /// <summary>The sender answers.</summary>
    Answer,
    /// <summary>The recipient takes it on.</summary>
    Accept,
    /// <summary>The recipient does not.</summary>
    Decline,
    /// <summary>The recipient gives it back.</summary>
    HandBack,
    /// <summary>The sender takes it back.</summary>
    Revoke,
    /// <summary>She took her consent back.</summary>
    Withdraw,
    /// <summary>The sender reminds.</summary>
    Remind,
    /// <summary>Its time is over; both sides know by their clocks.</summary>
    Expire,
    /// <summary>The recipient has closed its copy.</summary>
    Close,
}

/// <summary>The way of a referral: one table that both sides go by.</summary>
public static class ReferralWay
{
    /// <summary>The state after a step; null where the step has no place there.</summary>
    public static ReferralState? Next(ReferralState state, ReferralStep step) => (state, step) switch
    {
        (ReferralState.Sent, ReferralStep.Receive) => ReferralState.Received,
        (ReferralState.Received, ReferralStep.Ask) => ReferralState.Asked,
        (ReferralState.Asked, ReferralStep.Answer) => ReferralState.Received,
        (ReferralState.Received or ReferralState.Asked, ReferralStep.Accept) => ReferralState.Accepted,
        (ReferralState.Received or ReferralState.Asked, ReferralStep.Decline) => ReferralState.Declined,
        (ReferralState.Accepted, ReferralStep.HandBack) => ReferralState.HandedBack,
        (ReferralState.Sent or ReferralState.Received or ReferralState.Asked or ReferralState.Accepted, ReferralStep.Revoke) => ReferralState.Revoked,
        (ReferralState.Sent or ReferralState.Received or ReferralState.Asked or ReferralState.Accepted, ReferralStep.Withdraw) => ReferralState.Withdrawn,
        (ReferralState.Sent or ReferralState.Received or ReferralState.Asked, ReferralStep.Expire) => ReferralState.Expired,
        (ReferralState.Sent or ReferralState.Received or ReferralState.Asked, ReferralStep.Remind) => state,
        (not (ReferralState.Sent or ReferralState.Received or ReferralState.Asked or ReferralState.Accepted), ReferralStep.Close) => state,
        _ => null,
    };

    /// <summary>Whether the sender takes a step; else the recipient does. Expiring both do by themselves.</summary>
    public static bool IsSenders(ReferralStep step) => step is ReferralStep.Send or ReferralStep.Answer or ReferralStep.Revoke or ReferralStep.Withdraw or ReferralStep.Remind;

    /// <summary>Whether somebody still has to answer.</summary>
    public static bool IsOpen(ReferralState state) => state is ReferralState.Sent or ReferralState.Received or ReferralState.Asked;

    /// <summary>Whether the recipient may have what was sent.</summary>
    public static bool IsHeld(ReferralState state) => IsOpen(state) || state is ReferralState.Accepted;
}
