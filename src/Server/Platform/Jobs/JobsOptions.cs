using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Proxima.Server.Platform.Jobs;

/// <summary>Settings <c>Jobs:*</c>.</summary>
public sealed class JobsOptions
{
    [Range(1, 16)]
    [Description("Jobs that run at once; others wait.")]
    public int Parallel { get; set; } = 2;

    [Range(1, 100_000)]
    [Description("Most jobs that may wait.")]
    public int MostWaiting { get; set; } = 1000;

    [Range(1, 1_000_000)]
    [Description("Most results kept of one job; the rest is only counted.")]
    public int MostItems { get; set; } = 10_000;
}

[OptionsValidator]
internal sealed partial class JobsOptionsValidator : IValidateOptions<JobsOptions>;
