using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.Access;

/// <summary>
/// Makes guessing slow: after some wrong passwords, each further try for the account, or from the address, has to wait twice as
/// long as the one before, up to some minutes. Where somebody signed in before, only their own tries count, so that a stranger
/// cannot keep them out.
/// </summary>
internal sealed class LoginThrottle(TimeProvider time)
{
    private const int FreeForAccount = 5;
    private const int FreeForAddress = 20;
    private const int MostEntries = 10_000;
    private const int MostKnown = 10_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(6);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Entries kept now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>
    /// Zero: go on, and the try counts as wrong until <see cref="Succeeded"/>. Otherwise how long to wait; that try does not count.
    /// </summary>
    public TimeSpan Try(string nameKey, string? address)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var (accountKey, addressKey) = Keys(nameKey, address);
            var account = _entries.GetValueOrDefault(accountKey);
            var from = _entries.GetValueOrDefault(addressKey);
            var wait = TimeSpan.FromTicks(Math.Max(Left(account, now).Ticks, Left(from, now).Ticks));
            if (wait > TimeSpan.Zero)
            {
                return wait;
            }

            _entries[accountKey] = Next(account, FreeForAccount, now);
            _entries[addressKey] = Next(from, FreeForAddress, now);
            Trim();
            return TimeSpan.Zero;
        }
    }

    /// <summary>The password was right.</summary>
    public void Succeeded(string nameKey, string? address)
    {
        lock (_gate)
        {
            var (accountKey, addressKey) = Keys(nameKey, address);
            _entries.Remove(accountKey);
            _entries.Remove(addressKey);
            Remember(nameKey, address);
        }
    }

    /// <summary>The account signed in from there before.</summary>
    public void Know(string nameKey, string? address)
    {
        lock (_gate)
        {
            Remember(nameKey, address);
        }
    }

    private void Remember(string nameKey, string? address)
    {
        if (_known.Count < MostKnown)
        {
            _known.Add(Pair(nameKey, address));
        }
    }

    private (string Account, string Address) Keys(string nameKey, string? address)
    {
        var pair = Pair(nameKey, address);
        return (_known.Contains(pair) ? "pair " + pair : "account " + nameKey, "address " + ClientAddress.Neighbourhood(address));
    }

    private static string Pair(string nameKey, string? address) => nameKey + " " + ClientAddress.Neighbourhood(address);

    private TimeSpan Left(Entry? entry, long now)
    {
        var left = entry is null ? TimeSpan.Zero : entry.Wait - time.GetElapsedTime(entry.At, now);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private Entry Next(Entry? entry, int free, long now)
    {
        var wrong = entry is null || time.GetElapsedTime(entry.At, now) > Forgotten ? 1 : entry.Wrong + 1;
        var seconds = wrong < free ? 0 : Math.Pow(2, Math.Min(wrong - free + 1, 20));
        return new Entry(wrong, now, TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds)));
    }

    /// <summary>Whoever tried longest ago is forgotten first; a tenth at a time, so that it is not done for every try.</summary>
    private void Trim()
    {
        if (_entries.Count <= MostEntries)
        {
            return;
        }

        foreach (var key in _entries.OrderBy(entry => entry.Value.At).Take(MostEntries / 10).Select(entry => entry.Key).ToList())
        {
            _entries.Remove(key);
        }
    }

    private sealed record Entry(int Wrong, long At, TimeSpan Wait);
}
