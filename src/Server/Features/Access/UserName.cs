using System.Text;

namespace Proxima.Server.Features.Access;

/// <summary>How a user may be called.</summary>
internal static class UserName
{
    public const int MaxLength = 64;

    /// <summary>Names the audit trail uses for those who are no user.</summary>
    private static readonly string[] Taken = ["ANONYMOUS", "SETUP", "SYSTEM"];

    /// <summary>The name in NFKC, or what is wrong with it.</summary>
    public static bool TryParse(string typed, out string name, out string problem)
    {
        (name, problem) = ("", "");
        if (typed.Length > MaxLength * 4 || !TryNormalize(typed, out name))
        {
            problem = typed.Length > MaxLength * 4 ? TooLong() : "The name holds characters that are no text";
            return false;
        }

        var letters = name.EnumerateRunes().Count();
        // Null, not default: the default rune is NUL, which is among the wrong ones.
        var wrong = name.EnumerateRunes().Where(rune => !IsAllowed(rune)).Select(rune => (Rune?)rune).FirstOrDefault();
        problem = true switch
        {
            _ when letters == 0 => "The name is empty",
            _ when letters > MaxLength => TooLong(),
            _ when wrong is { } rune => $"The name holds {Show(rune)}; it may hold letters, digits and . _ - @",
            _ when Taken.Contains(Key(name), StringComparer.Ordinal) => $"The name {name} is reserved",
            _ => "",
        };
        return problem.Length == 0;
    }

    /// <summary>What names are compared by.</summary>
    public static string Key(string name) => name.ToUpperInvariant();

    private static string TooLong() => $"The name is longer than {MaxLength} characters";

    private static bool IsAllowed(Rune rune) => Rune.IsLetterOrDigit(rune) || rune.Value is '.' or '_' or '-' or '@';

    private static string Show(Rune rune) => Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? $"U+{rune.Value:X4}" : $"'{rune}'";

    private static bool TryNormalize(string typed, out string name)
    {
        try
        {
            name = typed.Normalize(NormalizationForm.FormKC);
            return true;
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair.
            name = "";
            return false;
        }
    }
}
