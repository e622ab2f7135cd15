using System.Text.Json;
using Proxima.Collect.KindsOf.Net;

namespace Proxima.Collect.Tests;

public sealed class NetKindTests
{
    [Fact]
    public void Ip_address_tells_state_link_master_and_addresses_of_every_interface()
    {
        var all = IpText.Parse(NetSamples.IpAddress).Value.ShouldNotBeNull().Interfaces;

        all.Select(one => one.Name).ShouldBe(["lo", "eno1", "tun0", "veth9", "bond0.5", "bond0"]);
        all[0].Addresses.ShouldBe(["127.0.0.1/8", "::1/128"]);
        all[0].HardwareAddress.ShouldBeNull();
        all[1].ShouldBe(
            new InterfaceView { Name = "eno1", Index = 2, State = "down", IsUp = true, HasLink = false, Mtu = 1500,
                HardwareAddress = "7c:d3:0a:1c:d7:7b", Master = "vmbr0", Addresses = all[1].Addresses });
        all[1].Addresses.ShouldBeEmpty();
    }

    [Fact]
    public void The_prefix_of_a_point_to_point_address_is_that_of_its_peer()
        => IpText.Parse(NetSamples.IpAddress).Value.ShouldNotBeNull().Interfaces.Single(one => one.Name == "tun0").Addresses.ShouldBe(["10.8.0.6/32"]);

    [Fact]
    public void Details_tell_kind_vlan_and_bond_mode()
    {
        var all = IpText.Parse(NetSamples.IpAddress).Value.ShouldNotBeNull().Interfaces;

        all.Single(one => one.Name == "veth9").Kind.ShouldBe("veth");
        var vlan = all.Single(one => one.Name == "bond0.5");
        (vlan.Kind, vlan.VlanId, vlan.Parent, vlan.Addresses[0]).ShouldBe(("vlan", 5, "bond0", "192.168.1.11/24"));
        var bond = all.Single(one => one.Name == "bond0");
        (bond.Kind, bond.BondMode, bond.Mtu).ShouldBe(("bond", "802.3ad", 9000));
    }

    [Fact]
    public void One_line_an_address_is_one_interface_with_all_its_addresses()
    {
        var all = IpText.Parse(NetSamples.IpOneLine).Value.ShouldNotBeNull().Interfaces;

        all.Select(one => (one.Name, one.Index)).ShouldBe([("lo", 1), ("eth0", 16)]);
        all[0].Addresses.ShouldBe(["127.0.0.1/8", "::1/128"]);
        all[0].State.ShouldBeNull("this output has no state, which is not the state down");
    }

    [Fact]
    public void Brief_output_ends_with_the_first_empty_line()
    {
        var all = IpBriefText.Parse(NetSamples.IpBrief + "\n=== more ===\n").Value.ShouldNotBeNull().Interfaces;

        all.Select(one => (one.Name, one.State)).ShouldBe([("lo", "unknown"), ("eth0", "up"), ("enp5s0", "down")]);
        all[1].Parent.ShouldBe("if9");
        all[1].Addresses.ShouldBe(["10.0.0.2/24", "fe80::1/64"]);
        all[2].Addresses.ShouldBeEmpty();
    }

    [Fact]
    public void Brief_links_have_flags_and_hardware_addresses()
    {
        var card = IpBriefText.Parse(NetSamples.IpBriefLink).Value.ShouldNotBeNull().Interfaces[1];

        (card.IsUp, card.HasLink, card.HardwareAddress).ShouldBe((true, false, "7c:d3:0a:1c:d7:7b"));
    }

    [Fact]
    public void Json_tells_the_same_as_text()
    {
        var json = Kinds.Parse("net", NetSamples.IpJson, null).Json.ShouldNotBeNull();

        json.ShouldBe(
            """{"interfaces":[{"name":"bond0.5","index":3,"state":"up","isUp":true,"hasLink":true,"mtu":1500,"hardwareAddress":"bc:24:11"""
            + """:ca:ff:ee","master":"vmbr5","parent":"bond0","kind":"vlan","vlanId":5,"addresses":["10.0.0.2/24","fe80::1/64"]}]}""");
    }

    [Fact]
    public void Json_that_was_cut_off_fails()
        => Kinds.Parse("net", NetSamples.IpJson[..^20], null).Failed.ShouldNotBeNull().ShouldContain("line 3");

    [Theory]
    [InlineData("""[{"ifname":5}]""")]
    [InlineData("""[5,"ifname"]""")]
    [InlineData("""{"x":{"ifname":"eth0"}}""")]
    public void Json_of_something_else_is_absent(string text) => Kinds.Parse("net", text, null).Absent.ShouldNotBeNull();

    [Fact]
    public void Ifconfig_in_both_of_its_forms()
    {
        var now = IfconfigText.Parse(NetSamples.Ifconfig).Value.ShouldNotBeNull().Interfaces;
        var before = IfconfigText.Parse(NetSamples.IfconfigBefore).Value.ShouldNotBeNull().Interfaces;

        now[0].Addresses.ShouldBe(["192.168.2.18/24", "fe80::8107:2b92:867e:f8a6/64"]);
        (now[0].IsUp, now[0].HasLink, now[0].Mtu, now[0].HardwareAddress).ShouldBe((true, true, 1500, "50:7b:9d:2c:af:91"));
        (now[1].Name, now[1].IsUp, now[1].HasLink).ShouldBe(("docker0", false, false));
        before[0].Addresses.ShouldBe(["192.168.2.18/24", "fe80::7777:2222:1111:eeee/64"]);
        (before[0].IsUp, before[0].Mtu, before[0].HardwareAddress).ShouldBe((true, 1500, "50:7b:9d:2c:af:91"));
        (before[1].Name, before[1].Addresses[0]).ShouldBe(("lo", "127.0.0.1/8"));
    }

    [Fact]
    public void Routes_have_destination_gateway_interface_source_and_metric()
    {
        var routes = RouteText.Parse(NetSamples.IpRoute).Value.ShouldNotBeNull().Routes;

        routes[0].ShouldBe(new RouteLine { Destination = "default", Gateway = "10.0.0.1", Interface = "vmbr0" });
        routes[1].ShouldBe(new RouteLine { Destination = "10.0.0.0/24", Interface = "vmbr0", Source = "10.0.0.2", Metric = 100 });
        routes[2].Type.ShouldBe("unreachable");
        routes[3].ShouldBe(new RouteLine { Destination = "10.0.0.2/32", Type = "local", Interface = "vmbr0", Source = "10.0.0.2",
            Table = "local" });
        routes[4].Gateway.ShouldBe("fe80::1");
        routes[5].Destination.ShouldBe("fd00::/64");
    }

    [Fact]
    public void A_route_of_several_hops_shows_the_first()
        => RouteText.Parse(NetSamples.IpRouteHops).Value.ShouldNotBeNull().Routes
            .ShouldBe([new RouteLine { Destination = "default", Gateway = "10.0.0.1", Interface = "eth0", Metric = 20 }]);

    [Fact]
    public void Routes_in_json()
    {
        var json = JsonDocument.Parse(Kinds.Parse("net", NetSamples.IpRouteJson,
            null).Json.ShouldNotBeNull()).RootElement.GetProperty("routes");

        json[0].GetProperty("gateway").GetString().ShouldBe("10.0.0.1");
        json[1].GetProperty("destination").GetString().ShouldBe("10.0.0.2/32");
        json[1].GetProperty("metric").GetInt32().ShouldBe(7);
    }

    [Fact]
    public void Tables_of_route_have_routes_of_both_families()
    {
        var v4 = RouteTableText.Parse(NetSamples.Route).Value.ShouldNotBeNull().Routes;
        var v6 = RouteTableText.Parse(NetSamples.RouteV6).Value.ShouldNotBeNull().Routes;

        v4[0].ShouldBe(new RouteLine { Destination = "default", Gateway = "192.168.2.1", Interface = "eno1", Metric = 100 });
        v4[1].ShouldBe(new RouteLine { Destination = "192.168.2.0/24", Interface = "eno1", Metric = 100 });
        v6[1].ShouldBe(new RouteLine { Destination = "default", Gateway = "fe80::32ee:54de:cd43:b4e1", Interface = "eno1", Metric = 100 });
        v6[2].ShouldBe(new RouteLine { Destination = "default", Interface = "lo" }, "the counts have run together and -1 is no metric");
    }

    [Fact]
    public void Routing_tables_of_the_kernel_are_hexadecimal()
    {
        KernelRouteText.Parse(NetSamples.KernelRoute).Value.ShouldNotBeNull().Routes.ShouldBe(
        [
            new RouteLine { Destination = "default", Gateway = "192.168.71.2", Interface = "ens33", Metric = 100 },
            new RouteLine { Destination = "192.168.71.0/24", Interface = "ens33", Metric = 0 },
        ]);
        KernelRouteV6Text.Parse(NetSamples.KernelRouteV6).Value.ShouldNotBeNull().Routes.ShouldBe(
        [
            new RouteLine { Destination = "fe80::/64", Interface = "ens33", Metric = 256 },
            new RouteLine { Destination = "default", Gateway = "fe80::1", Interface = "ens33", Metric = 1024 },
        ]);
    }

    [Theory]
    [InlineData("2: eno1: <UP> mtu many state UP\n")]
    [InlineData("2: eno1: <UP> mtu\n")]
    [InlineData("2: eno1: <UP> mtu 1500\n    inet 300.0.0.1/24 scope global\n")]
    [InlineData("2: eno1: <UP> mtu 1500\n    inet 10.0.0.1/33 scope global\n")]
    [InlineData("lo UNKNOWN 127.0.0.1/8\neno1 what?\n")]
    [InlineData("eth0: flags=4163<UP>  mtu 1500\n        inet 1.2.3  netmask 255.255.255.0\n")]
    [InlineData("eth0: flags=4163<UP>  mtu 1500\n        inet 1.2.3.4  netmask 255.0.255.0\n")]
    [InlineData("default via nowhere dev eth0\n")]
    [InlineData("default via 10.0.0.1 dev eth0 metric soon\n")]
    [InlineData("default via 10.0.0.1 dev eth0\n???\n")]
    [InlineData("Kernel IP routing table\nDestination Gateway Genmask Flags Metric Ref Use Iface\n0.0.0.0 10.0.0.1\n")]
    [InlineData("Iface\tDestination\tGateway\nens33\t0000\n")]
    [InlineData("Inter-|   Receive |  Transmit\n face |bytes |bytes\n eno1: 1 2 3\n")]
    public void What_is_clearly_of_a_program_and_broken_fails(string text) => Kinds.Parse("net", text, null).Failed.ShouldNotBeNull();

    [Fact]
    public void A_table_without_routes_says_so()
        => Kinds.Parse("net", "Kernel IP routing table\nDestination Gateway Genmask Flags Metric Ref Use Iface\n",
        null).Absent.ShouldBe("no routes");

    [Theory]
    [InlineData("10.0.0.2", "10.0.0.2/32")]
    [InlineData("fe80::1", "fe80::1/128")]
    [InlineData("FE80::1/64", "fe80::1/64")]
    [InlineData("10.0.0.2/0", "10.0.0.2/0")]
    [InlineData("10.0.0.2/-1", null)]
    [InlineData("1", null)]
    [InlineData("fe80::1%eth0/64", null)]
    [InlineData("", null)]
    public void An_address_has_a_prefix(string text, string? expected) => AddressWords.WithPrefix(text).ShouldBe(expected);

    [Theory]
    [InlineData("AA:bb:cc:dd:ee:0f", "aa:bb:cc:dd:ee:0f")]
    [InlineData("00:00:00:00:00:00", null)]
    [InlineData("aa:bb:cc:dd:ee", null)]
    [InlineData("aa-bb-cc-dd-ee-ff", null)]
    [InlineData("", null)]
    public void A_hardware_address_is_six_bytes_or_more(string text, string? expected) => AddressWords.Hardware(text).ShouldBe(expected);

    [Fact]
    public void A_name_may_hold_any_character_but_colon_and_blank()
        => IpText.Parse("2: wölfe-\u00e9: <UP> mtu 1500 state UP\n").Value.ShouldNotBeNull().Interfaces[0].Name.ShouldBe("wölfe-é");
}
