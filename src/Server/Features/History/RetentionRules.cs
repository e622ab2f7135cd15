using Microsoft.Extensions.Options;
using Proxima.Server.Features.History.Upkeep;
using Proxima.Server.Platform.Settings;

namespace Proxima.Server.Features.History;

/// <summary>Points as they came.</summary>
internal sealed class PointRetention(LevelSweep sweep, IOptions<HistoryOptions> options) : IRetentionRule
{
    public string Name => "history_samples";

    public Task<long> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => sweep.RunAsync(0, now - TimeSpan.FromHours(options.Value.SampleHours), cancellationToken);
}

/// <summary>Summaries of five minutes.</summary>
internal sealed class FiveMinuteRetention(LevelSweep sweep, IOptions<HistoryOptions> options) : IRetentionRule
{
    public string Name => "history_5m";

    public Task<long> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => sweep.RunAsync(1, now - TimeSpan.FromDays(options.Value.FiveMinuteDays), cancellationToken);
}

/// <summary>Summaries of an hour.</summary>
internal sealed class HourRetention(LevelSweep sweep, IOptions<HistoryOptions> options) : IRetentionRule
{
    public string Name => "history_1h";

    public Task<long> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => sweep.RunAsync(2, now - TimeSpan.FromDays(options.Value.HourDays), cancellationToken);
}

/// <summary>Summaries of a day, kept for ever unless told otherwise; with them go names and subjects that have nothing left.</summary>
internal sealed class DayRetention(LevelSweep sweep, IOptions<HistoryOptions> options) : IRetentionRule
{
    public string Name => "history_1d";

    public async Task<long> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (options.Value.DayDays == 0)
            return 0;
        var gone = await sweep.RunAsync(3, now - TimeSpan.FromDays(options.Value.DayDays), cancellationToken);
        return gone + await sweep.RemoveNamesAsync(cancellationToken);
    }
}

/// <summary>Notes on charts.</summary>
internal sealed class NoteRetention(HistoryNotes notes, IOptions<HistoryOptions> options) : IRetentionRule
{
    public string Name => "history_notes";

    public async Task<long> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => await notes.SweepAsync(now.AddDays(-options.Value.NoteDays), cancellationToken);
}
