using FsCheck;
using FsCheck.Fluent;
using Proxima.Pve.Generated.Ve;

namespace Proxima.Pve.Tests.PropertyStrings;

public sealed class PropertyStringTests
{
    [Theory]
    [InlineData("virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1")]
    [InlineData("model=virtio,macaddr=BC:24:11:00:00:01,bridge=vmbr0")]
    [InlineData("virtio,bridge=vmbr0")]
    [InlineData("bridge=vmbr0,virtio")]
    [InlineData("virtio=BC:24:11:00:00:01,firewall=yes,hologram=7,trunks=2;4-7")]
    [InlineData("virtio,,bridge=vmbr0,")]
    [InlineData("=odd,bridge==x")]
    [InlineData("")]
    public void What_was_read_is_written_back_letter_by_letter(string text) => QemuNetText.Parse(text).ToString().ShouldBe(text);

    [Fact]
    public void Any_text_is_written_back_letter_by_letter()
        => Prop.ForAll<string?>(text => QemuNetText.Parse(text ?? string.Empty).ToString() == (text ?? string.Empty)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("virtio=BC:24:11:00:00:01,bridge=vmbr0")]
    [InlineData("model=virtio,macaddr=BC:24:11:00:00:01,bridge=vmbr0")]
    [InlineData("virtio,macaddr=BC:24:11:00:00:01,bridge=vmbr0")]
    public void Three_spellings_mean_the_same(string text)
    {
        var net = QemuNetText.Parse(text);

        net["model"].ShouldBe("virtio");
        net.Model.ShouldNotBeNull().ToString().ShouldBe("Virtio");
        net.Macaddr.ShouldBe("BC:24:11:00:00:01");
        net.Bridge.ShouldBe("vmbr0");
        net.Firewall.ShouldBeNull();
    }

    [Theory]
    [InlineData("virtio=BC:24:11:00:00:01,bridge=vmbr0", "model", "e1000", "e1000=BC:24:11:00:00:01,bridge=vmbr0")]
    [InlineData("virtio=BC:24:11:00:00:01,bridge=vmbr0", "model", "hologram", "hologram,macaddr=BC:24:11:00:00:01,bridge=vmbr0")]
    [InlineData("virtio=BC:24:11:00:00:01,bridge=vmbr0", "model", null, "macaddr=BC:24:11:00:00:01,bridge=vmbr0")]
    [InlineData("virtio=BC:24:11:00:00:01,bridge=vmbr0", "macaddr", null, "virtio,bridge=vmbr0")]
    [InlineData("virtio=BC:24:11:00:00:01,bridge=vmbr0", "macaddr", "BC:24:11:00:00:02", "virtio=BC:24:11:00:00:02,bridge=vmbr0")]
    [InlineData("virtio,bridge=vmbr0", "bridge", "vmbr1", "virtio,bridge=vmbr1")]
    [InlineData("virtio,bridge=vmbr0,x=1", "tag", "7", "virtio,bridge=vmbr0,x=1,tag=7")]
    [InlineData("bridge=vmbr0", "model", "virtio", "virtio,bridge=vmbr0")]
    [InlineData("virtio,bridge=vmbr0", "bridge", null, "virtio")]
    [InlineData("virtio", "bridge", null, "virtio")]
    public void Only_what_is_set_changes(string before, string key, string? value, string after)
    {
        var net = QemuNetText.Parse(before);

        net[key] = value;

        net.ToString().ShouldBe(after);
        net[key].ShouldBe(value);
    }

    [Fact]
    public void Typed_keys_are_written_as_Proxmox_wants_them()
    {
        var net = new QemuNetText { Bridge = "vmbr0", Firewall = true, LinkDown = false, Tag = 20, Rate = 1.5 };
        net["model"] = "virtio";

        net.ToString().ShouldBe("virtio,bridge=vmbr0,firewall=1,link_down=0,tag=20,rate=1.5");
    }

    [Fact]
    public void A_disk_keeps_its_volume_first_and_its_size()
    {
        var disk = QemuScsiText.Parse("local-lvm:vm-100-disk-0,iothread=1,size=32G");

        disk.File.ShouldBe("local-lvm:vm-100-disk-0");
        disk.Iothread.ShouldBe(true);
        disk.Size.ShouldBe("32G");
        disk.Backup = false;
        disk.ToString().ShouldBe("local-lvm:vm-100-disk-0,iothread=1,size=32G,backup=0");
    }

    [Fact]
    public void A_value_cannot_bring_a_key_of_its_own_along()
        => Should.Throw<ArgumentException>(() => new QemuNetText { Bridge = "vmbr0,firewall=0" }).Message.ShouldContain("comma");

    [Fact]
    public void Parameters_send_property_strings_families_and_lists()
    {
        var change = new NodesQemuConfigPut { Onboot = true, Cores = 4, Memory = new QemuMemoryText { Current = 2048 }, Delete = "net1" };
        change.Net[0] = new QemuNetText { Model = QemuNetText.Parse("virtio").Model, Bridge = "vmbr0" };
        change.Scsi[1] = QemuScsiText.Parse("local-lvm:32");

        change.Values.Select(pair => $"{pair.Key}={pair.Value}").ShouldBe(
            ["onboot=1", "cores=4", "memory=2048", "delete=net1", "net0=virtio,bridge=vmbr0", "scsi1=local-lvm:32"], ignoreOrder: true);
        change.Net[0]?.Bridge.ShouldBe("vmbr0");
        change.Onboot = null;
        change["onboot"].ShouldBeNull();
        Should.Throw<ArgumentOutOfRangeException>(() => change.Net[32] = new QemuNetText());
        new NodesQemuAgentExecPost { Command = ["ls", "-l", "a b"] }.Values.Select(pair => pair.Value).ShouldBe(["ls", "-l", "a b"]);
    }
}
