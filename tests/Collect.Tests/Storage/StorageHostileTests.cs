using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Proxima.Collect.Tests.Storage;

/// <summary>Text that no honest program prints: one outcome, no exception, and soon.</summary>
public sealed class StorageHostileTests
{
    private static readonly string[] StorageKinds = [.. StorageCatalogue.All.Select(file => file.Kind).Distinct()];

    public static TheoryData<string> Names => [.. StorageKinds];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_kind_throws_on_any_text(string kind)
        => Prop.ForAll<string?>(text => IsOne(Kinds.Parse(kind, text ?? string.Empty, null))).QuickCheckThrowOnFailure();

    [Fact]
    public void No_kind_throws_on_a_damaged_sample()
        => Prop.ForAll(Damaged().ToArbitrary(), damaged => IsOne(Kinds.Parse(damaged.Kind, damaged.Text, damaged.Name)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void A_sample_of_one_kind_harms_no_other()
    {
        foreach (var file in StorageCatalogue.All)
        {
            foreach (var kind in StorageKinds) IsOne(Kinds.Parse(kind, file.Sample, null)).ShouldBeTrue($"{file.File} as {kind}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Binary_is_no_value(string kind)
    {
        var bytes = new byte[64 * 1024];
        new System.Random(7).NextBytes(bytes);

        Kinds.Parse(kind, Encoding.UTF8.GetString(bytes), null).Json.ShouldBeNull();
    }

    /// <summary>A good sample said so often that it is 8 MB, one line of 8 MB, and brackets nested without end.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Gigantic_text_is_read_or_refused_soon(string kind)
    {
        var sample = StorageCatalogue.All.First(file => file.Kind == kind).Sample;
        var watch = Stopwatch.StartNew();

        foreach (var text in (string[])
            [string.Concat(Enumerable.Repeat(sample, 8_000_000 / sample.Length)), new string('x', 8_000_000), new string('[', 1_000_000),
                new string(' ', 4_000_000) + "x", string.Concat(Enumerable.Repeat("a b c d e f\n", 400_000)), sample + new string('\n', 2_000_000)])
            IsOne(Kinds.Parse(kind, text, null)).ShouldBeTrue();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData("zpool-status", "keine Pools verfügbar\n")]
    [InlineData("mdadm", "mdadm: nicht gefunden\n")]
    [InlineData("lvm", "Befehl nicht gefunden\n")]
    [InlineData("btrfs", "FEHLER: kein gültiges btrfs-Dateisystem\n")]
    [InlineData("zfs-list", "<html>\n")]
    [InlineData("zpool-list", "rpool\tgut\tja\n")]
    [InlineData("mdstat", "no arrays here\n")]
    [InlineData("pve-disks", "permission denied - invalid PVE ticket\n")]
    public void Words_of_another_language_are_a_failure_and_no_empty_value(string kind, string text)
        => Kinds.Parse(kind, text, null).Failed.ShouldNotBeNull();

    [Theory]
    [InlineData("zpool-status", "no pools available\n", "no pools")]
    [InlineData("zpool-status", "The ZFS modules are not loaded.\nTry running '/sbin/modprobe zfs' as root to load them.\n", "the ZFS kernel module is not loaded")]
    [InlineData("zpool-list", "no pools available\n", "no pools")]
    [InlineData("zfs-list", "no datasets available\n", "no datasets")]
    [InlineData("mdadm", "mdadm: No md superblock detected on /dev/sdb.\n", "no RAID superblock on the device")]
    [InlineData("mdadm", "mdadm: cannot open /dev/md0: No such file or directory\n", "no such device")]
    [InlineData("btrfs", "ERROR: not a btrfs filesystem: /tmp\n", "no btrfs at this place")]
    [InlineData("ceph", "Error ENOTSUP: Module 'insights' is not enabled\n", "the cluster does not support this command")]
    [InlineData("ceph", "Error initializing cluster client: ObjectNotFound('RADOS object not found (error calling conf_read_file)')\n",
        "no Ceph configuration on this host")]
    public void A_program_that_has_nothing_to_tell_is_absent_with_the_reason(string kind, string text, string reason)
        => Kinds.Parse(kind, text, null).Absent.ShouldBe(reason);

    private static bool IsOne(KindResult result) => new[] { result.Json, result.Absent, result.Failed }.Count(text => text is not null) == 1;

    /// <summary>A good sample with one stretch replaced, doubled or cut out.</summary>
    private static Gen<(string Kind, string? Name, string Text)> Damaged()
        => from file in Gen.Elements(StorageCatalogue.All.ToArray())
           from start in Gen.Choose(0, file.Sample.Length)
           from length in Gen.Choose(0, 40)
           from patch in Gen.Elements(string.Empty, "\0", "-", "99999999999999999999999", "(", ")", ":", "\n", " ", "\t", "NaN", "\ud800", "1e9",
               "\\x", "x", "\"", "'", "{", "]", "=", "%", "0.0.0", ",", "  ", file.Sample)
           select (file.Kind, file.Name, string.Concat(file.Sample.AsSpan(0, start), patch, file.Sample.AsSpan(Math.Min(file.Sample.Length, start + length))));
}
