using System.Text.RegularExpressions;

namespace Proxima.Collect.Linux.Processes;

/// <summary>
/// /proc/PID/cmdline made fit to show: anything that looks like a secret becomes <c>***</c>.
/// It errs on the side of hiding: a port lost behind <c>-p</c> hurts nobody.
/// </summary>
internal static partial class CommandLine
{
    private const string Mask = "***";

    /// <summary>Longer command lines are cut: nobody reads them and masking them would cost.</summary>
    private const int Longest = 8192;
    private const int PatternMilliseconds = 250;

    /// <summary>Words that make an option's name secret.</summary>
    private const string SecretWord =
        "pass(?:word|wd|phrase)?|pwd|secret|token|api[-_.]?key|access[-_.]?key|private[-_.]?key|auth|credentials?|cookie|bearer|psk";

    /// <summary>Programs that take a password glued to -p.</summary>
    private static readonly string[] GluedPassword = ["mysql", "mariadb", "sshpass", "7z", "7za", "7zr", "rar", "unrar", "zip"];

    /// <summary>Programs with a letter of their own for the password in the next argument.</summary>
    private static readonly (string Program, string Option)[] OwnOptions = [("redis-cli", "-a"), ("ldap", "-w")];

    /// <summary>Arguments joined by blanks with secrets masked; empty for kernel threads.</summary>
    public static string Shown(string cmdline)
    {
        var isCut = cmdline.Length > Longest;
        var arguments = (isCut ? cmdline[..Longest] : cmdline).TrimEnd('\0').Split('\0');
        var program = arguments[0][(arguments[0].LastIndexOf('/') + 1)..];
        var hideNext = Next.Show;
        for (var i = 1; i < arguments.Length; i++)
        {
            var argument = arguments[i];
            var isValue = hideNext == Next.Hide || (hideNext == Next.HideUnlessOption && !argument.StartsWith('-'));
            hideNext = hideNext == Next.HideAfterColon ? Next.Show : After(argument, program);
            arguments[i] = isValue ? Mask : Masked(argument, program);
            if (isValue) hideNext = Next.Show;
            else if (i > 1 && After(arguments[i - 1], program) == Next.HideAfterColon) arguments[i] = AfterColon(argument);
        }

        arguments[0] = Masked(arguments[0], string.Empty);
        var shown = string.Join(' ', arguments.Select(Printable));
        return isCut ? shown + " …" : shown;
    }

    /// <summary>What the argument behind this one holds.</summary>
    private static Next After(string argument, string program) => argument switch
    {
        "-p" or "-P" or "--pass" => Next.Hide,
        "-u" or "--user" or "-U" or "--proxy-user" => Next.HideAfterColon,
        _ when IsOwnOption(argument, program) => Next.Hide,
        _ => SecretOption().IsMatch(argument) ? Next.HideUnlessOption : Next.Show,
    };

    private static string Masked(string argument, string program)
    {
        if (argument.Length > 2 && argument.StartsWith("-p", StringComparison.Ordinal) && argument[2] != '-'
            && GluedPassword.Any(known => program.StartsWith(known, StringComparison.Ordinal)))
        {
            return "-p" + Mask;
        }

        try
        {
            var text = Header().Replace(argument, "${name}" + Mask);
            text = Assignment().Replace(text, "${name}" + Mask);
            text = Inner().Replace(text, "${name}" + Mask);
            text = UserInfo().Replace(text, "${user}:" + Mask + "@");
            return KnownToken().Replace(text, Mask);
        }
        catch (RegexMatchTimeoutException)
        {
            return Mask;
        }
    }

    private static bool IsOwnOption(string argument, string program)
        => Array.Exists(OwnOptions, own => own.Option == argument && program.StartsWith(own.Program, StringComparison.Ordinal));

    /// <summary><c>user:password</c> of -u, <c>user%password</c> of Samba's -U.</summary>
    private static string AfterColon(string argument)
    {
        var colon = argument.AsSpan().IndexOfAny(':', '%');
        return colon < 0 ? argument : argument[..(colon + 1)] + Mask;
    }

    /// <summary>Control characters could move the cursor of whoever prints this.</summary>
    private static string Printable(string argument)
        => argument.AsSpan().ContainsAnyInRange('\0', '\x1f') || argument.AsSpan().ContainsAnyInRange('\x7f', '\x9f')
            ? string.Create(argument.Length, argument, static (span, text) =>
            {
                for (var i = 0; i < span.Length; i++) span[i] = char.IsControl(text[i]) ? ' ' : text[i];
            })
            : argument;

    private enum Next
    {
        Show,
        Hide,
        HideUnlessOption,
        HideAfterColon,
    }

    /// <summary><c>--password</c> with its value in the next argument.</summary>
    [GeneratedRegex(
        @"^--?[\w.-]*(?:" + SecretWord + @")[\w.-]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternMilliseconds)]
    private static partial Regex SecretOption();

    /// <summary><c>password=x</c>, <c>DB_TOKEN=x</c>, <c>"secret": "x"</c>, <c>key=x</c>, anywhere in an argument.</summary>
    [GeneratedRegex(
        @"(?<name>(?:[\w.-]*(?:" + SecretWord + @")[\w.-]*|(?<![\w.-])key)[""']?\s*[=:]\s*)(?:""[^""]*""?|'[^']*'?|[^\s,;&""']+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex Assignment();

    /// <summary><c>--password x</c> and <c>-p x</c> inside one argument (sh -c "…").</summary>
    [GeneratedRegex(
        @"(?<name>(?:(?<=^|\s)-p|--?[\w.-]*(?:" + SecretWord + @")[\w.-]*)\s+)(?:""[^""]*""?|'[^']*'?|[^\s""']+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex Inner();

    /// <summary>HTTP headers that carry a secret, to the end of the argument.</summary>
    [GeneratedRegex(
        @"(?<name>(?:(?:proxy-)?authorization|cookie|set-cookie|x-[\w-]*(?:key|token|auth)[\w-]*)\s*:\s*|(?:bearer|basic)\s+)[^""']+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex Header();

    /// <summary><c>user:password@host</c>, with or without a scheme.</summary>
    [GeneratedRegex(
        @"(?<user>(?:\w+://)?[^\s:/@=""']*):[^\s@""']+@",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex UserInfo();

    /// <summary>Tokens that say by their shape what they are: GitHub, GitLab, Slack, AWS, OpenAI-like, JSON web tokens.</summary>
    [GeneratedRegex(
        @"\b(?:gh[pousr]_\w{16,}|github_pat_\w{16,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{8,}|"
            + @"AKIA[0-9A-Z]{12,}|sk-[\w-]{16,}|eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, PatternMilliseconds)]
    private static partial Regex KnownToken();
}
