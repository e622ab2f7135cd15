using System.Text.Json;
using Proxima.TestKit;

namespace Proxima.Collect.Tests.Storage;

/// <summary>Every sample of a real host: a value, or absent where the text itself says that there is nothing.</summary>
public sealed class StorageSweepTests
{
    private static readonly string[] MayBeAbsent = ["the cluster does not support this command", "this version does not know the command"];

    [Theory]
    [InlineData("ceph")]
    [InlineData("kernel-log")]
    [InlineData("lsblk")]
    [InlineData("lvm")]
    [InlineData("mdadm")]
    [InlineData("mdstat")]
    [InlineData("pve-disks")]
    [InlineData("zfs-kstat")]
    [InlineData("zfs-list")]
    [InlineData("zpool-list")]
    [InlineData("zpool-status")]
    public void Every_real_sample_is_a_value(string kind)
    {
        var folder = Fixtures.Folder(kind);
        var real = File.ReadLines(Path.Combine(folder, "..", "MANIFEST.tsv")).Select(line => line.Split('\t'))
            .Where(cells => cells[0] == kind && cells[6].StartsWith("[real]", StringComparison.Ordinal)).Select(cells => cells[1]).ToHashSet();
        List<string> wrong = [];
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(path);
            var result = Kinds.Parse(kind, text, path);
            if (result.Json is not null || string.IsNullOrWhiteSpace(text)) continue;
            if (result.Absent is { } reason && MayBeAbsent.Contains(reason)) continue;
            if (real.Contains(kind + "/" + Path.GetRelativePath(folder, path))) wrong.Add($"{path}: {result.Absent ?? result.Failed}");
        }

        wrong.ShouldBeEmpty();
    }

    /// <summary>Pairs of the program's text and a converter's JSON of the same text.</summary>
    [Theory]
    [InlineData("mdadm", "mdadm-*.out")]
    [InlineData("lsblk", "*__df*.out")]
    [InlineData("lsblk", "*__blkid*.out")]
    [InlineData("lsblk", "*__findmnt*.out")]
    [InlineData("lsblk", "*__lsblk*.out")]
    public void Text_and_json_of_one_thing_give_one_record(string kind, string pattern)
    {
        List<string> wrong = [];
        foreach (var text in Directory.EnumerateFiles(Fixtures.Folder(kind), pattern, SearchOption.AllDirectories))
        {
            var json = Path.ChangeExtension(text, ".json");
            if (!File.Exists(json)) continue;
            var one = Kinds.Parse(kind, File.ReadAllText(text), text).Json;
            var other = Kinds.Parse(kind, File.ReadAllText(json), json).Json;
            if (one != other) wrong.Add($"{Path.GetFileName(text)}\n{one}\n{other}");
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ceph_osd_tree")]
    [InlineData("ceph_osd_stat")]
    [InlineData("ceph_osd_perf")]
    [InlineData("ceph_health_detail")]
    [InlineData("ceph_osd_pool_ls_detail")]
    public void Text_and_json_of_a_cluster_give_one_record(string command)
    {
        const string folder = "canonical_hotsos/ceph_mon__";

        var text = Kinds.Parse("ceph", Fixtures.Text("ceph", folder + command), null).Json;
        var json = Kinds.Parse("ceph", Fixtures.Text("ceph", $"{folder}json_output__{command}_--format_json-pretty"), null).Json;

        text.ShouldNotBeNull().ShouldBe(json);
    }

    /// <summary>The text of these rounds to three digits, so sizes agree to one in a hundred.</summary>
    [Theory]
    [InlineData("ceph_status", "usedBytes")]
    [InlineData("ceph_osd_df", "totalBytes")]
    [InlineData("ceph_pg_stat", "availableBytes")]
    public void Sizes_of_text_and_json_of_a_cluster_agree(string command, string field)
    {
        const string folder = "canonical_hotsos/ceph_mon__";

        var text = Number(Fixtures.Text("ceph", folder + command), field);
        var json = Number(Fixtures.Text("ceph", $"{folder}json_output__{command}_--format_json-pretty"), field);

        text.ShouldBeInRange(json * 0.99, json * 1.01);
    }

    private static double Number(string sample, string field)
        => JsonDocument.Parse(Kinds.Parse("ceph", sample, null).Json.ShouldNotBeNull()).RootElement.GetProperty(field).GetDouble();
}
