using System.Globalization;
using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Software;

/// <summary><c>fail2ban-client status</c> and <c>status JAIL</c>, of one or several, <c>banned</c>, <c>ping</c> and
/// <c>version</c>.</summary>
internal static partial class Fail2BanText
{
    public static Reading<Fail2BanStatus> Parse(string text)
    {
        List<Fail2BanJail> jails = [];
        var isStatus = false;
        foreach (var line in text.Split('\n'))
        {
            var plain = line.TrimStart(' ', '|', '`', '-', '\t').TrimEnd();
            if (plain is "Status") isStatus = true;
            else if (plain.StartsWith("Status for the jail:",
                StringComparison.Ordinal)) jails.Add(new Fail2BanJail { Name = Behind(plain) });
            else if (plain.StartsWith("Jail list:", StringComparison.Ordinal))
                jails.AddRange(Behind(plain).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(name => new Fail2BanJail { Name = name }));
            else if (jails.Count > 0) jails[^1] = With(jails[^1], plain);
        }

        if (jails.Count > 0 || isStatus) return Reading.Of(new Fail2BanStatus(jails));
        var answer = text.AsSpan().Trim();
        if (answer is "Server replied: pong" || Version().IsMatch(answer)) return Reading.Of(new Fail2BanStatus([]));
        if (answer.StartsWith("[{'") || answer is "[]") return Reading.Of(new Fail2BanStatus([.. Banned(text)]));
        if (text.Contains("Failed to access socket", StringComparison.Ordinal) || text.Contains("Is fail2ban running",
            StringComparison.Ordinal)
            || text.Contains("Could not find server",
                StringComparison.Ordinal)) return Reading.Absent<Fail2BanStatus>("fail2ban does not run");
        if (text.Contains("Does not exist", StringComparison.OrdinalIgnoreCase)) return Reading.Absent<Fail2BanStatus>("no such jail");
        return text.Contains("command not found", StringComparison.Ordinal) ? Reading.Absent<Fail2BanStatus>("fail2ban is not installed")
            : Reading.Failed<Fail2BanStatus>($"fail2ban: {Quote.Of(text.AsSpan().Trim())}");
    }

    /// <summary><c>[{'sshd': ['192.0.2.1']}, {'proxmox': []}]</c></summary>
    private static IEnumerable<Fail2BanJail> Banned(string text)
    {
        foreach (Match jail in BannedJail().Matches(text))
        {
            string[] addresses = [.. jail.Groups["list"].Value.Split(',',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(address => address.Trim('\''))];
            yield return new Fail2BanJail { Name = jail.Groups["name"].Value, CurrentlyBanned = addresses.Length,
                BannedAddresses = addresses };
        }
    }

    private static Fail2BanJail With(Fail2BanJail jail, string line)
    {
        if (line.StartsWith("Currently failed:", StringComparison.Ordinal)) return jail with { CurrentlyFailed = Number(line) };
        if (line.StartsWith("Total failed:", StringComparison.Ordinal)) return jail with { TotalFailed = Number(line) };
        if (line.StartsWith("Currently banned:", StringComparison.Ordinal)) return jail with { CurrentlyBanned = Number(line) };
        if (line.StartsWith("Total banned:", StringComparison.Ordinal)) return jail with { TotalBanned = Number(line) };
        return line.StartsWith("Banned IP list:", StringComparison.Ordinal) || line.StartsWith("IP list:", StringComparison.Ordinal)
            ? jail with { BannedAddresses = Behind(line).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) }
            : jail;
    }

    private static string Behind(string line) => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();

    private static long? Number(string line)
        => long.TryParse(Behind(line), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^([Ff]ail2[Bb]an v)?\d+\.\d+(\.\d+)*\S*$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Version();

    [GeneratedRegex(@"\{'(?<name>[^']+)': \[(?<list>[^\]]*)\]\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex BannedJail();
}
