using Proxima.Server.Platform.Audit;

namespace Proxima.Server.Platform.Secrets;

/// <summary>
/// Changes the root key while the server runs. The order of the steps is what keeps the database open after a cut at any of them:
/// the new key is on disk before anything is sealed under it, everything is sealed anew in one transaction, the old key is kept under its
/// own name before the new one takes its place, and it is put away only when nothing is sealed under it.
/// </summary>
internal sealed class KeyRotation(
    RootKeyFiles files, KeyRing ring, SealedValues values, SecretKeyTable table, IEnumerable<IKeyFollower> followers, TimeProvider time)
    : IRootKeys, IDisposable
{
    /// <summary>For writes that had sealed their value already when the key changed, and come to the database after it.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile RotationProgress? _progress;

    /// <summary>Called before each step with its name; tests end the program there.</summary>
    internal Action<string>? AtStep { get; set; }

    public async Task<RootKeysInfo> ListAsync(CancellationToken cancellationToken)
    {
        var active = ring.Active.Id;
        var keys = await table.ListAsync(
            async (connection, row, token) => new RootKeyInfo
            {
                Id = row.Id,
                CreatedAt = row.CreatedAt,
                RetiredAt = row.RetiredAt,
                IsActive = row.Id == active,
                IsHere = ring.Find(row.Id) is not null,
                Values = await values.CountAsync(connection, row.Id, token),
            },
            cancellationToken);
        return new RootKeysInfo
        {
            Source = ring.Source,
            Keys = [.. keys.OrderByDescending(key => key.IsActive).ThenByDescending(key => key.CreatedAt)],
            Rotation = _progress,
        };
    }

    public async Task<RotationResult> RotateAsync(AuditEntry by, CancellationToken cancellationToken)
    {
        if (!await _turn.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            throw new RotationException("rotation-running", "Another rotation is under way; wait for its end");
        }

        try
        {
            _progress = new RotationProgress("key", 0, 0, time.GetUtcNow());
            return await RunAsync(by, cancellationToken);
        }
        catch (StartupException exception)
        {
            // Key files that cannot be read or written: the sentence says which and what to do.
            throw new RotationException("rotation-files", exception.Message, exception);
        }
        finally
        {
            _progress = null;
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<RotationResult> RunAsync(AuditEntry by, CancellationToken cancellationToken)
    {
        var source = ring.Source;
        var before = ring.Active;
        var (old, next) = source == RootKeySource.File
            ? (before, NewKey())
            : await GivenKeyAsync(source, cancellationToken);
        var total = await table.ReadAsync(values.CountOthersAsync, cancellationToken);
        _progress = new RotationProgress("values", 0, total, time.GetUtcNow());

        // From here on new values are sealed under the new key. Cut off now, its file is there and opens them.
        AtStep?.Invoke("use");
        ring.Use(next);
        try
        {
            var (done, unreadable) = await SealAgainAsync(new KeyChange(old.Id, next.Id, by), cancellationToken);
            // What is done now is done: no cancellation may leave half of it.
            if (source == RootKeySource.File)
            {
                AtStep?.Invoke("keep");
                files.KeepRoot();
                AtStep?.Invoke("promote");
                files.PromoteNext();
            }

            _progress = new RotationProgress("old keys", done, total, time.GetUtcNow());
            await Task.Delay(Settle, time, CancellationToken.None);
            var (late, kept, retired) = await RetireAsync();
            return new RotationResult
            {
                OldKeyId = old.Id,
                NewKeyId = next.Id,
                Values = done + late,
                Unreadable = unreadable,
                Retired = retired,
                Kept = kept,
            };
        }
        catch when (!table.IsKnown(next.Id))
        {
            ring.Use(before);
            throw;
        }
    }

    private RootKey NewKey()
    {
        AtStep?.Invoke("write");
        return files.FindOrCreateNext();
    }

    /// <summary>A key that comes from outside is changed outside; here everything of before is sealed under it.</summary>
    private async Task<(RootKey Old, RootKey Next)> GivenKeyAsync(RootKeySource source, CancellationToken cancellationToken)
    {
        var place = source == RootKeySource.Credential ? "the systemd credential proxima-key" : "the variable PROXIMA_KEY";
        var earlier = (await table.ListAsync((_, row, _) => Task.FromResult(row), cancellationToken))
            .FindLast(row => row.Id != ring.Active.Id && row.RetiredAt is null && ring.Find(row.Id) is not null);
        return earlier is not null && ring.Find(earlier.Id) is { } old
            ? (old, ring.Active)
            : throw new RotationException(
                "rotation-key-outside",
                $"The root key comes from {place}: put its present value into {files.FileOf(ring.Active.Id)}, a new one into {place}, "
                + "start Proxima again, and rotate then");
    }

    private async Task<(long Done, IReadOnlyList<string> Unreadable)> SealAgainAsync(KeyChange change, CancellationToken cancellationToken)
    {
        var began = new List<IKeyFollower>();
        var isCommitted = false;
        try
        {
            foreach (var follower in followers)
            {
                await follower.BeginAsync(cancellationToken);
                began.Add(follower);
            }

            AtStep?.Invoke("seal");
            var result = await table.WriteAsync(
                async (transaction, token) =>
                {
                    await table.RememberAsync(transaction, ring.Active, token);
                    var (done, unreadable) = await values.SealAgainAsync(transaction, Advance, token);
                    foreach (var follower in began)
                    {
                        await follower.FollowAsync(transaction, change, token);
                    }

                    AtStep?.Invoke("commit");
                    return (done, unreadable);
                },
                cancellationToken);
            isCommitted = true;
            table.Know(change.NewKeyId);
            return result;
        }
        finally
        {
            foreach (var follower in began)
            {
                follower.End(isCommitted);
            }
        }
    }

    private async Task<(long Late, IReadOnlyList<string> Kept, IReadOnlyList<string> Retired)> RetireAsync()
    {
        AtStep?.Invoke("late");
        var (late, _) = await table.WriteAsync(
            (transaction, token) => values.SealAgainAsync(transaction, Advance, token), CancellationToken.None);
        var (kept, retired) = (new List<string>(), new List<string>());
        foreach (var row in await table.ListAsync((_, row, _) => Task.FromResult(row), CancellationToken.None))
        {
            if (row.Id == ring.Active.Id)
            {
                continue;
            }

            var found = await table.ReadAsync(
                (connection, token) => values.FindUseAsync(connection, table.Engine, row.Id, token), CancellationToken.None);
            if (found is { } use)
            {
                kept.Add($"{row.Id}: {use} holds a value sealed under it");
                continue;
            }

            if (row.RetiredAt is null)
            {
                AtStep?.Invoke("retire");
                await table.RetireAsync(row.Id, time.GetUtcNow(), CancellationToken.None);
            }

            // Also for a key retired before: a cut between the row and the file leaves the file where it was.
            AtStep?.Invoke("put away");
            if (files.Retire(row.Id) || row.RetiredAt is null)
            {
                retired.Add(row.Id);
            }
        }

        return (late, kept, retired);
    }

    private void Advance()
    {
        if (_progress is { } progress)
        {
            _progress = progress with { Done = progress.Done + 1 };
        }
    }
}
