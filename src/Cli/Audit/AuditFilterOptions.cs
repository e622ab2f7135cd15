using System.CommandLine;
using System.Globalization;
using System.Text;

namespace Proxima.Cli.Audit;

/// <summary>What to look for in the audit log, the same on every command.</summary>
internal sealed class AuditFilterOptions
{
    private readonly Option<string>[] _texts =
    [
        Text("--principal", "NAME", "Who: a user, local:UID, setup, proxima or anonymous."),
        Text("--token", "PREFIX", "Prefix of the API token used."),
        Text("--address", "ADDRESS", "Where it came from."),
        Text("--action", "ACTION", "What: session.create, or all of it with session."),
        Text("--target", "TEXT", "Part of what it was done to."),
        Text("--text", "TEXT", "Part of any field."),
    ];

    private readonly Option<string> _outcome = Text("--outcome", "OUTCOME", "done, refused or failed.");
    private readonly Option<string> _from = Text(
        "--from", "TIME", "Not before this time, such as 2025-11-28 or 2025-11-28T19:00Z; local without a zone.");
    private readonly Option<string> _to = Text("--to", "TIME", "Before this time.");

    public AuditFilterOptions()
    {
        _outcome.AcceptOnlyFromAmong("done", "refused", "failed");
        foreach (var time in new[] { _from, _to })
        {
            time.Validators.Add(result =>
            {
                if (result.Tokens is [var token] && Time(token.Value) is null)
                {
                    result.AddError($"{time.Name} '{token.Value}' is not a time; give it as 2025-11-28 or 2025-11-28T19:00Z");
                }
            });
        }
    }

    public void AddTo(Command command)
    {
        foreach (var option in _texts.Append(_outcome).Append(_from).Append(_to))
        {
            command.Options.Add(option);
        }
    }

    /// <summary>As the tail of a query: <c>&amp;principal=anna</c>; empty for all of it.</summary>
    public string Query(ParseResult result)
    {
        var query = new StringBuilder();
        foreach (var option in _texts.Append(_outcome))
        {
            Add(option, result.GetValue(option));
        }

        Add(_from, Time(result.GetValue(_from))?.ToString("o", CultureInfo.InvariantCulture));
        Add(_to, Time(result.GetValue(_to))?.ToString("o", CultureInfo.InvariantCulture));
        return query.ToString();

        void Add(Option option, string? value)
        {
            if (value is not null)
            {
                query.Append('&').Append(option.Name.TrimStart('-')).Append('=').Append(Uri.EscapeDataString(value));
            }
        }
    }

    private static DateTimeOffset? Time(string? text)
        => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time)
            ? time.ToUniversalTime()
            : null;

    private static Option<string> Text(string name, string help, string description)
        => new(name) { Description = description, HelpName = help };
}
