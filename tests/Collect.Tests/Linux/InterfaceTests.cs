using Proxima.Collect.Linux.Interfaces;
using Proxima.Collect.Sources;
using Proxima.Model.Host;
using Proxima.TestKit;

namespace Proxima.Collect.Tests.Linux;

public sealed class InterfaceTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void A_line_has_eight_counters_even_without_a_blank_behind_the_colon()
        => NetDevText.Parse(Samples.NetDev).Value.ShouldNotBeNull().Interfaces[1].ShouldBe(new NetDevLine("eno1", 708402986, 23869, 1, 2, 1680050, 15634, 3, 4));

    [Theory]
    [InlineData("")]
    [InlineData("eth0: 1 2 3\n")]
    [InlineData("eth0: 1 2 3 4 5 6 7 8 x 10 11 12 13 14 15 16\n")]
    [InlineData(": 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n")]
    [InlineData("nonsense\n")]
    public void Counters_that_do_not_parse_fail(string text) => NetDevText.Parse(text).Failed.ShouldNotBeNull().ShouldContain("/proc/net/dev");

    [Fact]
    public void Addresses_are_written_as_people_write_them()
        => AddressText.Parse(Samples.InetSix).Value.ShouldNotBeNull().Addresses
            .ShouldBe([new InterfaceAddress("eno1", "fe80::fc00:ffff:fe00:1/64"), new InterfaceAddress("lo", "::1/128")]);

    [Theory]
    [InlineData("fe80 04 40 20 80 eno1\n")]
    [InlineData("fe8000000000000000fc00fffffe000g 04 40 20 80 eno1\n")]
    [InlineData("fe8000000000000000fc00fffffe0001 04 ff 20 80 eno1\n")]
    [InlineData("fe8000000000000000fc00fffffe0001 04 40\n")]
    public void Addresses_that_do_not_parse_fail(string text) => AddressText.Parse(text).Failed.ShouldNotBeNull();

    [Fact]
    public void A_vlan_has_a_number_and_a_parent() => VlanText.Parse(Samples.Vlans).Value.ShouldNotBeNull().Vlans.ShouldBe([new VlanLine("eno1.5", 5, "eno1")]);

    [Fact]
    public void A_vlan_table_that_does_not_parse_fails() => VlanText.Parse("a\nb\neno1.5 | five | eno1\n").Failed.ShouldNotBeNull();

    [Theory]
    [InlineData("lo", "772", null, InterfaceRole.Loopback)]
    [InlineData("eno1", "1", null, InterfaceRole.Physical, "device")]
    [InlineData("wlp2s0", "1", "wlan", InterfaceRole.Physical, "device")]
    [InlineData("bond0", "1", "bond", InterfaceRole.Bond, "bonding")]
    [InlineData("vmbr0", "1", "bridge", InterfaceRole.Bridge, "bridge")]
    [InlineData("vmbr0.100", "1", "vlan", InterfaceRole.Vlan)]
    [InlineData("tap101i0", "1", null, InterfaceRole.Guest, "tun_flags")]
    [InlineData("veth101i0", "1", null, InterfaceRole.Guest)]
    [InlineData("fwbr101i0", "1", "bridge", InterfaceRole.Guest, "bridge")]
    [InlineData("fwpr101p0", "1", null, InterfaceRole.Guest)]
    [InlineData("fwln101i0", "1", null, InterfaceRole.Guest)]
    [InlineData("wg0", "65534", "wireguard", InterfaceRole.Tunnel)]
    [InlineData("tun0", "65534", null, InterfaceRole.Tunnel, "tun_flags")]
    [InlineData("vxlan1", "1", "vxlan", InterfaceRole.Tunnel)]
    [InlineData("ovs-system", "1", null, InterfaceRole.OpenVSwitch)]
    [InlineData("dummy0", "1", null, InterfaceRole.Other)]
    public void The_role_follows_from_type_driver_and_name(string name, string type, string? deviceType, InterfaceRole role, params string[] entries)
        => InterfaceRoles.Of(Files(name) with { Type = type + "\n", Uevent = $"INTERFACE={name}\nDEVTYPE={deviceType}\n".Replace("DEVTYPE=\n", string.Empty),
            Entries = entries }, false, false)
            .ShouldBe(role);

    [Fact]
    public void A_bridge_of_open_vswitch_has_no_type_and_is_known_by_its_name_and_company()
    {
        InterfaceRoles.Of(Files("vmbr0") with { Type = "1" }, false, hasOpenVSwitch: true).ShouldBe(InterfaceRole.OpenVSwitch);
        InterfaceRoles.Of(Files("vmbr0") with { Type = "1" }, false, hasOpenVSwitch: false).ShouldBe(InterfaceRole.Other);
    }

    [Fact]
    public void The_card_of_a_container_is_its_physical_card()
    {
        InterfaceRoles.Of(Files("eth0") with { Type = "1", Index = "2\n", Link = "17\n" }, false, false).ShouldBe(InterfaceRole.Physical);
        InterfaceRoles.Of(Files("eth0") with { Type = "1", Index = "2\n", Link = "2\n" }, false, false).ShouldBe(InterfaceRole.Other);
    }

    [Theory]
    [InlineData("1000\n", 1_000_000_000L)]
    [InlineData("-1\n", null)]
    [InlineData("4294967295\n", null)]
    [InlineData("0\n", null)]
    [InlineData(null, null)]
    public void A_speed_is_megabits_and_unknown_stays_unknown(string? text, long? expected)
        => InterfaceText.Parse(Files("eno1") with { Entries = ["device"], Speed = text }, null, false).SpeedBitsPerSecond.ShouldBe(expected);

    [Fact]
    public void The_speed_a_virtual_device_invents_is_not_believed()
        => InterfaceText.Parse(Files("tap101i0") with { Speed = "10\n" }, null, false).SpeedBitsPerSecond.ShouldBeNull();

    [Fact]
    public void Properties_are_trimmed_and_typed()
    {
        var properties = InterfaceText.Parse(
            Files("eno1") with { Entries = ["device"], Duplex = "full\n", Mtu = "9000\n", Address = "AA:BB:CC:00:11:22\n", Master = "../vmbr0" }, null, false);

        properties.Duplex.ShouldBe("full");
        properties.Mtu.ShouldBe(9000);
        properties.HardwareAddress.ShouldBe("aa:bb:cc:00:11:22");
        properties.Master.ShouldBe("vmbr0");
    }

    [Fact]
    public void A_vlan_without_the_table_takes_number_and_parent_from_its_name_and_link()
    {
        var properties = InterfaceText.Parse(Files("eno1.7") with { Uevent = "DEVTYPE=vlan\n", Entries = ["lower_eno1"] }, null, false);

        properties.VlanId.ShouldBe(7);
        properties.Parent.ShouldBe("eno1");
    }

    [Fact]
    public void The_address_of_loopback_is_none() => InterfaceText.Parse(Files("lo") with { Address = "00:00:00:00:00:00\n" }, null, false).HardwareAddress.ShouldBeNull();

    [Fact]
    public void A_bond_lists_its_cards()
    {
        var bond = BondText.Parse(Samples.Bond).Value.ShouldNotBeNull();

        bond.Mode.ShouldBe("fault-tolerance (active-backup)");
        bond.ActiveSlave.ShouldBe("eno1");
        bond.Slaves[0].ShouldBe(new BondSlave("eno1", "up", "1000 Mbps", "full", 2, "00:25:90:a6:4c:d8"));
        bond.Slaves[1].ShouldBe(new BondSlave("eno2", "down", null, null, 7, null));
    }

    [Fact]
    public void The_collector_joins_counters_properties_and_addresses()
    {
        using var kernel = new FakeKernel { KnownAddresses = [new InterfaceAddress("eno1:1", "10.0.0.2/24")] };

        var list = Collector(kernel).Collect(Host()).Value.ShouldNotBeNull().Interfaces;

        var card = list.Single(one => one.Name == "eno1");
        card.ReceivedBytes.ShouldBe(708402986);
        card.SendDrops.ShouldBe(4);
        card.Role.ShouldBe(InterfaceRole.Physical);
        card.State.ShouldBe("up");
        card.SpeedBitsPerSecond.ShouldBe(10_000_000_000);
        card.Addresses.ShouldBe(["10.0.0.2/24", "fe80::fc00:ffff:fe00:1/64"]);
        card.Master.ShouldBe("vmbr0");
        list.Single(one => one.Name == "vmbr0").Role.ShouldBe(InterfaceRole.Bridge);
        list.Single(one => one.Name == "tap101i0").State.ShouldBe("unknown");
    }

    [Fact]
    public void Speed_is_asked_again_after_a_minute_or_when_the_state_changed()
    {
        using var kernel = new FakeKernel();
        var collector = Collector(kernel);
        long? Speed(RecordedHost host) => collector.Collect(host).Value.ShouldNotBeNull().Interfaces.Single(one => one.Name == "eno1").SpeedBitsPerSecond;
        Speed(Host()).ShouldBe(10_000_000_000);
        var slower = Host().With("/sys/class/net/eno1/speed", FileText.Of("100\n"));

        Speed(slower).ShouldBe(10_000_000_000);
        Speed(slower.With("/sys/class/net/eno1/operstate", FileText.Of("down\n"))).ShouldBeNull();
        Speed(slower).ShouldBe(100_000_000);
        Speed(Host()).ShouldBe(100_000_000);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Speed(Host()).ShouldBe(10_000_000_000);
    }

    [Fact]
    public void Without_counters_the_reading_fails_with_the_file()
    {
        using var kernel = new FakeKernel();

        Collector(kernel).Collect(new RecordedHost(new Dictionary<string, string>())).Failed.ShouldBe("/proc/net/dev: no such file");
    }

    private static InterfaceFiles Files(string name) => new() { Name = name, Entries = [] };

    private static RecordedHost Host() => new(
        new Dictionary<string, string>
        {
            ["/proc/net/dev"] = Samples.NetDev,
            ["/proc/net/if_inet6"] = Samples.InetSix,
            ["/sys/class/net/eno1/operstate"] = "up\n",
            ["/sys/class/net/eno1/speed"] = "10000\n",
            ["/sys/class/net/eno1/type"] = "1\n",
            ["/sys/class/net/eno1/device/vendor"] = "0x8086\n",
            ["/sys/class/net/vmbr0/operstate"] = "up\n",
            ["/sys/class/net/vmbr0/bridge/stp_state"] = "0\n",
        },
        new Dictionary<string, string> { ["/sys/class/net/eno1/master"] = "../../devices/virtual/net/vmbr0" });

    private InterfacesCollector Collector(FakeKernel kernel) => new(kernel, new SlowBeat(_clock, TimeSpan.FromMinutes(1)));
}
