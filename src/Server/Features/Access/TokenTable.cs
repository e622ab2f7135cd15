using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Access;

/// <summary>
/// Every API token that may open something, in memory, with its principal made ahead. What it may follows its owner: each new book is
/// followed before the change that made it answers.
/// </summary>
internal sealed class TokenTable(AccessBoard board, TokenStore store, IOptions<AccessOptions> options, TimeProvider time) : ITokens
{
    private static readonly TimeSpan WriteUseEvery = TimeSpan.FromMinutes(5);

    /// <summary>A wall clock that jumps ahead and back must not throw tokens away: a row goes only after it was over for so long.</summary>
    private static readonly TimeSpan OverFor = TimeSpan.FromHours(1);

    /// <summary>What a text is compared with that names no token: an unknown prefix takes as long as a wrong secret.</summary>
    private static readonly byte[] NoHash = Encoding.ASCII.GetBytes(new string('0', 64));

    private readonly ConcurrentDictionary<string, LiveToken> _live = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _overSince = new(StringComparer.Ordinal);

    public Principal? Find(string bearer, string? address)
    {
        // Hashing is bounded: what is longer than a token is none, and is cut before it is looked at.
        var text = bearer.Length > TokenText.Length ? bearer[..TokenText.Length] + "-" : bearer;
        var hash = Encoding.ASCII.GetBytes(TokenText.Hash(text));
        var live = TokenText.PrefixOf(text) is { } prefix ? _live.GetValueOrDefault(prefix) : null;
        var isCurrent = CryptographicOperations.FixedTimeEquals(hash, live?.Hash ?? NoHash);
        var isPrevious = CryptographicOperations.FixedTimeEquals(hash, live?.PreviousHash ?? NoHash) && live?.IsPreviousOver(time) == false;
        if (live is null || !(isCurrent || isPrevious) || live.IsOver(time))
        {
            return null;
        }

        live.Use(time.GetUtcNow(), address);
        return live.Principal;
    }

    /// <summary>Last use of a token, also when it is not written yet.</summary>
    public TokenUse? LastUse(TokenRow token)
        => _live.GetValueOrDefault(token.Prefix)?.Used ?? TokenUse.Of(token);

    /// <summary>Whether the token opens something now, by both clocks.</summary>
    public bool Opens(string prefix) => _live.TryGetValue(prefix, out var live) && !live.IsOver(time);

    /// <inheritdoc cref="SessionTable.FollowAsync"/>
    public async Task FollowAsync(AccessBook book, bool isRegrouped)
    {
        foreach (var (prefix, live) in _live)
        {
            if (book.Tokens.GetValueOrDefault(prefix) is not { RevokedAt: null } || Owner(book, live.Row) is null)
            {
                _live.TryRemove(prefix, out _);
                await live.EndAsync();
            }
        }

        foreach (var row in book.Tokens.Values.Where(row => row.RevokedAt is null))
        {
            if (Owner(book, row) is not { } owner)
            {
                continue;
            }

            if (_live.TryGetValue(row.Prefix, out var live))
            {
                await live.RenewAsync(row, book, owner, isRegrouped, time);
            }
            else
            {
                _live[row.Prefix] = new LiveToken(row, book, owner, time);
            }
        }
    }

    /// <summary>
    /// Streams of what expired end; last use is written down; what ended long ago is forgotten. Returns how many rows went.
    /// </summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var live in _live.Values.Where(live => live.IsOver(time)))
        {
            await live.CutAsync();
        }

        foreach (var live in _live.Values.Where(live => live.PreviousHash is not null && live.IsPreviousOver(time)))
        {
            await live.ForgetPreviousAsync();
        }

        await WriteUseAsync(WriteUseEvery, cancellationToken);
        return await ForgetAsync(cancellationToken);
    }

    /// <summary>Writes down last use where the stored one is older than this.</summary>
    public async Task WriteUseAsync(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        var used = _live.Values.Select(live => (live, live.Used))
            .Where(pair => pair.Used is not null && pair.live.IsUnwritten(pair.Used, olderThan)).ToList();
        await store.TouchAsync([.. used.Select(pair => pair.Used).OfType<TokenUse>()], cancellationToken);
        foreach (var (live, use) in used)
        {
            live.Written = use;
        }
    }

    private async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        var before = time.GetUtcNow() - TimeSpan.FromDays(options.Value.TokenKeptDays);
        var over = board.Current.Tokens.Values.Where(row => (row.RevokedAt ?? row.ExpiresAt) is { } end && end < before)
            .Select(row => row.Prefix).ToList();
        foreach (var prefix in _overSince.Keys.Except(over, StringComparer.Ordinal))
        {
            _overSince.TryRemove(prefix, out _);
        }

        var old = over.Where(prefix => time.GetElapsedTime(_overSince.GetOrAdd(prefix, now), now) >= OverFor).ToList();
        if (old.Count == 0)
        {
            return 0;
        }

        await store.DeleteAsync(old, cancellationToken);
        board.Forget(old);
        foreach (var prefix in old)
        {
            _live.TryRemove(prefix, out _);
        }

        return old.Count;
    }

    private static Account? Owner(AccessBook book, TokenRow row)
        => book.Users.GetValueOrDefault(row.UserId) is { IsDisabled: false } owner ? owner : null;
}
