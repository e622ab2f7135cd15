using System.Globalization;
using System.Text;

namespace Proxima.Server.Features.Access;

/// <summary>What people call a role, a group, a token, or themselves: one line of text that shows.</summary>
internal static class Title
{
    public const int MaxLength = 64;

    /// <summary>The text in NFC without space around it, or what is wrong with it.</summary>
    public static bool TryParse(string typed, string what, out string title, out string problem)
    {
        (title, problem) = ("", "");
        if (typed.Length > MaxLength * 4 || UserName.Normalized(typed, NormalizationForm.FormC) is not { } text)
        {
            problem = $"The {what} is longer than {MaxLength} characters, or holds characters that are no text";
            return false;
        }

        var trimmed = text.Trim();
        problem = true switch
        {
            _ when trimmed.Length == 0 => $"The {what} is empty",
            _ when trimmed.EnumerateRunes().Count() > MaxLength => $"The {what} is longer than {MaxLength} characters",
            _ when !trimmed.EnumerateRunes().All(Shows) => $"The {what} holds characters that cannot be seen",
            _ => "",
        };
        title = trimmed;
        return problem.Length == 0;
    }

    /// <summary>What titles are compared by.</summary>
    public static string Key(string title) => title.ToUpperInvariant();

    /// <summary>No control character, no formatting (bidi overrides, zero width), nothing unassigned.</summary>
    private static bool Shows(Rune rune)
        => !Lookalikes.IsInvisible(rune) && Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
