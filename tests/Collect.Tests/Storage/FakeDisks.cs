using System.Globalization;
using Proxima.Collect.Sources;

namespace Proxima.Collect.Tests.Storage;

/// <summary>
/// A host whose disks sleep and tell when they are woken: every way to a disk goes through here, and one that reaches a sleeping disk
/// without asking first is recorded as a crime.
/// </summary>
internal sealed class FakeDisks : IHostSource, IProgramRunner
{
    private readonly List<FakeDisk> _disks = [];
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <summary>What touched a sleeping disk, and how.</summary>
    public List<string> Crimes { get; } = [];

    public List<string> Ran { get; } = [];

    /// <summary>What smartctl says of a disk; a report of a healthy one unless a test says otherwise.</summary>
    public Func<FakeDisk, string> Report { get; set; } = _ => Idle;

    /// <summary>The report of a disk that does not test itself at the moment.</summary>
    public static string Idle { get; } = DiskSamples.AtaJson.Replace(
        "\"value\": 249, \"string\": \"in progress, 90% remaining\", \"remaining_percent\": 90", "\"value\": 0, \"string\": \"completed\"", StringComparison.Ordinal);

    public bool IsSmartctlMissing { get; set; }

    public FakeDisk Add(string name, Action<FakeDisk>? with = null)
    {
        var disk = new FakeDisk { Name = name };
        with?.Invoke(disk);
        _disks.Add(disk);
        return disk;
    }

    public void Remove(FakeDisk disk) => _disks.Remove(disk);

    /// <summary>Somebody reads: the disk is awake and its counters move.</summary>
    public static void Use(FakeDisk disk)
    {
        disk.IsAsleep = false;
        disk.Reads += 100;
        disk.Writes += 5;
    }

    public FileText Read(string path)
    {
        if (path == "/proc/diskstats") return FileText.Of(string.Concat(_disks.Select(Line)));
        if (path.StartsWith("/dev/", StringComparison.Ordinal)) Touch(path, "opened");
        if (_files.TryGetValue(path, out var text)) return FileText.Of(text);
        foreach (var disk in _disks)
        {
            if (disk.IsDriveTemp && path.StartsWith($"/sys/class/hwmon/{disk.Name}/temp", StringComparison.Ordinal)) Touch(disk.Name, "hwmon");
            if (disk.IsDriveTemp && path == $"/sys/block/{disk.Name}/device/hwmon/hwmon3/temp1_input") Touch(disk.Name, "drivetemp");
            if (Attribute(disk, path) is { } value) return FileText.Of(value);
        }

        return FileText.Missing(path);
    }

    public IReadOnlyList<string> List(string directory) => directory switch
    {
        "/sys/block" => [.. _disks.Select(disk => disk.Name).Order(StringComparer.Ordinal)],
        _ when directory.EndsWith("/device/hwmon", StringComparison.Ordinal) => _disks.Exists(disk => disk.IsDriveTemp
            && directory == $"/sys/block/{disk.Name}/device/hwmon") ? ["hwmon3"] : [],
        "/sys/class/hwmon" => [.. _disks.Where(disk => disk.IsDriveTemp).Select(disk => disk.Name)],
        _ when directory.StartsWith("/sys/class/hwmon/", StringComparison.Ordinal) => ["name", "temp1_input", "temp1_max"],
        _ => [],
    };

    public string? Link(string path)
        => _disks.Find(disk => path == $"/sys/block/{disk.Name}") is { } found ? $"../devices/{found.Place}/block/{found.Name}" : null;

    public Task<ProgramRun> RunAsync(ProgramCommand command, CancellationToken cancellationToken)
    {
        Ran.Add(command.Line);
        if (IsSmartctlMissing)
            return Task.FromResult(new ProgramRun { Command = command, End = ProgramEnd.Missing, Problem = ProgramPackages.Advice(command.Program) });
        var disk = _disks.Find(one => command.Arguments[^1] == $"/dev/{one.Name}" || command.Arguments[^1] == one.Controller);
        if (disk is null) return Said(command, 2, """{"smartctl":{"messages":[{"string":"Smartctl open device failed: No such device"}],"exit_status":2}}""");
        var asks = command.Program == "smartctl" && command.Arguments.Contains("-n") && command.Arguments.Contains("standby");
        if (!asks || disk.IsForbidden || disk.IsSuspended) Touch(disk.Name, command.Line);
        disk.Questions++;
        if (!disk.IsAsleep) return Said(command, 0, Report(disk));
        if (disk.WakesWhenAsked) disk.IsAsleep = false;
        if (disk.EchoesWhenAsked)
        {
            disk.IsAsleep = false;
            disk.Reads += 12;
        }

        return Said(command, 2, """
            {"smartctl":{"version":[7,3],"messages":[{"string":"Device is in STANDBY mode, exit(2)","severity":"information"}],"exit_status":2},
             "device":{"name":"/dev/sda","type":"sat","protocol":"ATA"}}
            """);
    }

    private void Touch(string name, string how)
    {
        var disk = _disks.Find(one => name == one.Name || name == $"/dev/{one.Name}");
        if (disk is not { IsAsleep: true } and not { IsForbidden: true } and not { IsSuspended: true }) return;
        Crimes.Add($"{name}: {how}");
    }

    private static Task<ProgramRun> Said(ProgramCommand command, int exitCode, string output)
        => Task.FromResult(new ProgramRun { Command = command, End = ProgramEnd.Exited, ExitCode = exitCode, Output = output });

    private static string Line(FakeDisk disk)
        => string.Create(CultureInfo.InvariantCulture, $"   8       0 {disk.Name} {disk.Reads} 0 8 1 {disk.Writes} 0 8 1 0 1 2 0 0 0 0\n");

    private static string? Attribute(FakeDisk disk, string path)
    {
        var block = $"/sys/block/{disk.Name}/";
        if (!path.StartsWith(block, StringComparison.Ordinal))
            return disk.IsDriveTemp && path == $"/sys/class/hwmon/{disk.Name}/name" ? "drivetemp\n" : null;
        return path[block.Length..] switch
        {
            "size" => "23437770752\n",
            "queue/rotational" => disk.IsRotational ? "1\n" : "0\n",
            "removable" => "0\n",
            "device/vendor" => disk.Vendor + "\n",
            "device/model" => disk.Model + "\n",
            "device/wwid" or "wwid" => disk.Wwid is null ? null : disk.Wwid + "\n",
            "device/power/runtime_status" => disk.IsSuspended ? "suspended\n" : "active\n",
            "device/hwmon/hwmon3/name" => disk.IsDriveTemp ? "drivetemp\n" : null,
            "device/hwmon/hwmon3/temp1_input" => disk.IsDriveTemp ? "36000\n" : null,
            "device/power/control" => disk.IsManaged ? "auto\n" : "on\n",
            _ => null,
        };
    }
}

internal sealed class FakeDisk
{
    public required string Name { get; set; }
    public string Vendor { get; set; } = "ATA";
    public string Model { get; set; } = "ST12000VN0007-2G";
    public string? Wwid { get; set; } = "naa.5000c500b335fb73";
    public string Place { get; set; } = "pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0";
    public bool IsRotational { get; set; } = true;
    public bool IsAsleep { get; set; }

    /// <summary>Under runtime power management the kernel knows that it sleeps, and opening it wakes it.</summary>
    public bool IsSuspended { get; set; }
    public bool IsManaged { get; set; }
    public bool IsForbidden { get; set; }
    public bool IsDriveTemp { get; set; }

    /// <summary>A bridge that spins up to answer whether the disk spins.</summary>
    public bool WakesWhenAsked { get; set; }

    /// <summary>udev reads the disk behind our question.</summary>
    public bool EchoesWhenAsked { get; set; }
    public long Reads { get; set; } = 1000;
    public long Writes { get; set; } = 1000;
    public int Questions { get; set; }

    public string? Controller => Name.StartsWith("nvme", StringComparison.Ordinal) ? $"/dev/{Name[..Name.LastIndexOf('n')]}" : null;
}
