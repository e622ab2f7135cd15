using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History;

/// <summary>
/// Up to when (Unix milliseconds) retention has emptied each level. A level's floor is a boundary of the next coarser level,
/// so every coarser span has either all of its finer rows or none.
/// </summary>
internal sealed record Floors(long Points, long FiveMinutes, long Hours, long Days)
{
    public long Of(int level) => level switch
    {
        0 => Points,
        1 => FiveMinutes,
        2 => Hours,
        3 => Days,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "levels are 0 to 3"),
    };

    public Floors With(int level, long at) => level switch
    {
        0 => this with { Points = at },
        1 => this with { FiveMinutes = at },
        2 => this with { Hours = at },
        3 => this with { Days = at },
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "levels are 0 to 3"),
    };

    /// <summary>The finest level that still keeps this moment; one above the coarsest when none does.</summary>
    public int FinestFor(long at)
    {
        var level = Resolution.Points;
        while (level <= Resolution.Coarsest && at < Of(level))
            level++;
        return level;
    }

    public static async Task<Floors> ReadAsync(SqlScope sql, CancellationToken cancellationToken)
    {
        var floors = new Floors(0, 0, 0, 0);
        var rows = await sql.Command("SELECT level, floor_at FROM history_floors")
            .ListAsync(static row => (Level: (int)row.GetInt64(0), At: row.GetInt64(1)), cancellationToken);
        foreach (var (level, at) in rows)
            floors = floors.With(level, at);
        return floors;
    }
}
