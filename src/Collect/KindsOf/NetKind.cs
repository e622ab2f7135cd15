using System.Buffers;

namespace Proxima.Collect.KindsOf;

/// <summary>Network files of /proc. Output of <c>ip</c> and <c>ethtool</c> is none of them: those programs are not run.</summary>
internal static class NetKind
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private static readonly string[] Headings = ["Inter-|", "VLAN Dev name", "Ethernet Channel Bonding Driver"];

    public static KindResult Parse(string text)
    {
        if (Array.Exists(Headings, heading => text.StartsWith(heading, StringComparison.Ordinal)) || LooksLikeAddress(text))
            return ProcKind.Parse(text, null);
        return KindResult.Nothing("no network file of the kernel that is read");
    }

    private static bool LooksLikeAddress(string text)
        => text.Length > 32 && text[32] == ' ' && text.AsSpan(0, 32).IndexOfAnyExcept(HexDigits) < 0;
}
