using Proxima.Collect;

namespace Proxima.Server.Features.Fleet;

/// <summary>What one look at this host is to be: a numbered beat or a live frame, and what it includes.</summary>
internal readonly record struct HostTick(bool IsBeat, HostLookParts Parts);

/// <summary>
/// When to look at this host and at what. Pure: all times are monotonic, counted from the start of the loop.
/// Beats that were missed (a suspend, a slow look) are left out, never made up for.
/// </summary>
internal sealed class HostSchedule(TimeSpan beat)
{
    public static TimeSpan LiveEvery { get; } = TimeSpan.FromSeconds(1);
    public static TimeSpan ProcessesEvery { get; } = TimeSpan.FromSeconds(3);
    public static TimeSpan FactsEvery { get; } = TimeSpan.FromMinutes(10);

    private TimeSpan _nextBeat;
    private TimeSpan? _lastLook;
    private TimeSpan? _lastFacts;
    private TimeSpan? _lastProcesses;
    private bool _isSecondTaken;

    /// <summary>How long nothing is due.</summary>
    public TimeSpan Wait(TimeSpan now, bool isWatched)
    {
        var due = _nextBeat;

        // The second look comes after a second: rates need two, and nobody should stare at unknowns for a whole beat.
        if (_lastLook is { } last && (isWatched || !_isSecondTaken) && last + LiveEvery < due)
        {
            due = last + LiveEvery;
        }

        return due > now ? due - now : TimeSpan.Zero;
    }

    /// <summary>What to do now.</summary>
    public HostTick Take(TimeSpan now, bool isWatched, bool isScanWanted)
    {
        // A live frame shortly before a beat would give the beat's live figures a window too short to mean anything.
        var isBeat = now >= _nextBeat - (LiveEvery / 2);
        if (isBeat)
        {
            _nextBeat = now >= _nextBeat + beat ? now + beat : _nextBeat + beat;
        }

        _isSecondTaken = _lastLook is not null;
        _lastLook = now;
        var parts = HostLookParts.Sample;
        if (_lastFacts is null || (isBeat && now - _lastFacts >= FactsEvery))
        {
            parts |= HostLookParts.Facts;
        }

        if (isScanWanted || (isWatched && (_lastProcesses is null || now - _lastProcesses >= ProcessesEvery)))
        {
            parts |= HostLookParts.Processes;
            _lastProcesses = now;
        }

        return new HostTick(isBeat, parts);
    }

    /// <summary>The facts were kept: they are not asked for again for a while.</summary>
    public void FactsKept(TimeSpan now) => _lastFacts = now;
}
