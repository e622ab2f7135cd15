using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Proxima.Server.Features.Health;

/// <summary>What the rules allow.</summary>
public sealed class HealthOptions
{
    public const string Section = "Health";

    [Range(1.0, 100.0), Description("CPU busy share (percent) from which a loaded node is worth a note")]
    public double CpuNotePercent { get; set; } = 85;

    [Range(1.0, 100.0), Description("CPU busy share (percent) from which an overloaded node is a warning")]
    public double CpuWarningPercent { get; set; } = 95;

    [Range(0.1, 100.0), Description("Five-minute load per thread above which a busy CPU counts as overloaded")]
    public double LoadPerThread { get; set; } = 2;

    [Range(1.0, 100.0), Description("Memory in use (percent) that is a warning")]
    public double MemoryWarningPercent { get; set; } = 85;

    [Range(1.0, 100.0), Description("Memory in use (percent) that is critical")]
    public double MemoryCriticalPercent { get; set; } = 95;

    [Range(1.0, 100.0), Description("Swap in use (percent) that is a warning while tasks wait for memory")]
    public double SwapWarningPercent { get; set; } = 80;

    [Range(0.0, 100.0), Description("Share of time (percent) some task may wait for memory before full swap is a warning")]
    public double SwapPressurePercent { get; set; } = 5;

    [Range(1.0, 100.0), Description("Space in use on a file system (percent) that is a warning")]
    public double FilesystemWarningPercent { get; set; } = 85;

    [Range(1.0, 100.0), Description("Space in use on a file system (percent) that is critical")]
    public double FilesystemCriticalPercent { get; set; } = 95;

    [Range(1.0, 100.0), Description("Inodes in use on a file system (percent) that are a warning")]
    public double InodesWarningPercent { get; set; } = 85;

    [Range(1.0, 100.0), Description("Inodes in use on a file system (percent) that are critical")]
    public double InodesCriticalPercent { get; set; } = 95;

    [Range(20.0, 200.0), Description("Temperature (degrees Celsius) of a CPU that is a warning where the sensor names no limit")]
    public double CpuWarningCelsius { get; set; } = 85;

    [Range(20.0, 200.0), Description("Temperature (degrees Celsius) of a CPU that is critical where the sensor names no limit")]
    public double CpuCriticalCelsius { get; set; } = 95;

    [Range(0.0, 1_000_000.0), Description("Errors a second on an interface above which it is worth a note")]
    public double InterfaceErrorsPerSecond { get; set; } = 1;

    [Range(0.0, 100.0), Description("Share of time (percent) in which all tasks may wait for memory")]
    public double MemoryPressurePercent { get; set; } = 10;

    [Range(0.0, 100.0), Description("Share of time (percent) in which all tasks may wait for I/O")]
    public double IoPressurePercent { get; set; } = 40;
}

/// <summary>Ranges of single values, generated.</summary>
[OptionsValidator]
internal sealed partial class HealthOptionsValidator : IValidateOptions<HealthOptions>;

/// <summary>What has to hold between two values: the milder limit comes first.</summary>
internal sealed class HealthOptionsOrder : IValidateOptions<HealthOptions>
{
    public ValidateOptionsResult Validate(string? name, HealthOptions options)
    {
        var wrong = new List<string>();
        Ordered(
            wrong, nameof(options.CpuNotePercent), options.CpuNotePercent,
            nameof(options.CpuWarningPercent), options.CpuWarningPercent);
        Ordered(
            wrong, nameof(options.MemoryWarningPercent), options.MemoryWarningPercent,
            nameof(options.MemoryCriticalPercent), options.MemoryCriticalPercent);
        Ordered(
            wrong, nameof(options.FilesystemWarningPercent), options.FilesystemWarningPercent,
            nameof(options.FilesystemCriticalPercent), options.FilesystemCriticalPercent);
        Ordered(
            wrong, nameof(options.InodesWarningPercent), options.InodesWarningPercent,
            nameof(options.InodesCriticalPercent), options.InodesCriticalPercent);
        Ordered(
            wrong, nameof(options.CpuWarningCelsius), options.CpuWarningCelsius,
            nameof(options.CpuCriticalCelsius), options.CpuCriticalCelsius);
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static void Ordered(List<string> wrong, string milder, double mild, string harder, double hard)
    {
        if (mild > hard)
        {
            wrong.Add(FormattableString.Invariant(
                $"{HealthOptions.Section}:{milder} ({mild}) is above {HealthOptions.Section}:{harder} ({hard}): lower it"));
        }
    }
}
