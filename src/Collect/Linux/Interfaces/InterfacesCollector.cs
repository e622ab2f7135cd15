using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Interfaces;

/// <summary>
/// Counters and state at every look; role, speed and addresses on the slow beat or when the interface changed state, because
/// asking some drivers for the speed takes the global network lock.
/// </summary>
internal sealed class InterfacesCollector(IHostKernel kernel, SlowBeat beat) : ICollector<InterfaceList>
{
    private const string Counters = "/proc/net/dev";
    private const string AddressesV6 = "/proc/net/if_inet6";
    private const string Vlans = "/proc/net/vlan/config";
    private const string Class = "/sys/class/net";
    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);

    public string Name => "interfaces";

    public IReadOnlyList<string> Inputs { get; } =
    [
        Counters, AddressesV6, Vlans, $"{Class}/*", $"{Class}/*/operstate", $"{Class}/*/type", $"{Class}/*/uevent", $"{Class}/*/speed",
        $"{Class}/*/duplex", $"{Class}/*/mtu", $"{Class}/*/address", $"{Class}/*/bonding/mode", $"{Class}/*/bonding/active_slave",
        $"{Class}/*/ifindex", $"{Class}/*/iflink",
    ];

    public Reading<InterfaceList> Collect(IHostSource host)
    {
        var file = host.Read(Counters);
        if (file.State != FileState.Text) return FileReadings.Required<InterfaceList>(file);
        var table = NetDevText.Parse(file.Text);
        if (!table.HasValue) return new Reading<InterfaceList>(absent: table.Absent, failed: table.Failed);
        var lines = table.Value.Interfaces;
        var states = lines.Select(line => State(host, line.Name)).ToList();
        if (beat.IsDue() || HaveChanged(lines, states)) Learn(host, lines, states);
        return Reading.Of(new InterfaceList([.. lines.Select((line, i) => One(host, line, states[i]))]));
    }

    private static string State(IHostSource host, string name)
        => Text(host, name, "operstate")?.Trim() is { Length: > 0 } state ? state : "unknown";

    private bool HaveChanged(IReadOnlyList<NetDevLine> lines, List<string> states)
    {
        if (lines.Count != _known.Count) return true;
        for (var i = 0; i < lines.Count; i++)
        {
            if (!_known.TryGetValue(lines[i].Name, out var known) || known.State != states[i]) return true;
        }

        return false;
    }

    private void Learn(IHostSource host, IReadOnlyList<NetDevLine> lines, List<string> states)
    {
        var addresses = Addresses(host);
        var vlans = host.Read(Vlans) is { State: FileState.Text } file ? VlanText.Parse(file.Text).Value?.Vlans ?? [] : [];
        var hasOpenVSwitch = lines.Any(line => line.Name == "ovs-system");
        _known.Clear();
        for (var i = 0; i < lines.Count; i++)
        {
            var name = lines[i].Name;
            var properties = InterfaceText.Parse(
                Files(host, name, states[i]), vlans.FirstOrDefault(vlan => vlan.Name == name), hasOpenVSwitch);
            _known[name] = new Known(states[i], properties, [.. addresses[name]]);
        }
    }

    private ILookup<string, string> Addresses(IHostSource host)
    {
        var v6 = host.Read(AddressesV6) is { State: FileState.Text } file ? AddressText.Parse(file.Text).Value?.Addresses ?? [] : [];
        return kernel.Addresses().Concat(v6)
            .ToLookup(address => WithoutAlias(address.Interface), address => address.Address, StringComparer.Ordinal);
    }

    /// <summary>A second address may carry a label of its own (eth0:1).</summary>
    private static string WithoutAlias(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? name : name[..colon];
    }

    private static InterfaceFiles Files(IHostSource host, string name, string state)
    {
        var entries = host.List($"{Class}/{name}");
        var hasLink = state == "up";
        return new InterfaceFiles
        {
            Name = name,
            Entries = entries,
            State = state,
            Type = Text(host, name, "type"),
            Uevent = Text(host, name, "uevent"),
            Speed = hasLink ? Text(host, name, "speed") : null,
            Duplex = hasLink ? Text(host, name, "duplex") : null,
            Mtu = Text(host, name, "mtu"),
            Address = Text(host, name, "address"),
            BondingMode = entries.Contains("bonding") ? Text(host, name, "bonding/mode") : null,
            Index = Text(host, name, "ifindex"),
            Link = Text(host, name, "iflink"),
            Master = entries.Contains("master") ? host.Link($"{Class}/{name}/master") : null,
        };
    }

    private static string? Text(IHostSource host, string name, string file)
        => host.Read($"{Class}/{name}/{file}") is { State: FileState.Text } text ? text.Text : null;

    private InterfaceCounters One(IHostSource host, NetDevLine line, string state)
    {
        var known = _known[line.Name];
        var properties = known.Properties;
        return new InterfaceCounters
        {
            Name = line.Name,
            Role = properties.Role,
            State = state,
            ReceivedBytes = line.ReceivedBytes,
            ReceivedPackets = line.ReceivedPackets,
            ReceiveErrors = line.ReceiveErrors,
            ReceiveDrops = line.ReceiveDrops,
            SentBytes = line.SentBytes,
            SentPackets = line.SentPackets,
            SendErrors = line.SendErrors,
            SendDrops = line.SendDrops,
            SpeedBitsPerSecond = properties.SpeedBitsPerSecond,
            Duplex = properties.Duplex,
            Mtu = properties.Mtu,
            HardwareAddress = properties.HardwareAddress,
            Addresses = known.Addresses,
            Master = properties.Master,
            Parent = properties.Parent,
            VlanId = properties.VlanId,
            BondMode = properties.BondMode,
            BondActiveSlave = properties.Role == InterfaceRole.Bond ? ActiveSlave(host, line.Name) : null,
        };
    }

    private static string? ActiveSlave(IHostSource host, string name)
        => Text(host, name, "bonding/active_slave")?.Trim() is { Length: > 0 } slave ? slave : null;

    private sealed record Known(string State, InterfaceProperties Properties, IReadOnlyList<string> Addresses);
}
