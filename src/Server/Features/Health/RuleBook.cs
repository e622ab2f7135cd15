using Microsoft.Extensions.Options;
using Proxima.Model.Health;
using Proxima.Server.Features.Health.Rules;

namespace Proxima.Server.Features.Health;

/// <summary>Every rule there is, applied with the limits of this instance.</summary>
internal sealed class RuleBook(IOptions<HealthOptions> options) : IHealth
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        NeverReported.Rule,
        SampleStale.Rule,
        HistoryNotWritten.Rule,
        DatabaseSetAside.Rule,
        AuditFlawed.Rule,
        AuditNotAnchored.Rule,
        ClockOff.Rule,
        ReadingFailed.Rule,
        ReadingMissing.Rule,
        CpuBusy.Rule,
        MemoryFull.Rule,
        ContainerMemoryFull.Rule,
        SwapFull.Rule,
        PressureMemory.Rule,
        PressureIo.Rule,
        FilesystemFull.Rule,
        FilesystemInodes.Rule,
        FilesystemNotAnswering.Rule,
        FilesystemReadOnly.Rule,
        TemperatureHigh.Rule,
        InterfaceErrors.Rule,
    ];

    private readonly HealthOptions _options = options.Value;

    public IReadOnlyList<Finding> Evaluate(HealthInput input) => Evaluator.Evaluate(input, _options, All);
}
