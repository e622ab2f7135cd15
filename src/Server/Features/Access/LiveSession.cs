using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Access;

/// <summary>Whom somebody looks as: a role in some bounds, or a user.</summary>
internal sealed record SeenAs(string Label, string? UserId, Assignment? Role)
{
    /// <summary>What they may, as the book says now; nothing when user or role is gone.</summary>
    public Grants GrantsIn(AccessBook book)
        => Role is not null ? book.GrantsOf([Role])
            : UserId is not null && book.Users.GetValueOrDefault(UserId) is { } user ? book.GrantsOf(user)
            : Grants.Nothing;
}

/// <summary>One session in memory, with the principal made ahead.</summary>
internal sealed class LiveSession
{
    private readonly Deadline _end;
    private long _usedAt;
    private long _usedStamp;
    private volatile Principal _principal;

    /// <summary>Never disposed: a request may ask for its token at any time, and it holds no timer.</summary>
    private CancellationTokenSource Ends { get; set; } = new();

    public LiveSession(SessionRow row, AccessBook book, Account account, TimeProvider time, AccessOptions options)
    {
        Row = row;
        _usedAt = row.UsedAt.ToUnixTimeMilliseconds();
        _usedStamp = time.GetTimestamp();
        WrittenAt = row.UsedAt;
        _end = Deadline.At(row.EndsAt, options.SessionLifetime, time);
        _principal = Make(book, account);
    }

    public SessionRow Row { get; }

    public Principal Principal => _principal;

    /// <summary>Set only together with a renewal.</summary>
    public SeenAs? SeenAs { get; set; }

    public DateTimeOffset UsedAt => DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Read(ref _usedAt));

    public DateTimeOffset WrittenAt { get; set; }

    public void Use(TimeProvider time)
    {
        Interlocked.Exchange(ref _usedAt, time.GetUtcNow().ToUnixTimeMilliseconds());
        Interlocked.Exchange(ref _usedStamp, time.GetTimestamp());
    }

    public bool IsOver(TimeProvider time, TimeSpan idle)
        => _end.IsOver(time) || time.GetUtcNow() - UsedAt >= idle || time.GetElapsedTime(Interlocked.Read(ref _usedStamp)) >= idle;

    /// <summary>Makes the principal anew if it says something else; what runs under the old one ends.</summary>
    public Task RenewAsync(AccessBook book, Account account, bool isRegrouped)
    {
        var old = Ends;
        var renewed = Make(book, account);
        if (renewed.Grants.Equals(_principal.Grants) && renewed.Name == _principal.Name && renewed.DisplayName == _principal.DisplayName
            && renewed.SeesAs == _principal.SeesAs && !(isRegrouped && renewed.Grants.IsBounded))
        {
            return Task.CompletedTask;
        }

        Ends = new CancellationTokenSource();
        _principal = renewed with { Ended = Ends.Token };
        return old.CancelAsync();
    }

    public Task EndAsync() => Ends.CancelAsync();

    private Principal Make(AccessBook book, Account account)
    {
        var own = book.GrantsOf(account);
        return new Principal(account.Name, account.DisplayName, SeenAs is null ? own : SeenAs.GrantsIn(book).And(own))
        {
            UserId = account.Id,
            Via = Row.Id,
            SeesAs = SeenAs?.Label,
            Ended = Ends.Token,
        };
    }
}
