namespace Proxima.Collect.Storage.Disks;

/// <summary>
/// Firmware whose SMART is known to be wrong. Each line names where that is documented; without a source a line does not belong here.
/// </summary>
internal static class SmartQuirks
{
    private static readonly (string Model, string[] Firmware, string Text)[] Known =
    [
        ("Samsung SSD 980 PRO", ["3B2QGXA7"],
            "firmware 3B2QGXA7 may turn the disk read only for good; 5B2QGXA7 does not (Puget Systems and Samsung, February 2023)"),
        ("Samsung SSD 990 PRO", ["0B2QJXD7"],
            "firmware 0B2QJXD7 counts its health down far too fast; newer ones do not (reports of owners, January and February 2023)"),
        ("CT1000MX500", ["M3CR022", "M3CR023"],
            "this firmware shows a pending sector now and then that is none (smartmontools drivedb.h, Bogus_Current_Pend_Sect)"),
        ("M4-CT", ["0001", "0002", "0009"],
            "firmware before 0309 stops answering after 5184 hours (smartmontools drivedb.h, Crucial m4)"),
        ("ST31500341AS", ["SD15", "SD17", "SD18", "CC1G"],
            "a firmware update is due for this family (smartmontools drivedb.h, Seagate article 207951)"),
        ("ST31000340AS", ["SD15", "SD17", "SD18"],
            "a firmware update is due for this family (smartmontools drivedb.h, Seagate article 207951)"),
    ];

    /// <summary>
    /// Disks that may lose data when they are asked to identify themselves while they write (smartmontools drivedb.h, Samsung F4 EG: good
    /// and bad firmware carry the same version). They are never asked.
    /// </summary>
    private static readonly string[] Dangerous = ["SAMSUNG HD204UI", "SAMSUNG HD155UI"];

    public static bool IsDangerous(string? model)
        => model is not null && Array.Exists(Dangerous, name => model.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is known of this disk's firmware; null when nothing is.</summary>
    public static string? Of(string? model, string? firmware)
    {
        if (model is null || firmware is null) return null;
        foreach (var (name, versions, text) in Known)
        {
            if ((model.StartsWith(name, StringComparison.OrdinalIgnoreCase)) && Array.IndexOf(versions, firmware) >= 0) return text;
        }

        return null;
    }
}
