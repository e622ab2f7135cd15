using System.Text;

namespace Proxima.Server.Features.Access;

/// <summary>How a user may be called.</summary>
internal static class UserName
{
    public const int MaxLength = 64;

    /// <summary>Names the audit trail uses for those who are no user.</summary>
    private static readonly string[] Taken = ["ANONYMOUS", "SETUP", "SYSTEM", "PROXIMA"];

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
            _ when Lookalikes.IsMixed(name) => "The name mixes letters of scripts that look alike",
            _ when wrong is { } rune => $"The name holds {Show(rune)}; it may hold letters, digits and . _ - @",
            _ when IsTaken(name) => $"The name {name} is reserved, or looks like one that is",
            _ => "",
        };
        return problem.Length == 0;
    }

    /// <summary>What names are compared by.</summary>
    public static string Key(string name) => name.ToUpperInvariant();

    private static bool IsTaken(string name) => Taken.Any(taken => Lookalikes.Imitates(taken, name));

    private static string TooLong() => $"The name is longer than {MaxLength} characters";

    private static bool IsAllowed(Rune rune)
        => (Rune.IsLetterOrDigit(rune) && !Lookalikes.IsInvisible(rune)) || rune.Value is '.' or '_' or '-' or '@';

    private static string Show(Rune rune) => Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? $"U+{rune.Value:X4}" : $"'{rune}'";

    /// <summary>Null for half a surrogate pair.</summary>
    public static string? Normalized(string typed, NormalizationForm form)
    {
        try
        {
            return typed.Normalize(form);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool TryNormalize(string typed, out string name)
    {
        name = Normalized(typed, NormalizationForm.FormKC) ?? "";
        return name.Length > 0 || typed.Length == 0;
    }
}
