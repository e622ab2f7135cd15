using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Proxima.Server.Features.Access;

/// <summary>Hashes passwords, a few at a time: each costs a core a tenth of a second on purpose.</summary>
internal sealed class Passwords : IDisposable
{
    private const int AtOnce = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly PasswordHasher<Account> _hasher;
    private readonly SemaphoreSlim _slots = new(AtOnce);

    /// <summary>What a password is compared with when there is no such user: a wrong name takes as long as a wrong password.</summary>
    private readonly Lazy<string> _nobody;

    public Passwords(IOptions<AccessOptions> options)
    {
        var parameters = new PasswordHasherOptions { IterationCount = options.Value.PasswordIterations };
        _hasher = new PasswordHasher<Account>(Options.Create(parameters));
        _nobody = new Lazy<string>(() => _hasher.HashPassword(Nobody, Guid.NewGuid().ToString()));
    }

    private static Account Nobody { get; } = new("", "", "");

    /// <summary>Throws <see cref="PasswordQueueFullException"/> when too many wait already.</summary>
    public async Task<string> HashAsync(Account account, string password, CancellationToken cancellationToken)
    {
        await TakeSlotAsync(cancellationToken);
        try
        {
            return _hasher.HashPassword(account, PasswordRule.Normalize(password) ?? password);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>
    /// Whether it is the password of <paramref name="stored"/>; for null it is not, after the same time. Throws like hashing.
    /// </summary>
    public async Task<PasswordVerificationResult> VerifyAsync(
        StoredAccount? stored, string password, CancellationToken cancellationToken)
    {
        await TakeSlotAsync(cancellationToken);
        try
        {
            var nobody = _nobody.Value;
            var verdict = _hasher.VerifyHashedPassword(
                stored?.Account ?? Nobody, stored?.PasswordHash ?? nobody, PasswordRule.Normalize(password) ?? password);
            return stored is null ? PasswordVerificationResult.Failed : verdict;
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task TakeSlotAsync(CancellationToken cancellationToken)
    {
        if (!await _slots.WaitAsync(Patience, cancellationToken))
        {
            throw new PasswordQueueFullException();
        }
    }
}

/// <summary>Too many passwords wait to be checked.</summary>
internal sealed class PasswordQueueFullException() : Exception("Too many passwords wait to be checked.");
