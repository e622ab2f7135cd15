using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Proxima.Server.Platform.Settings;

/// <summary>Settings <c>Retention:*</c>: how long things are kept, and when the rest is swept out.</summary>
public sealed class RetentionOptions
{
    [Range(1, 3650)]
    [Description("Days a job is kept after it ended, with its results.")]
    public int JobsDays { get; set; } = 90;

    [Range(30, 36500)]
    [Description("Days an audit entry is kept; a signed checkpoint stands for the ones removed.")]
    public int AuditDays { get; set; } = 400;

    [Range(1, 168)]
    [Description("Hours from one sweep to the next.")]
    public int EveryHours { get; set; } = 24;

    [Range(1, 1440)]
    [Description("Minutes from the start of the program to its first sweep.")]
    public int FirstAfterMinutes { get; set; } = 10;
}

[OptionsValidator]
internal sealed partial class RetentionOptionsValidator : IValidateOptions<RetentionOptions>;
