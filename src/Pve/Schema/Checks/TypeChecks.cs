using System.Globalization;
using System.Text.RegularExpressions;

namespace Proxima.Pve.Schema.Checks;

/// <summary>Whether a value is of a kind at all.</summary>
internal static partial class TypeChecks
{
    public static bool Fits(string path, PveKind kind, PveInput value, PveErrors errors)
    {
        var error = (kind, value) switch
        {
            (PveKind.Any, _) => null,
            (PveKind.Null, _) => "type check ('null') failed - value is not null",
            (PveKind.Array, not PveInput.List) => "type check ('array') failed",
            (PveKind.Object, not PveInput.Map) => "type check ('object') failed",
            (PveKind.Array or PveKind.Object, _) => null,
            (PveKind.Boolean, PveInput.Truth) => null,
            (PveKind.Boolean, PveInput.Text { Value: "0" or "1" }) => null,
            (PveKind.Integer, PveInput.Text text) when Integer().IsMatch(text.Value) => null,
            (PveKind.Number, PveInput.Text text) when Number().IsMatch(text.Value) => null,
            (PveKind.Text, PveInput.Text) => null,
            (_, PveInput.Text text) => $"type check ('{Name(kind)}') failed - got '{text.Value}'",
            _ => $"type check ('{Name(kind)}') failed - got {Perl(value)}",
        };
        if (error is null)
        {
            return true;
        }

        errors.Add(path, error);
        return false;
    }

    /// <summary>The number a text is, or null; beyond what a decimal holds it is its greatest value.</summary>
    public static decimal? NumberOf(string text)
    {
        if (!Number().IsMatch(text))
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        return text.StartsWith('-') ? decimal.MinValue : decimal.MaxValue;
    }

    private static string Name(PveKind kind) => kind switch
    {
        PveKind.Text => "string",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Perl(PveInput value) => value switch
    {
        PveInput.List => "ARRAY",
        PveInput.Map => "HASH",
        _ => "JSON::PP::Boolean",
    };

    [GeneratedRegex(@"^[+-]?[0-9]+\n?\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[+-]?([0-9]+\.[0-9]+|[0-9]+\.|\.[0-9]+|[0-9]+)([eE][+-]?[0-9]+)?\n?\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Number();
}
