using System.Collections.Frozen;
using System.Text;

namespace Proxima.Server.Features.Access;

/// <summary>
/// What a password must be: long (NIST SP 800-63B), not the user's name, and not one that every guesser tries first. No rules
/// about kinds of characters: they make passwords worse.
/// </summary>
internal static class PasswordRule
{
    public const int MinLength = 10;
    public const int MaxLength = 1024;

    /// <summary>From the top of published lists, what is long enough to pass otherwise; compared without case.</summary>
    private static readonly FrozenSet<string> Common = new[]
    {
        "0123456789", "0987654321", "01234567890", "1020304050", "1029384756", "1122334455", "1234512345", "1234554321", "1234567890",
        "12345678900", "12345678910", "123456789a", "123456789q", "123456789abc", "1234567891", "12345qwert", "123qweasdzxc", "1q2w3e4r5t",
        "1q2w3e4r5t6y", "1qaz2wsx3edc", "1qazxsw23edc", "987654321a", "9876543210", "abc1234567", "abcd1234567", "abcdefghij", "admin12345",
        "admin123456", "administrator", "adminadmin", "asdfghjkl;", "asdfghjkl1", "basketball", "changeme123", "changeme1234", "chocolate1",
        "football123", "helloworld", "homelab123", "iloveyou12", "iloveyou123", "letmein123", "letmein1234", "michelle123", "monkey12345",
        "p@ssw0rd123", "p@ssword123", "pa$$word123", "pass123456", "passw0rd123", "password00", "password01", "password10", "password11",
        "password12", "password123", "password1234", "password12345", "password123456", "password1!", "password123!", "passwordpassword",
        "proxima123", "proxima1234", "proxmox123", "proxmox1234", "proxmoxproxmox", "q1w2e3r4t5", "q1w2e3r4t5y6",
        "qazwsxedc1", "qazwsxedcrfv", "qwerty12345", "qwerty123456", "qwerty1234", "qwertyuiop", "qwertyuiop1", "qwertyuiop123",
        "qwertzuiop", "rootroot12", "rootrootroot", "samsung123", "spiderman1", "starwars123", "sunshine123", "superman123", "test123456",
        "testtest123", "trustno1234", "welcome123",
        "welcome1234", "whatever123", "zaq12wsxcde3", "zxcvbnm123",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong, as code and sentence, or null.</summary>
    public static (string Code, string Sentence)? Problem(string password, string userName)
    {
        if (password.Length > MaxLength)
        {
            return ("password-too-long", $"The password is longer than {MaxLength} characters");
        }

        if (Normalize(password) is not { } text)
        {
            return ("password-unreadable", "The password holds characters that are no text");
        }

        return true switch
        {
            _ when text.EnumerateRunes().Count() < MinLength =>
                ("password-too-short", $"The password is shorter than {MinLength} characters"),
            _ when text.Equals(userName, StringComparison.OrdinalIgnoreCase) => ("password-is-name", "The password is the user name"),
            _ when Common.Contains(text) || IsOneLetter(text) =>
                ("password-too-common", "This password is among the first that guessers try"),
            _ => null,
        };
    }

    /// <summary>The same password from every keyboard: NFC. Null for half a surrogate pair.</summary>
    public static string? Normalize(string password)
    {
        try
        {
            return password.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsOneLetter(string text) => text.All(letter => letter == text[0]);
}
