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
internal sealed class SessionTable(SessionStore store, IOptions<AccessOptions> options, TimeProvider time) : ISessions
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

        session.Use(time.GetUtcNow());
        return session.Principal;
    }

    public CancellationToken Ended(Principal principal)
    {
        if (principal.Via is not { } id)
        {
            return CancellationToken.None;
        }

        return _byId.TryGetValue(id, out var session) ? session.Ended.Token : new CancellationToken(canceled: true);
    }

    /// <summary>Reads what was stored. Returns account and address of each, for those who count tries.</summary>
    public async Task<IReadOnlyList<(string User, string? Address)>> LoadAsync(
        IReadOnlyList<Account> accounts, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await store.DeleteExpiredAsync(now, now - options.Value.SessionIdle, cancellationToken);
        var byId = accounts.ToDictionary(account => account.Id, StringComparer.Ordinal);
        var known = new List<(string User, string? Address)>();
        foreach (var row in await store.ListAsync(cancellationToken))
        {
            if (byId.TryGetValue(row.UserId, out var account))
            {
                Admit(row, account);
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

    /// <summary>A stored session counts from here on.</summary>
    public void Admit(SessionRow row, Account account)
    {
        var session = new LiveSession(row, account);
        _byId[row.Id] = session;
        _byHash[row.TokenHash] = session;
    }

    /// <summary>Signs the account in; returns the token for the cookie.</summary>
    public async Task<string> StartAsync(Account account, string? address, CancellationToken cancellationToken)
    {
        var (token, row) = Prepare(account, address);
        await store.InsertAsync(row, cancellationToken);
        Admit(row, account);

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
            await session.Ended.CancelAsync();
        }

        // Out of memory first: whatever becomes of the write, nobody gets in with it while we run.
        await store.DeleteAsync([.. sessions.Select(session => session.Row.Id)], cancellationToken);
    }

    private bool IsExpired(LiveSession session)
    {
        var now = time.GetUtcNow();
        return now >= session.Row.EndsAt || now - session.UsedAt >= options.Value.SessionIdle;
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private sealed class LiveSession(SessionRow row, Account account)
    {
        private long _usedAt = row.UsedAt.ToUnixTimeMilliseconds();

        public SessionRow Row { get; } = row;

        public Principal Principal { get; } = new(account.Name, account.DisplayName, account.ScopeSet) { Via = row.Id };

        /// <summary>Never disposed: a request may ask for its token at any time, and it holds no timer.</summary>
        public CancellationTokenSource Ended { get; } = new();

        public DateTimeOffset UsedAt => DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Read(ref _usedAt));

        public DateTimeOffset WrittenAt { get; set; } = row.UsedAt;

        public void Use(DateTimeOffset now) => Interlocked.Exchange(ref _usedAt, now.ToUnixTimeMilliseconds());
    }
}
