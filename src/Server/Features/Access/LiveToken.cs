using System.Text;
using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Access;

/// <summary>One API token in memory, with the principal made ahead.</summary>
internal sealed class LiveToken
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366 * 100);

    private Deadline? _end;
    private Deadline? _previousEnd;
    private volatile Principal _principal;
    private volatile TokenUse? _used;

    /// <summary>Never disposed: a request may ask for its token at any time, and it holds no timer.</summary>
    private CancellationTokenSource Ends { get; set; } = new();

    public LiveToken(TokenRow row, AccessBook book, Account owner, TimeProvider time)
    {
        Take(row, time);
        Row = row;
        Written = _used = TokenUse.Of(row);
        _principal = Make(book, owner);
    }

    public TokenRow Row { get; private set; }

    public byte[] Hash { get; private set; } = [];

    public byte[]? PreviousHash { get; private set; }

    public Principal Principal => _principal;

    public TokenUse? Used => _used;

    public TokenUse? Written { get; set; }

    /// <summary>Not a write of anything shared unless a second passed: many requests at once use one token.</summary>
    public void Use(DateTimeOffset now, string? address)
    {
        if (_used is not { } last || (now - last.At).Duration() >= TimeSpan.FromSeconds(1) || last.Address != address)
        {
            _used = new TokenUse(Row.Prefix, now, address);
        }
    }

    public bool IsUnwritten(TokenUse use, TimeSpan olderThan)
        => !use.Equals(Written) && (Written is null || Written.Address != use.Address || (use.At - Written.At).Duration() >= olderThan);

    public bool IsOver(TimeProvider time) => _end?.IsOver(time) == true;

    public bool IsPreviousOver(TimeProvider time) => _previousEnd?.IsOver(time) != false;

    /// <summary>As the row and the book say now; what runs under something else ends.</summary>
    public async Task RenewAsync(TokenRow row, AccessBook book, Account owner, bool isRegrouped, TimeProvider time)
    {
        var isOther = row.SecretHash != Row.SecretHash && row.PreviousHash is null;
        if (row.SecretHash != Row.SecretHash || row.ExpiresAt != Row.ExpiresAt)
        {
            Take(row, time);
        }

        Row = row;
        var renewed = Make(book, owner);
        if (isOther || !renewed.Grants.Equals(_principal.Grants) || renewed.Name != _principal.Name
            || (isRegrouped && renewed.Grants.IsBounded))
        {
            await ReplaceAsync(renewed);
        }
    }

    /// <summary>The secret before the rotation opens nothing any more, and what it opened ends.</summary>
    public Task ForgetPreviousAsync()
    {
        PreviousHash = null;
        _previousEnd = null;
        return ReplaceAsync(_principal);
    }

    /// <summary>What runs under it ends. A clock that jumped and comes back may open it again, so it gets a fresh end.</summary>
    public Task CutAsync() => ReplaceAsync(_principal);

    public Task EndAsync() => Ends.CancelAsync();

    private Task ReplaceAsync(Principal principal)
    {
        var old = Ends;
        Ends = new CancellationTokenSource();
        _principal = principal with { Ended = Ends.Token };
        return old.CancelAsync();
    }

    private void Take(TokenRow row, TimeProvider time)
    {
        Hash = Encoding.ASCII.GetBytes(row.SecretHash);
        PreviousHash = row.PreviousHash is null ? null : Encoding.ASCII.GetBytes(row.PreviousHash);
        _end = row.ExpiresAt is { } at ? Deadline.At(at, Longest, time) : null;
        _previousEnd = row.PreviousUntil is { } until ? Deadline.At(until, TokenPlans.LongestOverlap, time) : null;
    }

    private Principal Make(AccessBook book, Account owner) => new(owner.Name, owner.DisplayName, book.GrantsOf(Row))
    {
        UserId = owner.Id,
        Via = $"token:{Row.Prefix}",
        Token = Row.Prefix,
        Ended = Ends.Token,
    };
}
