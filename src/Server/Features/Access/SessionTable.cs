using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Access;

/// <summary>
/// Every session there is, in memory, written through to its table: no request waits for the database to learn who asks,
/// and an invented cookie costs one look-up.
/// </summary>
internal sealed class SessionTable(SessionStore store, AccessBoard board, IOptions<AccessOptions> options, TimeProvider time) : ISessions
{
    private const int TokenBytes = 32;
    private static readonly int TokenLength = Base64Url.GetEncodedLength(TokenBytes);
    private static readonly TimeSpan WriteUseEvery = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, LiveSession> _byHash = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, LiveSession> _byId = new(StringComparer.Ordinal);

    /// <summary>How long the browser keeps the cookie.</summary>
    public TimeSpan Lifetime => options.Value.SessionLifetime;

    public Principal? Find(string token)
    {
        if (token.Length != TokenLength || !_byHash.TryGetValue(Hash(token), out var session) || IsExpired(session))
        {
            return null;
        }

        session.Use(time);
        return session.Principal;
    }

    /// <summary>As <see cref="Find"/>, without counting as use.</summary>
    public Principal? Peek(string token) => _byHash.GetValueOrDefault(Hash(token))?.Principal;

    public CancellationToken Ended(Principal principal) => principal.Ended;

    /// <summary>Live sessions of a user.</summary>
    public int Count(string userId) => _byId.Values.Count(session => session.Row.UserId == userId);

    /// <summary>Reads what was stored. Returns account and address of each, for those who count tries.</summary>
    public async Task<IReadOnlyList<(string User, string? Address)>> LoadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await store.DeleteExpiredAsync(now, now - options.Value.SessionIdle, cancellationToken);
        var users = board.Current.Users;
        var known = new List<(string User, string? Address)>();
        foreach (var row in await store.ListAsync(cancellationToken))
        {
            if (users.TryGetValue(row.UserId, out var account) && !account.IsDisabled)
            {
                await AdmitAsync(row, cancellationToken);
                known.Add((account.Name, row.Address));
            }
        }

        return known;
    }

    /// <summary>A new session that is stored nowhere yet, and its token, which is stored nowhere ever.</summary>
    public (string Token, SessionRow Row) Prepare(Account account, string? address)
    {
        var now = time.GetUtcNow();
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var row = new SessionRow
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            TokenHash = Hash(token),
            UserId = account.Id,
            CreatedAt = now,
            UsedAt = now,
            EndsAt = now + options.Value.SessionLifetime,
            Address = address,
        };
        return (token, row);
    }

    /// <summary>A stored session counts from here on, if its user may still sign in.</summary>
    public async Task AdmitAsync(SessionRow row, CancellationToken cancellationToken)
    {
        var book = board.Current;
        if (book.Users.GetValueOrDefault(row.UserId) is not { IsDisabled: false } account)
        {
            return;
        }

        _byId[row.Id] = _byHash[row.TokenHash] = new LiveSession(row, book, account, time, options.Value);
        if (!ReferenceEquals(board.Current, book))
        {
            // The book changed just now, and whoever followed it may not have seen this session.
            await FollowAsync(board.Current, isRegrouped: true, cancellationToken);
        }
    }

    /// <summary>
    /// Signs the account in; returns the token for the cookie. Null when its password was changed, or it may not sign in any more, since
    /// it was read: whoever changed it has ended the sessions there were, and this one must not come after them.
    /// </summary>
    public async Task<string?> StartAsync(Account account, string? address, CancellationToken cancellationToken)
    {
        var (token, row) = Prepare(account, address);
        await store.InsertAsync(row, cancellationToken);
        await AdmitAsync(row, cancellationToken);
        if (board.Current.Users.GetValueOrDefault(account.Id) is not { IsDisabled: false } now
            || now.PasswordChangedAt.ToUnixTimeMilliseconds() != account.PasswordChangedAt.ToUnixTimeMilliseconds())
        {
            _byHash.TryRemove(row.TokenHash, out _);
            if (_byId.TryRemove(row.Id, out var early))
            {
                await early.EndAsync();
            }

            await store.DeleteAsync([row.Id], CancellationToken.None);
            return null;
        }

        var surplus = _byId.Values.Where(session => session.Row.UserId == account.Id)
            .OrderByDescending(session => session.UsedAt).ThenBy(session => session.Row.Id != row.Id)
            .Skip(options.Value.SessionsPerUser).ToList();
        await EndAsync(surplus, cancellationToken);
        return token;
    }

    /// <summary>Ends the session behind a token: in memory and its streams at once, then in the table. Null when there is none.</summary>
    public async Task<Principal?> EndAsync(string token, CancellationToken cancellationToken)
    {
        if (!_byHash.TryGetValue(Hash(token), out var session))
        {
            return null;
        }

        await EndAsync([session], cancellationToken);
        return session.Principal;
    }

    /// <summary>Ends every session of a user but one.</summary>
    public Task EndAllAsync(string userId, string? exceptId, CancellationToken cancellationToken)
        => EndAsync([.. _byId.Values.Where(session => session.Row.UserId == userId && session.Row.Id != exceptId)], cancellationToken);

    /// <summary>
    /// A new book: sessions of users who are gone or disabled end; those who may something else now go on as that, and their
    /// streams end so that they come again. <paramref name="isRegrouped"/>: places moved, so bounds may hold others.
    /// </summary>
    public async Task FollowAsync(AccessBook book, bool isRegrouped, CancellationToken cancellationToken)
    {
        var gone = _byId.Values.Where(session => book.Users.GetValueOrDefault(session.Row.UserId) is not { IsDisabled: false }).ToList();
        foreach (var session in _byId.Values.Except(gone))
        {
            await session.RenewAsync(book, book.Users[session.Row.UserId], isRegrouped);
        }

        await EndAsync(gone, cancellationToken);
    }

    /// <summary>
    /// Looks as somebody else from here on, or no more; streams end so that they come again. Null when there is no such session.
    /// </summary>
    public async Task<Principal?> SeeAsync(string sessionId, SeenAs? seenAs)
    {
        if (!_byId.TryGetValue(sessionId, out var session) || !board.Current.Users.TryGetValue(session.Row.UserId, out var account))
        {
            return null;
        }

        session.SeenAs = seenAs;
        await session.RenewAsync(board.Current, account, isRegrouped: true);
        return session.Principal;
    }

    /// <summary>Whom the session looks as; null for nobody.</summary>
    public SeenAs? SeenAs(string? sessionId) => sessionId is null ? null : _byId.GetValueOrDefault(sessionId)?.SeenAs;

    /// <summary>Ends what expired and writes down what was used. Returns how many ended.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var expired = _byId.Values.Where(IsExpired).ToList();
        await EndAsync(expired, cancellationToken);
        await WriteUseAsync(WriteUseEvery, cancellationToken);
        return expired.Count;
    }

    /// <summary>Writes down last use where the stored one is older than this.</summary>
    public async Task WriteUseAsync(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        var used = _byId.Values.Select(session => (session, session.UsedAt))
            .Where(item => item.UsedAt > item.session.WrittenAt && item.UsedAt - item.session.WrittenAt >= olderThan).ToList();
        await store.TouchAsync([.. used.Select(item => (item.session.Row.Id, item.UsedAt))], cancellationToken);
        foreach (var (session, usedAt) in used)
        {
            session.WrittenAt = usedAt;
        }
    }

    private async Task EndAsync(List<LiveSession> sessions, CancellationToken cancellationToken)
    {
        foreach (var session in sessions)
        {
            _byHash.TryRemove(session.Row.TokenHash, out _);
            _byId.TryRemove(session.Row.Id, out _);
            await session.EndAsync();
        }

        // Out of memory first: whatever becomes of the write, nobody gets in with it while we run.
        await store.DeleteAsync([.. sessions.Select(session => session.Row.Id)], cancellationToken);
    }

    private bool IsExpired(LiveSession session) => session.IsOver(time, options.Value.SessionIdle);

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
