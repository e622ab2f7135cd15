using Proxima.Model;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health;

/// <summary>Facts, rules and the findings of the last time in; findings out. Pure: no clock, no store, no log.</summary>
internal static class Evaluator
{
    /// <summary>A node with more problems than this has one problem, and the page could not show them all.</summary>
    public const int MostFindings = 200;

    public static IReadOnlyList<Finding> Evaluate(HealthInput input, HealthOptions options, IReadOnlyList<Rule> rules)
    {
        var firstSeen = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var finding in input.Open)
        {
            firstSeen[finding.Key] = finding.FirstSeen;
        }

        var found = new Dictionary<string, Finding>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            foreach (var verdict in Ask(rule, input, options))
            {
                var finding = Make(input, rule, verdict, firstSeen);
                if (!found.TryGetValue(finding.Key, out var known) || known.Severity < finding.Severity)
                {
                    found[finding.Key] = finding;
                }
            }
        }

        return [.. WorstFirst(found.Values).Take(MostFindings)];
    }

    /// <summary>Worst first, of the same severity the oldest first.</summary>
    public static IEnumerable<Finding> WorstFirst(IEnumerable<Finding> findings)
        => findings
            .OrderByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.FirstSeen)
            .ThenBy(finding => finding.Key, StringComparer.Ordinal);

    private static IEnumerable<Verdict> Ask(Rule rule, HealthInput input, HealthOptions options) => rule switch
    {
        FiguresRule judge => input.IsFresh && input.Figures is { } figures ? judge.Judge(figures, options) : [],
        StandingRule judge => judge.Judge(input),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.GetType(), "unknown kind of rule"),
    };

    private static Finding Make(HealthInput input, Rule rule, Verdict verdict, Dictionary<string, DateTimeOffset> firstSeen)
    {
        var subject = SubjectId.Of(input.Node);
        var key = verdict.Part is null ? $"{rule.Id}:{subject}" : $"{rule.Id}:{subject}:{verdict.Part}";
        var message = Messages.All[rule.Id];
        return new Finding
        {
            Key = key,
            Rule = rule.Id,
            Category = rule.Category,
            Severity = verdict.Severity,
            Node = input.Node,
            Part = verdict.Part,
            Text = Messages.Fill(message.Text, verdict.Arguments),
            Arguments = verdict.Arguments,
            Advice = message.Advice is null ? null : Messages.Fill(message.Advice, verdict.Arguments),
            Source = verdict.Source ?? rule.Source,
            FirstSeen = firstSeen.TryGetValue(key, out var seen) ? seen : input.Now,
            LastSeen = input.Now,
        };
    }
}
