namespace Proxima.Server.Platform.Auth;

/// <summary>How far first access has come.</summary>
public enum SetupState
{
    /// <summary>The accounts are not read yet: nobody gets in.</summary>
    Unknown,

    /// <summary>There was never an administrator: only the set-up page answers.</summary>
    Needed,

    Done,

    /// <summary>There was an administrator and is none now: damage, not a fresh start, so nobody gets in.</summary>
    Damaged,
}

/// <summary>Which instance this is, and whether it is set up.</summary>
public interface IInstance
{
    /// <summary>8 hex digits, the same for the life of the database. Throws before start.</summary>
    string Id { get; }

    SetupState Setup { get; }
}
