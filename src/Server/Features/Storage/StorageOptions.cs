using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
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

    [StringLength(4000)]
    [Description("Disks behind RAID controllers, separated by semicolons, as smartctl reaches them: /dev/sda cciss,0; "
        + "those of MegaRAID are found")]
    public string RaidDisks { get; set; } = "";

    [Range(0, 365)]
    [Description("Days between two short self-tests of a disk; 0 for none. A sleeping disk is passed over, two never run at once")]
    public int ShortTestDays { get; set; }

    [Range(0, 3650)]
    [Description("Days between two long self-tests of a disk; 0 for none. A sleeping disk is passed over, two never run at once")]
    public int LongTestDays { get; set; }

    [RegularExpression("([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]"),
        Description("When self-tests of the schedule may begin, local time")]
    public string TestWindow { get; set; } = "01:00-05:00";

    internal DiskGateOptions Gate => new()
    {
        Every = TimeSpan.FromHours(SmartHours),
        Tests = new SelfTestSchedule
        {
            ShortEveryDays = ShortTestDays,
            LongEveryDays = LongTestDays,
            From = TimeOnly.ParseExact(TestWindow.AsSpan(0, 5), "HH:mm", CultureInfo.InvariantCulture),
            To = TimeOnly.ParseExact(TestWindow.AsSpan(6, 5), "HH:mm", CultureInfo.InvariantCulture),
        },
        RaidDisks = RaidDisks.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        NeverTouch = NeverTouch.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    };
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
