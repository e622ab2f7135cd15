using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Pressure;

internal sealed class PressureCollector : ICollector<PressureCounters>
{
    private const string Cpu = "/proc/pressure/cpu";
    private const string Memory = "/proc/pressure/memory";
    private const string Io = "/proc/pressure/io";

    public string Name => "pressure";

    public IReadOnlyList<string> Inputs { get; } = [Cpu, Memory, Io];

    public Reading<PressureCounters> Collect(IHostSource host)
    {
        var cpu = Read(host, Cpu);
        var memory = Read(host, Memory);
        var io = Read(host, Io);
        if ((cpu.Failed ?? memory.Failed ?? io.Failed) is { } error) return Reading.Failed<PressureCounters>(error);
        if (!cpu.HasValue && !memory.HasValue && !io.HasValue) return Reading.Absent<PressureCounters>(cpu.Absent ?? "no pressure figures");
        return Reading.Of(new PressureCounters
        {
            CpuSome = cpu.Value?.Some,
            CpuFull = cpu.Value?.Full,
            MemorySome = memory.Value?.Some,
            MemoryFull = memory.Value?.Full,
            IoSome = io.Value?.Some,
            IoFull = io.Value?.Full,
        });
    }

    /// <summary>With <c>psi=0</c> the files are there and answer EOPNOTSUPP, which is a feature switched off and no fault.</summary>
    private static Reading<PressureFile> Read(IHostSource host, string path)
    {
        var file = host.Read(path);
        return file.State switch
        {
            FileState.Text => PressureText.Parse(file.Text, path),
            FileState.Missing => Reading.Absent<PressureFile>("the kernel has no pressure stall information"),
            FileState.Failed when file.Error?.Contains("not supported", StringComparison.OrdinalIgnoreCase) == true
                => Reading.Absent<PressureFile>("pressure stall information is switched off (boot with psi=1)"),
            _ => FileReadings.Required<PressureFile>(file),
        };
    }
}
