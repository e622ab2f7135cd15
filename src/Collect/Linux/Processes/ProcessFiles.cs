using System.Globalization;
using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Processes;

/// <summary>Reads the files of single processes. Safe for concurrent use.</summary>
internal sealed class ProcessFiles(IHostSource host, IHostKernel kernel)
{
    private const string Passwd = "/etc/passwd";
    private volatile Dictionary<int, string> _users = [];

    /// <summary>Reads the user names again.</summary>
    public void LearnUsers()
    {
        if (host.Read(Passwd) is { State: FileState.Text } file) _users = PasswdText.Parse(file.Text);
    }

    public Reading<PidStat> Stat(int pid)
    {
        var file = host.Read(Path(pid, "stat"));
        return file.State switch
        {
            FileState.Text => PidStatText.Parse(file.Text),
            FileState.Missing => Reading.Absent<PidStat>(string.Create(CultureInfo.InvariantCulture, $"process {pid} has ended")),
            _ => FileReadings.Required<PidStat>(file),
        };
    }

    public ProcessFigures Figures(PidStat stat, double? cpuPercent, long bootTimeMilliseconds)
    {
        var user = Status(stat.Pid)?.UserId;
        return new ProcessFigures
        {
            Pid = stat.Pid,
            ParentPid = stat.ParentPid,
            Name = stat.Name,
            State = stat.State.ToString(),
            CpuPercent = cpuPercent,
            ResidentBytes = stat.ResidentPages * kernel.PageBytes,
            Threads = stat.Threads,
            UserId = user,
            User = user is { } id ? _users.GetValueOrDefault(id) : null,
            AgeSeconds = Math.Max(0, (bootTimeMilliseconds / 1000.0) - (stat.StartTicks / PidStat.TicksPerSecond)),
            GuestId = Guest(stat),
        };
    }

    public ProcessDetail Detail(PidStat stat, double? cpuPercent, DateTimeOffset now)
    {
        var pid = stat.Pid;
        var figures = Figures(stat, cpuPercent, kernel.BootTimeMilliseconds());
        var io = Text(pid, "io") is { } text ? PidIoText.Parse(text).Value : null;
        return new ProcessDetail
        {
            Figures = figures,
            CommandLine = Text(pid, "cmdline") is { } cmdline ? CommandLine.Shown(cmdline) : string.Empty,
            Executable = host.Link(Path(pid, "exe")),
            WorkingDirectory = host.Link(Path(pid, "cwd")),
            Cgroup = Text(pid, "cgroup") is { } cgroup ? GuestOf.Path(cgroup) : null,
            VirtualBytes = stat.VirtualBytes,
            SwapBytes = Status(pid)?.SwapBytes,
            OpenFiles = host.List(Path(pid, "fd")) is { Count: > 0 and var files } ? files : null,
            ReadBytes = io?.ReadBytes,
            WrittenBytes = io?.WrittenBytes,
            StartedAt = now - TimeSpan.FromSeconds(figures.AgeSeconds),
            Nice = stat.Nice,
        };
    }

    private static string Path(int pid, string file) => string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/{file}");

    private int? Guest(PidStat stat)
    {
        if (Text(stat.Pid, "cgroup") is { } cgroup && GuestOf.Cgroup(cgroup) is { } id) return id;
        return GuestOf.IsMachine(stat.Name) && Text(stat.Pid, "cmdline") is { } cmdline ? GuestOf.CommandLine(cmdline) : null;
    }

    private PidStatus? Status(int pid) => Text(pid, "status") is { } text ? PidStatusText.Parse(text).Value : null;

    private string? Text(int pid, string file) => host.Read(Path(pid, file)) is { State: FileState.Text } text ? text.Text : null;
}
