namespace Proxima.Collect.Storage.Lvm;

/// <summary>Letters of lv_attr, lvs(8).</summary>
internal static class LvmAttributes
{
    public static string? Kind(string? attributes, string? segment) => attributes is { Length: >= 6 }
        ? attributes[0] switch
        {
            'C' => "cache",
            'm' or 'M' => "mirror",
            'o' or 'O' => "origin",
            'r' or 'R' => "raid",
            's' or 'S' => "snapshot",
            'p' => "pvmove",
            'v' => "virtual",
            'i' or 'I' => "image",
            'l' => "mirror-log",
            'c' => "converting",
            'V' => "thin",
            't' => "thin-pool",
            'T' => "thin-data",
            'd' => "vdo-pool",
            'D' => "vdo-data",
            'e' => "metadata",
            'g' => "integrity",
            _ => segment ?? "linear",
        }
        : segment;

    /// <summary>Nine letters since LVM 2.02.99 say how it is; words of lv_health_status say it with more of them.</summary>
    public static string? Health(string? attributes, string? status)
    {
        if (status is not null) return status.Replace(' ', '-');
        if (attributes is not { Length: >= 9 }) return null;
        return attributes[8] switch
        {
            '-' => "ok",
            'p' => "partial",
            'r' => "refresh",
            'm' => "mismatches",
            'w' => "write-mostly",
            'R' => "remove-after-reshape",
            'D' => "out-of-data",
            'M' => "metadata-read-only",
            'F' => "failed",
            'E' => "write-cache-error",
            _ => "unknown",
        };
    }

    /// <summary>wz--n-: the six letters of vg_attr.</summary>
    public static bool IsOfGroup(ReadOnlySpan<char> word)
        => word.Length == 6 && word[0] is 'w' or 'r' && word.Length == 6 && word[1] is 'z' or '-' && word[2] is 'x' or '-'
            && word[3] is 'p' or '-'
            && word[4] is 'c' or 'l' or 'n' or 'a' or 'i' && word[5] is 'c' or 's' or '-';

    /// <summary>-wi-ao---- (ten letters, six to nine in old versions).</summary>
    public static bool IsOfVolume(ReadOnlySpan<char> word)
        => word.Length is >= 6 and <= 10 && !IsOfGroup(word) && "-CmMoOrRsSpviIlcVtTdDeg".Contains(word[0], StringComparison.Ordinal)
            && word[1] is 'w' or 'r' or 'R' or '-' && "aAcCiIlLnN-".Contains(word[2], StringComparison.Ordinal) && word[3] is 'm' or '-'
            && "ahsISmMdiXcC-".Contains(word[4], StringComparison.Ordinal) && word[5] is 'o' or 'X' or '-';

    /// <summary>a--, a-, u--.</summary>
    public static bool IsOfDevice(ReadOnlySpan<char> word)
        => word.Length is 2 or 3 && word[0] is 'a' or 'u' or 'd' or '-' && word.Length is 2 or 3 && word[1] is 'x' or '-'
            && (word.Length == 2 || word[2] is 'm' or '-');
}
