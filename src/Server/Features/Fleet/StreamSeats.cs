using Microsoft.Extensions.Options;

namespace Proxima.Server.Features.Fleet;

/// <summary>How many live streams there are, by principal and in all.</summary>
internal sealed class StreamSeats(IOptions<FleetOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private int _all;

    public int Taken
    {
        get
        {
            lock (_lock)
            {
                return _all;
            }
        }
    }

    /// <summary>A seat, given back when disposed; null with the reason when there is none left.</summary>
    public IDisposable? Take(string principal, out string? reason)
    {
        lock (_lock)
        {
            var mine = _taken.GetValueOrDefault(principal);
            reason = _all >= options.Value.LiveStreams ? "This server has no live stream left"
                : mine >= options.Value.LiveStreamsPerPrincipal ? "Nobody may hold more live streams at once than you do"
                : null;
            if (reason is not null)
            {
                return null;
            }

            _taken[principal] = mine + 1;
            _all++;
            return new Seat(this, principal);
        }
    }

    private void Leave(string principal)
    {
        lock (_lock)
        {
            _all--;
            if (_taken[principal] == 1)
            {
                _taken.Remove(principal);
            }
            else
            {
                _taken[principal]--;
            }
        }
    }

    private sealed class Seat(StreamSeats seats, string principal) : IDisposable
    {
        private bool _isLeft;

        public void Dispose()
        {
            if (!_isLeft)
            {
                _isLeft = true;
                seats.Leave(principal);
            }
        }
    }
}
