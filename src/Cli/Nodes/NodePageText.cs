using Proxima.Cli.Printing;
using Proxima.Cli.Status;
using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Model.Host;
using Proxima.Server.Features.Fleet;

namespace Proxima.Cli.Nodes;

/// <summary>One node, section by section. A reading that is absent or failed says so where its figures would be.</summary>
internal static class NodePageText
{
    public static void Print(Screen screen, NodeDetail node, DateTimeOffset now)
    {
        var summary = node.Summary;
        var age = summary.SampledAt is null ? "never reported" : $"sample {Amounts.Duration(Amounts.Age(summary.SampledAt, now))} old";
        screen.Line((summary.Severity.Word(), summary.Severity.AsTone()), ("  ", Tone.Plain), (summary.Name, Tone.Head), ($"  {summary.Id}  {age}", Tone.Quiet));
        if (node.Findings.Count > 0)
        {
            screen.Line();
            FindingTable.Print(screen, node.Findings, names: null, now);
        }

        screen.Line();
        Facts(screen, node);
        if (node.Figures is { } figures)
        {
            Figures(screen, figures);
            Filesystems(screen, figures.Filesystems);
            Disks(screen, figures.Disks);
            Interfaces(screen, figures.Interfaces);
            Sensors(screen, figures.Sensors);
        }
    }

    private static void Facts(Screen screen, NodeDetail node)
    {
        if (node.Facts is not { } facts)
        {
            Pair(screen, "Facts", "? not reported yet");
            return;
        }

        Pair(screen, "System", facts.Os, os => $"{os.Name}, kernel {os.Kernel}, {os.Architecture}");
        Pair(screen, "Processor", facts.Cpu, cpu => $"{cpu.Model}, {Amounts.Count(cpu.Threads, "thread", "threads")}"
            + (cpu.Cores is { } cores ? $", {Amounts.Count(cores, "core", "cores")}" : string.Empty));
        Pair(screen, "Board", facts.Board, board => string.Join(' ', new[] { board.SystemVendor, board.Product, board.BoardVendor, board.Board }.OfType<string>()) is { Length: > 0 } text ? text : "–");
        var place = string.Join(", ", new[] { facts.Container, facts.Hypervisor }.OfType<string>());
        if (place.Length > 0)
        {
            Pair(screen, "Inside", place);
        }

        Pair(screen, "Known by", string.Join(", ", node.Summary.Origins.Select(o => o.ToString().ToLowerInvariant())));
    }

    private static void Figures(Screen screen, HostFigures figures)
    {
        Pair(screen, "Up", figures.Uptime, up => Amounts.Duration(up.UptimeSeconds));
        Pair(screen, "CPU", figures.Cpu, cpu => $"{Amounts.Percent(cpu.Total.Busy)} busy "
            + $"(user {Amounts.Percent(cpu.Total.User)}, system {Amounts.Percent(cpu.Total.System)}, iowait {Amounts.Percent(cpu.Total.IoWait)}, steal {Amounts.Percent(cpu.Total.Steal)})");
        Pair(screen, "Load", figures.Load, load => $"{Amounts.Number(load.OneMinute)}  {Amounts.Number(load.FiveMinutes)}  {Amounts.Number(load.FifteenMinutes)}");
        Pair(screen, "Pressure", figures.Pressure, p => $"CPU {Amounts.Percent(p.CpuSome)}, memory {Amounts.Percent(p.MemorySome)}, I/O {Amounts.Percent(p.IoSome)}");
        Pair(screen, "Memory", figures.Memory, m => $"{Amounts.Bytes(m.UsedBytes)} of {Amounts.Bytes(m.TotalBytes)} ({Amounts.Percent(m.UsedPercent)}), "
            + $"{Amounts.Bytes(m.AvailableBytes)} available" + (m.Gauges.ArcBytes is { } arc ? $", ARC {Amounts.Bytes(arc)}" : string.Empty));
        Pair(screen, "Swap", figures.Swap, s => $"{Amounts.Bytes(s.UsedBytes)} of {Amounts.Bytes(s.TotalBytes)} ({Amounts.Percent(s.UsedPercent)})");
        if (figures.Cgroup.Absent is null)
        {
            Pair(screen, "Limits", figures.Cgroup, c => $"{Amounts.Number(c.CpuUsedCores)} of {(c.CpuLimitCores is null ? "all" : Amounts.Number(c.CpuLimitCores))} cores, "
                + $"{Amounts.Bytes(c.MemoryUsedBytes)} of {(c.MemoryLimitBytes is null ? "all" : Amounts.Bytes(c.MemoryLimitBytes))} memory");
        }
    }

    private static void Filesystems(Screen screen, Reading<FilesystemList> reading) => Section(screen, "File systems", reading, list =>
    {
        var table = new Table(new Column("MOUNT", Least: 8), new Column("USED", IsRight: true), new Column("OF", IsRight: true, DropOrder: 1),
            new Column("FREE", IsRight: true), new Column("INODES", IsRight: true, DropOrder: 4), new Column("TYPE", DropOrder: 2), new Column("SOURCE", Least: 8, DropOrder: 3));
        foreach (var mount in list.Filesystems)
        {
            var type = mount.IsReadOnly ? $"{mount.Type} ro" : mount.Type;
            if (mount.Space.Value is { } space)
            {
                table.Row(mount.MountPoint, Amounts.Percent(Share(space.UsedBytes, space.UsedBytes + space.AvailableBytes)), Amounts.Bytes(space.TotalBytes),
                    Amounts.Bytes(space.AvailableBytes), space.TotalInodes is null ? "–" : Amounts.Percent(Share(space.UsedInodes, space.TotalInodes)), type, mount.Source);
            }
            else
            {
                table.Row(mount.MountPoint, Amounts.NotKnown, Amounts.NotKnown, Amounts.NotKnown, Amounts.NotKnown, type, new Cell(Why(mount.Space), Tone.Unknown));
            }
        }

        table.Print(screen);
    });

    private static void Disks(Screen screen, Reading<DiskFiguresList> reading) => Section(screen, "Disks", reading, list =>
    {
        var table = new Table(new Column("DISK", Least: 6), new Column("READ", IsRight: true), new Column("WRITTEN", IsRight: true),
            new Column("BUSY", IsRight: true, DropOrder: 1), new Column("READ WAIT", IsRight: true, DropOrder: 3), new Column("WRITE WAIT", IsRight: true, DropOrder: 2));
        foreach (var disk in list.Disks)
        {
            table.Row(disk.Name, Amounts.BytesPerSecond(disk.ReadBytesPerSecond), Amounts.BytesPerSecond(disk.WrittenBytesPerSecond),
                Amounts.Percent(disk.BusyPercent), Wait(disk.ReadAwaitMilliseconds), Wait(disk.WriteAwaitMilliseconds));
        }

        table.Print(screen);
    });

    private static void Interfaces(Screen screen, Reading<InterfaceFiguresList> reading) => Section(screen, "Interfaces", reading, list =>
    {
        var table = new Table(new Column("NAME", Least: 6), new Column("STATE"), new Column("ROLE", DropOrder: 3), new Column("SPEED", IsRight: true, DropOrder: 2),
            new Column("IN", IsRight: true), new Column("OUT", IsRight: true), new Column("ADDRESSES", Least: 12, DropOrder: 1));
        foreach (var one in list.Interfaces)
        {
            var counters = one.Counters;
            table.Row(counters.Name, counters.State, counters.Role.ToString().ToLowerInvariant(),
                counters.SpeedBitsPerSecond is null ? "–" : Amounts.LinkSpeed(counters.SpeedBitsPerSecond),
                Amounts.BytesPerSecond(one.ReceivedBytesPerSecond), Amounts.BytesPerSecond(one.SentBytesPerSecond), string.Join(", ", counters.Addresses));
        }

        table.Print(screen);
    });

    private static void Sensors(Screen screen, Reading<SensorList> reading) => Section(screen, "Sensors", reading, list =>
    {
        var table = new Table(new Column("SENSOR", Least: 8), new Column("CHIP", Least: 6, DropOrder: 1), new Column("VALUE", IsRight: true));
        foreach (var sensor in list.Sensors)
        {
            table.Row(sensor.Label, sensor.Chip, sensor.Value.Value is { } value ? Sensor(sensor.Kind, value) : new Cell($"? {Why(sensor.Value)}", Tone.Unknown));
        }

        table.Print(screen);
    });

    private static Cell Sensor(SensorKind kind, SensorValue value)
    {
        var text = kind switch
        {
            SensorKind.Temperature => Amounts.Celsius(value.Value),
            SensorKind.Fan => $"{Amounts.Number(value.Value, "0")} rpm",
            SensorKind.Voltage => $"{Amounts.Number(value.Value, "0.00")} V",
            SensorKind.Power => $"{Amounts.Number(value.Value, "0.0")} W",
            _ => Amounts.Number(value.Value),
        };
        var tone = value.Value >= value.Critical ? Tone.Critical : value.Value >= value.High ? Tone.Warning : Tone.Plain;
        return new Cell(text, tone);
    }

    private static void Section<T>(Screen screen, string title, Reading<T> reading, Action<T> print)
        where T : class
    {
        screen.Line();
        if (reading.Value is { } value)
        {
            screen.Line(title, Tone.Head);
            print(value);
        }
        else
        {
            screen.Line((title, Tone.Head), ($"  {(reading.Failed is null ? "–" : "?")} {Why(reading)}", Tone.Unknown));
        }
    }

    private static void Pair<T>(Screen screen, string label, Reading<T> reading, Func<T, string> text)
        where T : class
        => Pair(screen, label, reading.Value is { } value ? text(value) : $"{(reading.Failed is null ? "–" : "?")} {Why(reading)}");

    private static void Pair(Screen screen, string label, string text) => screen.Line((label.PadRight(11), Tone.Quiet), (text, Tone.Plain));

    private static string Why<T>(Reading<T> reading)
        where T : class
        => reading.Failed ?? reading.Absent ?? "no reason given";

    private static string Wait(double? milliseconds) => milliseconds is null ? "–" : $"{Amounts.Number(milliseconds, "0.0")} ms";

    private static double? Share(long? part, long? whole) => part is { } p && whole is { } w and > 0 ? 100.0 * p / w : null;
}
