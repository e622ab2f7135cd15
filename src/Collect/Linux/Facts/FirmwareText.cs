namespace Proxima.Collect.Linux.Facts;

/// <summary>Texts that firmware leaves where nobody filled them in.</summary>
internal static class FirmwareText
{
    private static readonly string[] Fillers =
    [
        "to be filled", "default string", "system manufacturer", "system product name", "system version", "not specified", "not applicable",
        "not available", "none", "n/a", "unknown", "invalid", "o.e.m.", "oem", "type1", "0123456789", "chassis manufacture", "base board",
        "baseboard", "empty", "null", "undefined", "no enclosure", "x.x", "xxx", "***",
    ];

    /// <summary>Serials and ids that thousands of boards share.</summary>
    private static readonly string[] FillerIds = ["03000200-0400-0500-0006-000700080009", "12345678-1234-5678-90ab-cddeefaabbcc"];

    /// <summary>Trimmed text, or null for nothing and for a filler.</summary>
    public static string? Meaningful(string? text)
    {
        var value = text?.Trim('\0', ' ', '\t', '\n', '\r');
        if (string.IsNullOrEmpty(value) || !value.Any(char.IsLetterOrDigit) || value.All(c => c is '0' or ' ' or '.' or '-')) return null;
        return Array.Exists(Fillers, filler => IsFiller(value, filler)) ? null : value;
    }

    /// <summary>A UUID in lower case, or null for one that names no machine.</summary>
    public static string? Uuid(string? text)
    {
        var value = text?.Trim().ToLowerInvariant();
        return Guid.TryParse(value, out _) && value.AsSpan().ContainsAnyExcept("0-") && value.AsSpan().ContainsAnyExcept("f-")
            && !FillerIds.Contains(value)
                ? value
                : null;
    }

    /// <summary>32 hexadecimal digits, machine-id(5); an image before its first boot says "uninitialized".</summary>
    public static string? MachineId(string? text)
    {
        var value = text?.Trim();
        return value is { Length: 32 } && value.All(char.IsAsciiHexDigit) && value.AsSpan().ContainsAnyExcept('0')
            ? value.ToLowerInvariant()
            : null;
    }

    /// <summary>Short fillers only match as a whole: "OEM" is none, "OEMaster 3000" is a product.</summary>
    private static bool IsFiller(string value, string filler)
        => filler.Length <= 5 || filler == "unknown"
            ? value.Equals(filler, StringComparison.OrdinalIgnoreCase)
            : value.StartsWith(filler, StringComparison.OrdinalIgnoreCase);
}
