using Proxima.Collect.ProgramText;
using Proxima.Collect.Software;
using Proxima.Model;

namespace Proxima.Collect.KindsOf;

/// <summary>Output of programs that tell of packages, bans and the journal.</summary>
internal static class SoftwareKinds
{
    public static KindResult Apt(string text, string? attribute)
    {
        if (JsonText.Matches(text) && AptText.Updates(text) is { } updates)
            return KindResult.Of(Reading.Of(updates), HostToolJson.Default.UpgradablePackageList);
        if (JsonText.Matches(text)) return KindResult.Of(AptText.Json(text), HostToolJson.Default.AptParagraphList);
        return AptText.IsUpgradable(text) ? KindResult.Of(AptText.Upgradable(text), HostToolJson.Default.UpgradablePackageList)
            : KindResult.Of(AptText.Paragraphs(text), HostToolJson.Default.AptParagraphList);
    }

    public static KindResult Fail2Ban(string text, string? attribute)
        => KindResult.Of(Fail2BanText.Parse(text), HostToolJson.Default.Fail2BanStatus);

    public static KindResult Journal(string text, string? attribute)
        => KindResult.Of(JournalJson.Parse(text), HostToolJson.Default.JournalList);
}
