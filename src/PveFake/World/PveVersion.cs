using System.Globalization;

namespace Proxima.PveFake.World;

/// <summary>Which Proxmox VE answers: what <c>GET /version</c> says, and what differs between the releases.</summary>
public sealed record PveVersion(string Version, string Release, string RepoId)
{
    public static PveVersion V92 { get; } = new("9.2.11", "9.2", "14a22df35955d97d");

    public static PveVersion V84 { get; } = new("8.4.21", "8.4", "2606ac850d46da29");

    /// <summary>True from 9.0: pressure figures, host memory of guests, available memory, HA rules.</summary>
    public bool IsNine => int.Parse(Release.Split('.')[0], CultureInfo.InvariantCulture) >= 9;

    /// <summary>"9.2", "9", "8.4", "8": a release the mock speaks; null for any other.</summary>
    public static PveVersion? Of(string text) => text switch
    {
        "9" or "9.2" => V92,
        "8" or "8.4" => V84,
        _ when text == V92.Version => V92,
        _ when text == V84.Version => V84,
        _ => null,
    };
}
