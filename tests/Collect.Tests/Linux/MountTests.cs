using Proxima.Collect.Linux.Filesystems;

namespace Proxima.Collect.Tests.Linux;

public sealed class MountTests
{
    [Fact]
    public void A_line_has_device_root_place_type_source_and_whether_it_is_read_only()
        => Mounts(Samples.MountInfo)[2].ShouldBe(new Mount("253:1", "/", "/", "ext4", "/dev/mapper/pve-root", false));

    [Fact]
    public void Octal_escapes_are_decoded() => Mounts(Samples.MountInfo)[3].MountPoint.ShouldBe("/mnt/bind me");

    [Theory]
    [InlineData(@"a\040b", "a b")]
    [InlineData(@"a\011b", "a\tb")]
    [InlineData(@"a\134040b", @"a\040b")]
    [InlineData(@"a\09", @"a\09")]
    [InlineData(@"a\", @"a\")]
    [InlineData("plain", "plain")]
    public void Only_real_escapes_are_decoded(string text, string expected) => MountText.Unescape(text).ShouldBe(expected);

    [Fact]
    public void Read_only_by_mount_or_by_file_system_is_read_only()
    {
        Mounts("1 1 8:1 / /a ro,noatime - ext4 /dev/sda1 rw\n")[0].IsReadOnly.ShouldBeTrue();
        Mounts("1 1 8:1 / /a rw,noatime - ext4 /dev/sda1 ro,data=ordered\n")[0].IsReadOnly.ShouldBeTrue();
        Mounts("1 1 8:1 / /a rw,errors=remount-ro - ext4 /dev/sda1 rw\n")[0].IsReadOnly.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense\n")]
    [InlineData("1 1 8:1 / /a rw\n")]
    [InlineData("1 1 8:1 / /a rw -\n")]
    [InlineData("x 1 8:1 / /a rw - ext4 /dev/sda1 rw\n")]
    public void A_table_that_does_not_parse_fails(string text) => MountText.Parse(text).Failed.ShouldNotBeNull().ShouldContain("mountinfo");

    [Fact]
    public void Pseudo_file_systems_second_views_and_automounts_are_left_out()
        => Chosen(Samples.MountInfo).ShouldBe(["/", "/boot/efi", "/etc/pve", "/mnt/pve/nas", "/rpool"]);

    [Fact]
    public void Of_two_mounts_at_one_place_the_last_is_seen()
        => MountChoice.Choose(Mounts("1 1 8:1 / /a rw - ext4 /dev/sda1 rw\n2 1 8:2 / /a rw - xfs /dev/sdb1 rw\n")).Single().Type.ShouldBe("xfs");

    [Fact]
    public void Of_two_views_of_a_device_the_whole_one_is_shown_even_when_its_path_is_longer()
        => Chosen("1 1 8:1 /part /a rw - ext4 /dev/sda1 rw\n2 1 8:1 / /long/path rw - ext4 /dev/sda1 rw\n").ShouldBe(["/long/path"]);

    [Fact]
    public void The_root_of_a_container_is_shown_although_overlays_are_not()
        => Chosen("1 0 0:30 / / rw - overlay overlay rw,lowerdir=/l\n2 1 0:31 / /var/merged rw - overlay overlay rw\n").ShouldBe(["/"]);

    [Theory]
    [InlineData("nfs", true)]
    [InlineData("nfs4", true)]
    [InlineData("cifs", true)]
    [InlineData("smb3", true)]
    [InlineData("fuse.sshfs", true)]
    [InlineData("fuse", true)]
    [InlineData("ceph", true)]
    [InlineData("glusterfs", true)]
    [InlineData("9p", true)]
    [InlineData("ext4", false)]
    [InlineData("zfs", false)]
    [InlineData("btrfs", false)]
    public void Network_and_fuse_types_may_hang(string type, bool isRemote) => MountChoice.IsRemote(type).ShouldBe(isRemote);

    private static IReadOnlyList<Mount> Mounts(string text) => MountText.Parse(text).Value.ShouldNotBeNull().Mounts;

    private static IEnumerable<string> Chosen(string text) => MountChoice.Choose(Mounts(text)).Select(mount => mount.MountPoint);
}
