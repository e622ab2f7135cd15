using System.Globalization;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History;

/// <summary>Numbers that must survive the rows they were given to.</summary>
internal static class Marks
{
    /// <summary>Up to which segment or row of the tail everything is in parts.</summary>
    public const string Tail = "tail";

    /// <summary>The highest subject number ever given.</summary>
    public const string Subject = "subject";

    /// <summary>The highest series number of a subject that lost names.</summary>
    public static string SeriesOf(long subject) => string.Create(CultureInfo.InvariantCulture, $"series:{subject}");

    public static Task<long?> ReadAsync(SqlScope sql, string name, CancellationToken cancellationToken)
        => sql.Command("SELECT value FROM history_marks WHERE name = @name").Bind("@name", name).NumberAsync(cancellationToken);

    public static Task<int> WriteAsync(SqlScope sql, string name, long value, CancellationToken cancellationToken)
        => sql.Command("""
            INSERT INTO history_marks (name, value) VALUES (@name, @value)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """)
            .Bind("@name", name)
            .Bind("@value", value)
            .RunAsync(cancellationToken);
}
