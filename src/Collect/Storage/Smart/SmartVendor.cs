using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Smart;

/// <summary>What differs from maker to maker.</summary>
internal static class SmartVendor
{
    /// <summary>
    /// Attributes whose normalised value is the life left, in order of trust. By name, not by number alone: 231 is a temperature on some
    /// disks, 202 counts address marks on others (names of smartmontools' drivedb.h).
    /// </summary>
    private static readonly string[] LifeByValue =
    [
        "Percent_Lifetime_Remain", "SSD_Life_Left", "SSD_Life_Left_Perc", "Media_Wearout_Indicator", "Remaining_Lifetime_Perc",
        "Remain_Lifetime_Percent",
        "Remaining_Life_Left", "Wear_Leveling_Count", "Perc_Rated_Life_Used", "Percent_Lifetime_Used", "Drive_Life_Remaining%",
        "Lifetime_Left",
        "Lifetime_Remaining%", "Life_Left_Perc", "Perc_Rated_Life_Remain", "Drive_Life_Protect_Stat", "SSD_Lifetime_left",
    ];

    /// <summary>Seagate packs errors and operations into attributes 1, 7 and 195; disks Samsung made for it do not.</summary>
    public static bool IsSeagate(string? family, string? model)
    {
        if (model is not null && model.Contains("HN-M", StringComparison.Ordinal)) return false;
        if (family is not null && family.Contains("Samsung", StringComparison.OrdinalIgnoreCase)) return false;
        return (family is not null && family.Contains("Seagate", StringComparison.OrdinalIgnoreCase))
            || (model is ['S', 'T', >= '0' and <= '9', ..])
            || (model is not null && model.StartsWith("Seagate", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// Percent of life left by the first attribute that says it; null where none does or where it cannot be a percentage.
    /// </summary>
    public static int? LifeLeftPercent(IReadOnlyList<SmartAttribute> attributes)
    {
        foreach (var name in LifeByValue)
        {
            foreach (var attribute in attributes)
            {
                if (string.Equals(attribute.Name, name, StringComparison.OrdinalIgnoreCase) && attribute.Value is >= 0 and <= 100)
                    return attribute.Value;
            }
        }

        return null;
    }
}
