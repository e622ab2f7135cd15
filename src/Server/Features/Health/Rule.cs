using System.Globalization;
using Proxima.Model.Figures;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health;

/// <summary>One rule: pure, without words of its own (those are in <see cref="Messages"/> under the same id).</summary>
internal abstract record Rule(string Id, HealthCategory Category, string Source);

/// <summary>Judges figures; asked only while they are fresh, because old figures say nothing.</summary>
internal sealed record FiguresRule(
    string Id, HealthCategory Category, string Source, Func<HostFigures, HealthOptions, IEnumerable<Verdict>> Judge)
    : Rule(Id, Category, Source);

/// <summary>Judges what is known beside the figures; always asked.</summary>
internal sealed record StandingRule(string Id, HealthCategory Category, string Source, Func<HealthInput, IEnumerable<Verdict>> Judge)
    : Rule(Id, Category, Source);

/// <summary>What a rule found. <see cref="Source"/> is given where it differs from the rule's.</summary>
internal sealed record Verdict(Severity Severity, string? Part, IReadOnlyDictionary<string, string> Arguments, string? Source = null)
{
    public static Verdict Of(Severity severity, string? part, params ReadOnlySpan<(string Name, string Value)> arguments)
    {
        var named = new Dictionary<string, string>(arguments.Length, StringComparer.Ordinal);
        foreach (var (name, value) in arguments)
        {
            named[name] = value;
        }

        return new Verdict(severity, part, named);
    }
}

/// <summary>Numbers as they stand in findings.</summary>
internal static class Figure
{
    /// <summary>One decimal, rounded up, so that a value over its limit never reads as equal to it.</summary>
    public static string Over(double value) => (Math.Ceiling(value * 10) / 10).ToString("0.#", CultureInfo.InvariantCulture);

    public static string Plain(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Plain(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Warning or critical where a value is over one of two limits, with the limit it broke; null where it is over none.</summary>
    public static (Severity Severity, double Limit)? Judge(double value, double warning, double critical)
        => value > critical ? (Severity.Critical, critical) : value > warning ? (Severity.Warning, warning) : null;
}
