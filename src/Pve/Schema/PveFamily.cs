namespace Proxima.Pve.Schema;

/// <summary>Indexed families of parameters: <c>net[n]</c> stands for <c>net0</c> to <c>net31</c>.</summary>
public static class PveFamily
{
    private const string Suffix = "[n]";

    // How many there may be, from the sources of qemu-server, pve-container and pve-cluster.
    private static readonly Dictionary<string, int> Counts = new(StringComparer.Ordinal)
    {
        ["acmedomain"] = 6,
        ["dev"] = 256,
        ["hostpci"] = 16,
        ["ide"] = 4,
        ["ipconfig"] = 32,
        ["link"] = 8,
        ["mp"] = 256,
        ["net"] = 32,
        ["numa"] = 8,
        ["parallel"] = 3,
        ["sata"] = 6,
        ["scsi"] = 31,
        ["serial"] = 4,
        ["unused"] = 256,
        ["usb"] = 14,
        ["virtio"] = 16,
        ["virtiofs"] = 10,
    };

    public static bool IsFamily(string name) => name.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary><c>net[n]</c> without its bracket.</summary>
    public static string Stem(string family) => family[..^Suffix.Length];

    /// <summary>How many members a family may have; families this list does not know may have 32.</summary>
    public static int Count(string stem) => Counts.GetValueOrDefault(stem, 32);

    /// <summary>
    /// Splits <c>net12</c> into <c>net</c> and 12; false where there is no number, it has a leading zero or is beyond the family.
    /// </summary>
    public static bool TrySplit(string name, out string stem, out int index)
    {
        var digits = name.Length;
        while (digits > 0 && char.IsAsciiDigit(name[digits - 1]))
        {
            digits--;
        }

        (stem, index) = (name[..digits], -1);
        return digits > 0 && digits < name.Length && (name[digits] != '0' || digits == name.Length - 1)
            && int.TryParse(name.AsSpan(digits), System.Globalization.CultureInfo.InvariantCulture, out index) && index < Count(stem);
    }

    internal static PveType? Find(IReadOnlyDictionary<string, PveType> types, string name)
    {
        if (types.TryGetValue(name, out var exact) && !IsFamily(name))
        {
            return exact;
        }

        return TrySplit(name, out var stem, out _) && types.TryGetValue(stem + Suffix, out var family) ? family : null;
    }
}
