namespace Proxima.Collect.Tests;

/// <summary>Short outputs of network programs and routing files of the kernel.</summary>
internal static class NetSamples
{
    public const string IpAddress = """
        1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
            link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
            inet 127.0.0.1/8 scope host lo
               valid_lft forever preferred_lft forever
            inet6 ::1/128 scope host noprefixroute 
               valid_lft forever preferred_lft forever
        2: eno1: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 qdisc mq master vmbr0 state DOWN group default qlen 1000
            link/ether 7C:D3:0A:1C:D7:7B brd ff:ff:ff:ff:ff:ff
            altname enp3s0
        4: tun0: <POINTOPOINT,NOARP,UP,LOWER_UP> mtu 1420 qdisc pfifo_fast state UNKNOWN qlen 100
            link/none 
            inet 10.8.0.6 peer 10.8.0.5/32 scope global tun0
        7: veth9@if8: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
            link/ether 00:16:3e:de:51:a6 brd ff:ff:ff:ff:ff:ff link-netnsid 0 promiscuity 0 minmtu 68 maxmtu 65535
            veth numtxqueues 1 numrxqueues 1
        9: bond0.5@bond0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP
            link/ether 00:16:3e:de:51:a7 brd ff:ff:ff:ff:ff:ff
            vlan protocol 802.1Q id 5 <REORDER_HDR> numtxqueues 1
            inet 192.168.1.11/24 brd 192.168.1.255 scope global bond0.5:1
        10: bond0: <BROADCAST,MULTICAST,MASTER,UP,LOWER_UP> mtu 9000 qdisc noqueue state UP
            link/ether 00:16:3e:de:51:a7 brd ff:ff:ff:ff:ff:ff
            bond mode 802.3ad miimon 100 updelay 0

        """;

    public const string IpOneLine = """
        1: lo    inet 127.0.0.1/8 scope host lo\       valid_lft forever preferred_lft forever
        1: lo    inet6 ::1/128 scope host \       valid_lft forever preferred_lft forever
        16: eth0    inet 10.0.0.123/24 brd 10.0.0.255 scope global eth0\       valid_lft forever preferred_lft forever

        """;

    public const string IpBrief = "lo               UNKNOWN        127.0.0.1/8 ::1/128 \n"
        + "eth0@if9         UP             10.0.0.2/24 metric 100 fe80::1/64 \nenp5s0           DOWN           \n";

    public const string IpBriefLink = "lo               UNKNOWN        00:00:00:00:00:00 <LOOPBACK,UP,LOWER_UP> \n"
        + "eno1             DOWN           7c:d3:0a:1c:d7:7b <NO-CARRIER,BROADCAST,MULTICAST,UP> \n";

    public const string IpJson = """
        [{},{"ifindex":3,"link":"bond0","ifname":"bond0.5","flags":["BROADCAST","UP","LOWER_UP"],"mtu":1500,"operstate":"UP","link_type":"ether",
          "address":"BC:24:11:CA:FF:EE","master":"vmbr5","linkinfo":{"info_kind":"vlan","info_data":{"protocol":"802.1Q","id":5}},
          "addr_info":[{"family":"inet","local":"10.0.0.2","prefixlen":24},{"family":"inet6","local":"fe80::1","prefixlen":64}]}]
        """;

    public const string Ifconfig = """
        eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500
                inet 192.168.2.18  netmask 255.255.255.0  broadcast 192.168.2.255
                inet6 fe80::8107:2b92:867e:f8a6  prefixlen 64  scopeid 0x20<link>
                ether 50:7b:9d:2c:af:91  txqueuelen 1000  (Ethernet)
                RX packets 8106  bytes 7542318 (7.1 MiB)

        docker0: flags=4098<BROADCAST,MULTICAST>  mtu 1450
                ether 00:16:3e:de:51:a6  txqueuelen 1000  (Ethernet)

        """;

    public const string IfconfigBefore = """
        eth0      Link encap:Ethernet  HWaddr 50:7B:9D:2C:AF:91  
                  inet addr:192.168.2.18  Bcast:192.168.2.255  Mask:255.255.255.0
                  inet6 addr: fe80::7777:2222:1111:eeee/64 Scope:Global
                  UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1
                  RX packets:8106 errors:0 dropped:0 overruns:0 frame:0

        lo        Link encap:Local Loopback  
                  inet addr:127.0.0.1  Mask:255.0.0.0
                  UP LOOPBACK RUNNING  MTU:65536  Metric:1

        """;

    public const string IpRoute = """
        default via 10.0.0.1 dev vmbr0 proto kernel onlink 
        10.0.0.0/24 dev vmbr0 proto kernel scope link src 10.0.0.2 metric 100
        unreachable 10.9.0.0/16 dev lo metric 1024
        local 10.0.0.2 dev vmbr0 table local proto kernel scope host src 10.0.0.2
        10.7.0.0/16 via inet6 fe80::1 dev vmbr0
        fd00::/64 dev vmbr0 proto kernel metric 256 pref medium

        """;

    public const string IpRouteHops = "default proto static metric 20\n\tnexthop via 10.0.0.1 dev eth0 weight 1\n"
        + "\tnexthop via 10.0.1.1 dev eth1 weight 1\n";

    public const string IpRouteJson = """
        [{"dst":"default","gateway":"10.0.0.1","dev":"vmbr0","flags":["onlink"]},
         {"type":"local","dst":"10.0.0.2","dev":"vmbr0","prefsrc":"10.0.0.2","metric":7}]
        """;

    public const string Route = """
        Kernel IP routing table
        Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
        0.0.0.0         192.168.2.1     0.0.0.0         UG    100    0        0 eno1
        192.168.2.0     0.0.0.0         255.255.255.0   U     100    0        0 eno1

        """;

    public const string RouteV6 = """
        Kernel IPv6 routing table
        Destination                    Next Hop                   Flag Met Re  Use If
        fe80::/64                      ::                         U    256 1     0 eno1
        ::/0                           fe80::32ee:54de:cd43:b4e1  UG   100 1     0 eno1
        ::/0                           ::                         !n   -1  1424956 lo

        """;

    public const string KernelRoute = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT   \n"
        + "ens33\t00000000\t0247A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0  \n"
        + "ens33\t0047A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0  \n";

    public const string KernelRouteV6 =
        "fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001    ens33\n"
        + "00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003    ens33\n";

    public const string Neighbours = "10.0.0.122 dev eth0 lladdr 00:16:3e:d5:d0:a4 ref 1 used 39148/1/39146 probes 0 REACHABLE\n"
        + "10.0.0.9 dev eth0 FAILED\n";
}
