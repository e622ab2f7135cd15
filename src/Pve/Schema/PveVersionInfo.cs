using System.Globalization;

namespace Proxima.Pve.Schema;

/// <summary>A version as servers tell it: <c>9.2.11</c>, <c>8.4.5</c>, <c>7.4-16</c>.</summary>
public readonly record struct PveVersionInfo(int Major, int Minor, int Patch) : IComparable<PveVersionInfo>
{
    /// <summary>Reads what can be read; what is no number is 0.</summary>
    public static PveVersionInfo Parse(string? text)
    {
        var parts = (text ?? string.Empty).Split('.', '-', '~', '+')
            .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).ToList();
        return new PveVersionInfo(parts.ElementAtOrDefault(0), parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2));
    }

    public int CompareTo(PveVersionInfo other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public static bool operator <(PveVersionInfo left, PveVersionInfo right) => left.CompareTo(right) < 0;

    public static bool operator >(PveVersionInfo left, PveVersionInfo right) => left.CompareTo(right) > 0;

    public static bool operator <=(PveVersionInfo left, PveVersionInfo right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PveVersionInfo left, PveVersionInfo right) => left.CompareTo(right) >= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");
}
