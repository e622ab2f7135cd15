using Proxima.Cli.Printing;
using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Model.Host;
using static Proxima.Cli.Printing.Amounts;

namespace Proxima.Cli.Nodes;

/// <summary>The parts of a node that come in many: mounts, disks, interfaces, sensors.</summary>
internal static class NodeTables
{
    public static void Print(Screen screen, HostFigures figures)
    {
        Section(screen, "File systems", figures.Filesystems, Filesystems);
        Section(screen, "Disks", figures.Disks, Disks);
        Section(screen, "Interfaces", figures.Interfaces, Interfaces);
        Section(screen, "Sensors", figures.Sensors, Sensors);
    }

    private static Table Filesystems(FilesystemList list)
    {
        var table = new Table(
            new Column("MOUNT", Least: 8),
            new Column("USED", IsRight: true),
            new Column("OF", IsRight: true, DropOrder: 1),
            new Column("FREE", IsRight: true),
            new Column("INODES", IsRight: true, DropOrder: 4),
            new Column("TYPE", DropOrder: 2),
            new Column("SOURCE", Least: 8, DropOrder: 3));
        foreach (var mount in list.Filesystems)
        {
            var type = mount.IsReadOnly ? $"{mount.Type} ro" : mount.Type;
            if (mount.Space.Value is { } space)
            {
                table.Row(
                    mount.MountPoint,
                    Percent(Share(space.UsedBytes, space.UsedBytes + space.AvailableBytes)),
                    Bytes(space.TotalBytes),
                    Bytes(space.AvailableBytes),
                    space.TotalInodes is null ? "–" : Percent(Share(space.UsedInodes, space.TotalInodes)),
                    type,
                    mount.Source);
            }
            else
            {
                var mark = NodePageText.Mark(mount.Space);
                table.Row(mount.MountPoint, mark, mark, mark, mark, type, new Cell(NodePageText.Why(mount.Space), Tone.Unknown));
            }
        }

        return table;
    }

    private static Table Disks(DiskFiguresList list)
    {
        var table = new Table(
            new Column("DISK", Least: 6),
            new Column("READ", IsRight: true),
            new Column("WRITTEN", IsRight: true),
            new Column("BUSY", IsRight: true, DropOrder: 1),
            new Column("READ WAIT", IsRight: true, DropOrder: 3),
            new Column("WRITE WAIT", IsRight: true, DropOrder: 2));
        foreach (var disk in list.Disks)
        {
            table.Row(
                disk.Name,
                BytesPerSecond(disk.ReadBytesPerSecond),
                BytesPerSecond(disk.WrittenBytesPerSecond),
                Percent(disk.BusyPercent),
                Wait(disk.ReadAwaitMilliseconds),
                Wait(disk.WriteAwaitMilliseconds));
        }

        return table;
    }

    private static Table Interfaces(InterfaceFiguresList list)
    {
        var table = new Table(
            new Column("NAME", Least: 6),
            new Column("STATE"),
            new Column("ROLE", DropOrder: 3),
            new Column("SPEED", IsRight: true, DropOrder: 2),
            new Column("IN", IsRight: true),
            new Column("OUT", IsRight: true),
            new Column("ADDRESSES", Least: 12, DropOrder: 1));
        foreach (var one in list.Interfaces)
        {
            var counters = one.Counters;
            table.Row(
                counters.Name,
                counters.State,
                counters.Role.ToString().ToLowerInvariant(),
                counters.SpeedBitsPerSecond is null ? "–" : LinkSpeed(counters.SpeedBitsPerSecond),
                BytesPerSecond(one.ReceivedBytesPerSecond),
                BytesPerSecond(one.SentBytesPerSecond),
                string.Join(", ", counters.Addresses));
        }

        return table;
    }

    private static Table Sensors(SensorList list)
    {
        var table = new Table(
            new Column("SENSOR", Least: 8),
            new Column("CHIP", Least: 6, DropOrder: 1),
            new Column("VALUE", IsRight: true, Least: 8));
        foreach (var sensor in list.Sensors)
        {
            table.Row(sensor.Label, sensor.Chip, sensor.Value.Value is { } value
                ? Sensor(sensor.Kind, value)
                : new Cell($"{NodePageText.Mark(sensor.Value)} {NodePageText.Why(sensor.Value)}", Tone.Unknown));
        }

        return table;
    }

    private static Cell Sensor(SensorKind kind, SensorValue value)
    {
        var text = kind switch
        {
            SensorKind.Temperature => Celsius(value.Value),
            SensorKind.Fan => $"{Number(value.Value, "0")} rpm",
            SensorKind.Voltage => $"{Number(value.Value, "0.00")} V",
            SensorKind.Power => $"{Number(value.Value, "0.0")} W",
            _ => Number(value.Value),
        };
        return new Cell(text, value.Value >= value.Critical ? Tone.Critical : value.Value >= value.High ? Tone.Warning : Tone.Plain);
    }

    private static void Section<T>(Screen screen, string title, Reading<T> reading, Func<T, Table> table)
        where T : class
    {
        screen.Line();
        if (reading.Value is { } value)
        {
            screen.Line(title, Tone.Head);
            table(value).Print(screen);
        }
        else
        {
            screen.Line((title, Tone.Head), ($"  {NodePageText.Mark(reading)} {NodePageText.Why(reading)}", Tone.Unknown));
        }
    }

    private static string Wait(double? milliseconds) => milliseconds is null ? "–" : $"{Number(milliseconds, "0.0")} ms";

    private static double? Share(long? part, long? whole) => part is { } p && whole is { } w and > 0 ? 100.0 * p / w : null;
}
