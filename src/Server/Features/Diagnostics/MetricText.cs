using System.Globalization;
using System.Text;

namespace Proxima.Server.Features.Diagnostics;

internal enum MetricFormat
{
    /// <summary>Prometheus text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats).</summary>
    Prometheus,

    /// <summary>OpenMetrics 1.0 (github.com/OpenObservability/OpenMetrics).</summary>
    OpenMetrics,
}

/// <summary>
/// The text of one family. What is not known or not finite is left out: a monitoring system must see a gap, not a number.
/// Of two samples with the same labels the first is kept, because a page with both would be refused as a whole.
/// </summary>
internal sealed class MetricText(MetricFamily family, MetricFormat format)
{
    public const string EndOfOpenMetrics = "# EOF\n";
    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Adds a sample; values of labels in the order of the family's, a null as an empty one.</summary>
    public void Add(double? value, params ReadOnlySpan<string?> labels)
    {
        if (value is not { } known || !double.IsFinite(known))
            return;
        if (labels.Length != family.Labels.Count)
            throw new ArgumentException($"{family.Name} has {family.Labels.Count} labels, {labels.Length} were given", nameof(labels));
        var written = Labels(labels);
        if (!_seen.Add(written))
            return;
        _text.Append(family.SampleName).Append(written).Append(' ').Append(known.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    /// <summary>Head and samples; empty when there is no sample.</summary>
    public override string ToString()
    {
        if (_text.Length == 0)
            return string.Empty;
        var isOpen = format == MetricFormat.OpenMetrics;
        var name = isOpen ? family.Name : family.SampleName;
        var type = family.Type switch
        {
            MetricType.Counter => "counter",
            MetricType.Info when isOpen => "info",
            _ => "gauge",
        };
        var head = new StringBuilder().Append("# HELP ").Append(name).Append(' ').Append(EscapeHelp(family.Help)).Append('\n')
            .Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        if (isOpen && family.Unit is not null)
            head.Append("# UNIT ").Append(name).Append(' ').Append(family.Unit).Append('\n');
        return head.Append(_text).ToString();
    }

    private string Labels(ReadOnlySpan<string?> values)
    {
        if (values.IsEmpty)
            return string.Empty;
        var text = new StringBuilder("{");
        for (var i = 0; i < values.Length; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(family.Labels[i]).Append("=\"");
            AppendEscaped(text, values[i]);
            text.Append('"');
        }

        return text.Append('}').ToString();
    }

    private static void AppendEscaped(StringBuilder text, string? value)
    {
        foreach (var character in value ?? string.Empty)
        {
            _ = character switch
            {
                '\\' => text.Append("\\\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append("\\n"),
                _ => text.Append(character),
            };
        }
    }

    private static string EscapeHelp(string help)
        => help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
