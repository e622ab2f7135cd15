using System.Text.Json;
using System.Text.RegularExpressions;
using Proxima.Collect.Linux;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Proxmox;

/// <summary><c>pveversion -v</c> (a package a line), <c>pveversion</c> (one line), and the same of Proxmox Backup Server.</summary>
internal static partial class PveVersionText
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    public static Reading<PveVersionList> Parse(string text)
    {
        if (Matches(text)) return Read(text, "pveversion", Json);
        Dictionary<string, string> packages = new(StringComparer.Ordinal);
        string? kernel = null;
        string? version = null;
        foreach (var line in text.Split('\n'))
        {
            if (Short().Match(line) is { Success: true } one)
            {
                packages[one.Groups["name"].Value] = version = one.Groups["version"].Value;
            }
            else if (Package().Match(line) is { Success: true } package)
            {
                packages[package.Groups["name"].Value] = package.Groups["version"].Value;
                if (package.Groups["name"].Value is "pve-manager" or "proxmox-backup-server"
                    or "proxmox-mailgateway") version ??= package.Groups["version"].Value;
            }
            else if (packages.Count > 0 && line.Contains("not correctly installed", StringComparison.Ordinal)) continue;

            if (Kernel().Match(line) is { Success: true } running) kernel ??= running.Groups["version"].Value;
        }

        return packages.Count == 0 ? Reading.Failed<PveVersionList>($"pveversion: no package in {Quote.Of(text.AsSpan().Trim())}")
            : Reading.Of(new PveVersionList { Version = version, RunningKernel = kernel, Packages = packages });
    }

    /// <summary>/nodes/{node}/apt/versions, /version.</summary>
    private static Reading<PveVersionList> Json(JsonElement root)
    {
        var data = Member(root, "data") is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } inner ? inner : root;
        if (Words(data, "version") is { } version && Words(data, "release", "repoid") is not null)
            return Reading.Of(new PveVersionList { Version = version, Packages = new Dictionary<string,
                string> { ["pve-manager"] = version } });
        Dictionary<string, string> packages = new(StringComparer.Ordinal);
        foreach (var item in List(data))
        {
            if (Words(item, "Package") is { } name && Words(item, "OldVersion", "Version") is { } installed) packages[name] = installed;
        }

        return packages.Count == 0 ? Reading.Absent<PveVersionList>("JSON, but not of versions") : Reading.Of(new PveVersionList
        {
            Version = packages.GetValueOrDefault("pve-manager") ?? packages.GetValueOrDefault("proxmox-backup-server"),
            RunningKernel = List(data).Select(item => Words(item, "RunningKernel")).FirstOrDefault(kernel => kernel is not null),
            Packages = packages,
        });
    }

    [GeneratedRegex(@"^(?<name>pve-manager|proxmox-backup-server)[/ ](?<version>[0-9][^/ ]*)", Options)]
    private static partial Regex Short();

    [GeneratedRegex(@"^(?<name>[a-z][a-z0-9+.-]+): (?<version>[0-9][A-Za-z0-9.+~:-]*)", Options)]
    private static partial Regex Package();

    [GeneratedRegex(@"running kernel: (?<version>[^)\s]+)", Options)]
    private static partial Regex Kernel();
}
