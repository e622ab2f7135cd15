using Proxima.Model.Wire;

namespace Proxima.Model.Figures;

/// <summary>Two observations in, figures out. Pure; the only place where host rates are made.</summary>
public static class FiguresOf
{
    /// <summary>Beyond this a rate would smear over an outage or a suspend: the figures start again instead.</summary>
    public const double LongestGapSeconds = 300;

    /// <summary>Figures at <paramref name="current"/>; without a usable <paramref name="previous"/> rates are null or absent.</summary>
    public static HostFigures Host(HostObservation? previous, HostObservation current)
        => throw new NotSupportedException();
}
