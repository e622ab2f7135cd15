using System.Collections.Concurrent;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Access;

/// <summary>
/// Which token was used for what, and from where: noted by requests, written down by the sweep, so that no request waits for it and a
/// scraper fills no table.
/// </summary>
internal sealed class TokenTrail(IAudit audit, TimeProvider time)
{
    public const string Action = "token.use";
    private const int Most = 10_000;
    private static readonly TimeSpan Again = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Use, long?> _uses = new();

    public void Note(Principal principal, string scope, string? address)
    {
        if (principal.Token is { } token && _uses.Count < Most)
        {
            _uses.TryAdd(new Use(principal.Name, token, scope, address), value: null);
        }
    }

    /// <summary>Writes down what is new, and forgets what was written an hour ago. Returns how many entries were written.</summary>
    public async Task<int> WriteAsync(CancellationToken cancellationToken)
    {
        var written = 0;
        foreach (var (use, at) in _uses)
        {
            if (at is { } stamp)
            {
                if (time.GetElapsedTime(stamp) >= Again)
                {
                    _uses.TryRemove(use, out _);
                }

                continue;
            }

            await audit.AppendAsync(new Actor(use.Name, use.Token, use.Address).Did(Action, use.Scope), cancellationToken);
            _uses[use] = time.GetTimestamp();
            written++;
        }

        return written;
    }

    private sealed record Use(string Name, string Token, string Scope, string? Address);
}
