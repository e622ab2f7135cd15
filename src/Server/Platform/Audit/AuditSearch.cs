using System.Data.Common;
using System.Text;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Platform.Audit;

/// <summary>Pure: a filter as a condition of SQL, for both engines. Everything a person typed is a parameter.</summary>
internal static class AuditSearch
{
    /// <summary>Numbers one request looks through at most: it takes about as long whatever is looked for.</summary>
    public const int Stretch = 100_000;

    private static readonly string[] TextColumns =
        ["principal", "token", "address", "action", "target", "before_value", "after_value", "error"];

    public static string Where(AuditFilter filter, Engine engine)
    {
        var conditions = new List<string>();
        Add(filter.Principal, "principal = @principal");
        Add(filter.Token, "token = @token");
        Add(filter.Address, "address = @address");
        Add(filter.Action, "(action = @action OR (action >= @action_from AND action < @action_to))");
        Add(filter.Target, $"{Folded("target", engine)} LIKE @target ESCAPE '\\'");
        Add(filter.Outcome is null ? null : "", "outcome = @outcome");
        Add(filter.From is null ? null : "", "at >= @from");
        Add(filter.To is null ? null : "", "at < @to");
        Add(filter.Text, $"({string.Join(" OR ", TextColumns.Select(column => $"{Folded(column, engine)} LIKE @text ESCAPE '\\'"))})");
        return conditions.Count == 0 ? "" : " AND " + string.Join(" AND ", conditions);

        void Add(string? value, string condition)
        {
            if (value is not null)
            {
                conditions.Add(condition);
            }
        }
    }

    public static DbCommand Bind(this DbCommand command, AuditFilter filter)
    {
        Text("@principal", filter.Principal);
        Text("@token", filter.Token);
        Text("@address", filter.Address);
        if (filter.Action is { } action)
        {
            // Everything that begins with "action.": '/' is the letter after '.'.
            command.Bind("@action", action).Bind("@action_from", action + ".").Bind("@action_to", action + "/");
        }

        Text("@target", filter.Target is { } target ? Part(target) : null);
        Text("@outcome", filter.Outcome is { } outcome ? AuditChain.OutcomeText(outcome) : null);
        Time("@from", filter.From);
        Time("@to", filter.To);
        Text("@text", filter.Text is { } text ? Part(text) : null);
        return command;

        void Text(string name, string? value)
        {
            if (value is not null)
            {
                command.Bind(name, value);
            }
        }

        void Time(string name, DateTimeOffset? value)
        {
            if (value is not null)
            {
                command.Bind(name, value);
            }
        }
    }

    /// <summary>A to Z only, on both engines: what LOWER does with other letters depends on the engine and its locale.</summary>
    private static string Folded(string column, Engine engine)
        => engine == Engine.Postgres ? $"LOWER({column} COLLATE \"C\")" : $"LOWER({column})";

    /// <summary>A pattern of LIKE that finds the text anywhere.</summary>
    internal static string Part(string text)
    {
        var pattern = new StringBuilder(text.Length + 2).Append('%');
        foreach (var letter in text)
        {
            if (letter is '%' or '_' or '\\')
            {
                pattern.Append('\\');
            }

            pattern.Append(char.IsAsciiLetterUpper(letter) ? char.ToLowerInvariant(letter) : letter);
        }

        return pattern.Append('%').ToString();
    }
}
