using System.Globalization;
using Proxima.Collect.Linux;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Software;

/// <summary><c>fail2ban-client status</c> and <c>status JAIL</c>, of one or several.</summary>
internal static class Fail2BanText
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
        if (text.Contains("Does not exist", StringComparison.OrdinalIgnoreCase)) return Reading.Absent<Fail2BanStatus>("no such jail");
        return text.Contains("command not found", StringComparison.Ordinal) ? Reading.Absent<Fail2BanStatus>("fail2ban is not installed")
            : Reading.Failed<Fail2BanStatus>($"fail2ban: {Quote.Of(text.AsSpan().Trim())}");
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
}
