using Proxima.Collect.Storage.Raid;
using Proxima.Collect.Storage.Smart;
using Proxima.Model.Host;
using Proxima.TestKit;

namespace Proxima.Collect.Tests.Storage;

/// <summary>Real outputs: each is a value but for those that are none of the program's.</summary>
public sealed class DiskSampleTests
{
    [Theory]
    [InlineData("smartctl-json")]
    [InlineData("smartctl-text")]
    [InlineData("nvme-cli")]
    [InlineData("raid-hw")]
    public void Every_real_output_is_a_value(string kind)
    {
        var folder = Fixtures.Folder(kind);
        var without = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => !IsNoOutput(path))
            .Where(path => Kinds.Parse(kind, File.ReadAllText(path), path).Json is null)
            .Select(path => Path.GetRelativePath(folder, path));

        without.ShouldBeEmpty();
    }

    /// <summary>Tables of a collection in Markdown, and a description of disks that smartctl did not write.</summary>
    private static bool IsNoOutput(string path)
        => path.EndsWith("README.md", StringComparison.Ordinal) || path.EndsWith("_topology.json", StringComparison.Ordinal);

    /// <summary>What stands in a text at all is in the record too.</summary>
    [Fact]
    public void Nothing_a_text_says_of_a_disk_is_lost()
    {
        var folder = Fixtures.Folder("smartctl-text");
        List<string> lost = [];
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(path);
            if (!text.EndsWith('\n')) text += "\n";
            var disks = SmartText.ParseAll(text);
            if (disks.Count != 1) continue;
            foreach (var (mark, has) in Marks)
            {
                if (text.Contains(mark, StringComparison.Ordinal) && !has(disks[0])) lost.Add($"{Path.GetRelativePath(folder, path)}: {mark}");
            }
        }

        lost.ShouldBeEmpty();
    }

    private static readonly (string Mark, Func<SmartReport, bool> Has)[] Marks =
    [
        ("test result: PASSED", disk => disk.IsPassed == true),
        ("test result: FAILED", disk => disk.IsPassed == false),
        ("SMART Health Status: OK", disk => disk.IsPassed == true),
        ("SMART support is: Enabled", disk => disk.IsSmartEnabled == true),
        ("\n  5 Realloc", disk => disk.ReallocatedSectors is not null),
        ("\n199 UDMA", disk => disk.InterfaceErrors is not null),
        ("\n197 Current_Pending", disk => disk.PendingSectors is not null),
        ("\nPower On Hours:", disk => disk.PowerOnHours is not null),
        ("\nPercentage Used:", disk => disk.LifeLeftPercent is not null),
        ("FAILING_NOW", disk => disk.Attributes.Any(attribute => attribute.Failed == AttributeFailure.Now)),
        ("\n# 1 ", disk => disk.SelfTests?.Entries.Count > 0),
        ("Rotation Rate:    7200", disk => disk.RotationRpm == 7200),
        ("Rotation Rate:    Solid State Device", disk => disk.RotationRpm == 0),
        ("Completed: read failure", disk => disk.SelfTests?.Entries.Any(test => test.IsPassed == false) == true),
    ];

    /// <summary>Where a collection holds JSON and text of the same disk at the same hour, both are the same record.</summary>
    [Fact]
    public void Text_and_json_of_the_same_disk_agree()
    {
        var texts = Reports("smartctl-text").ToLookup(sample => (sample.Disk.Serial, sample.Disk.PowerOnHours));
        List<string> differences = [];
        var pairs = 0;
        foreach (var (path, json) in Reports("smartctl-json"))
        {
            foreach (var (textPath, text) in texts[(json.Serial, json.PowerOnHours)].Where(other => other.Disk.Model == json.Model))
            {
                pairs++;
                differences.AddRange(SmartPairs.Difference(text, json).Select(difference => $"{path} and {textPath}: {difference}"));
            }
        }

        differences.ShouldBeEmpty();
        if (pairs == 0) throw Skip.Because("the collection holds no disk both as JSON and as text");
    }

    [Fact]
    public void The_failing_drive_of_a_controller_is_seen()
        => RaidText.Parse(Fixtures.Text("raid-hw", "glensc_nagios-plugin-check_raid/megacli__issue49__pdlist")).Value.ShouldNotBeNull().Drives
            .ShouldContain(drive => drive.MediaErrors == 94 && drive.PredictiveFailures == 4);

    private static IEnumerable<(string Path, SmartReport Disk)> Reports(string kind)
    {
        var folder = Fixtures.Folder(kind);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(path);
            var reading = kind == "smartctl-json" ? SmartJson.Parse(text) : SmartText.Parse(text);
            if (reading.Value is { Serial: { } serial, PowerOnHours: not null } disk && !serial.Contains("XXXX", StringComparison.Ordinal)
                && serial != "REDACTED") yield return (Path.GetRelativePath(folder, path), disk);
        }
    }
}
