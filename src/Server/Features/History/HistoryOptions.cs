using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Proxima.Server.Features.History;

/// <summary>How long history is kept at each resolution, and the limits it works within.</summary>
public sealed class HistoryOptions
{
    public const string Section = "History";

    [Description("Hours that every sample is kept")]
    [Range(6, 8760)]
    public int SampleHours { get; set; } = 48;

    [Description("Days that summaries of 5 minutes are kept")]
    [Range(1, 3650)]
    public int FiveMinuteDays { get; set; } = 90;

    [Description("Days that summaries of an hour are kept")]
    [Range(7, 36_500)]
    public int HourDays { get; set; } = 730;

    [Description("Days that summaries of a day are kept; 0 keeps them for ever")]
    [Range(0, 36_500)]
    public int DayDays { get; set; }

    [Description("Seconds of the narrowest bucket of a chart; below 1.5 times the interval of samples gaps appear where there are none")]
    [Range(1, 600)]
    public int NarrowestBucketSeconds { get; set; } = 15;

    [Description("Milliseconds from one write of samples to the next while many arrive; a lone sample is written at once")]
    [Range(0, 10_000)]
    public int GatherMilliseconds { get; set; } = 1000;

    [Description("Megabytes of memory for samples that are in no block yet; more are closed before their two hours are over")]
    [Range(1, 4096)]
    public int TailMegabytes { get; set; } = 32;

    [Description("Days that notes on charts are kept")]
    [Range(1, 36_500)]
    public int NoteDays { get; set; } = 730;

    [Description("Seconds after which writing samples is given up")]
    [Range(1, 600)]
    public int WriteLimitSeconds { get; set; } = 30;
}

[OptionsValidator]
internal sealed partial class HistoryOptionsValidator : IValidateOptions<HistoryOptions>;

/// <summary>Between the settings: a coarser summary is kept longer than the finer one.</summary>
internal sealed class HistoryOptionsOrder : IValidateOptions<HistoryOptions>
{
    public ValidateOptionsResult Validate(string? name, HistoryOptions options)
    {
        var problems = new List<string>();
        if (options.FiveMinuteDays * 24 < options.SampleHours)
            problems.Add("History:FiveMinuteDays must not be shorter than History:SampleHours");
        if (options.HourDays < options.FiveMinuteDays)
            problems.Add("History:HourDays must not be shorter than History:FiveMinuteDays");
        if (options.DayDays != 0 && options.DayDays < options.HourDays)
            problems.Add("History:DayDays must not be shorter than History:HourDays (0 is for ever)");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
