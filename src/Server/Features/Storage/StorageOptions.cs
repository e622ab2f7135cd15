using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Proxima.Collect.Storage.Disks;

namespace Proxima.Server.Features.Storage;

/// <summary>How the disks of this host are looked after.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    [Range(1, 168), Description("Hours between two SMART readings of a disk; a sleeping disk is never read")]
    public int SmartHours { get; set; } = 6;

    [StringLength(4000), Description("Disks that are never touched, separated by commas: serial, world wide name or kernel name")]
    public string NeverTouch { get; set; } = "";

    internal DiskGateOptions Gate => new()
    {
        Every = TimeSpan.FromHours(SmartHours),
        NeverTouch = NeverTouch.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    };
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
