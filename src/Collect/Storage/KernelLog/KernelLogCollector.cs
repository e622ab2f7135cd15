using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.KernelLog;

/// <summary>
/// Lines of trouble in the kernel's ring buffer. <c>dmesg</c> reads memory and no disk; times are ISO with a zone, so that what was seen
/// before is known again.
/// </summary>
internal sealed class KernelLogCollector(IProgramRunner programs) : ISlowCollector<KernelLogReport>
{
    private static readonly ProgramCommand Dmesg = ProgramCommand.Of("dmesg", "--kernel", "--time-format", "iso") with
    {
        TimeLimit = TimeSpan.FromSeconds(10), LargestOutputBytes = 16 * 1024 * 1024,
    };

    public string Name => "kernel-log";

    public IReadOnlyList<string> Inputs { get; } = [];

    public IReadOnlyList<string> Commands { get; } = [Dmesg.Line];

    public TimeSpan Every { get; } = TimeSpan.FromSeconds(60);

    public async Task<Reading<KernelLogReport>> CollectAsync(IHostSource host, CancellationToken cancellationToken)
        => (await programs.RunAsync(Dmesg, cancellationToken).ConfigureAwait(false)).ReadSuccess(KernelLogText.Parse);
}
