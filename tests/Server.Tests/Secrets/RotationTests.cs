using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Secrets;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Secrets;

public sealed class RotationTests
{
    private static readonly string[] Steps = ["write", "use", "seal", "commit", "keep", "promote", "late", "retire", "put away"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, Engine> StepsOfBothEngines
    {
        get
        {
            var data = new TheoryData<string, Engine>();
            foreach (var step in Steps)
            {
                data.Add(step, Engine.Sqlite);
                if (PostgresCluster.WhyNot is null)
                {
                    data.Add(step, Engine.Postgres);
                }
            }

            return data;
        }
    }

    [Theory, EngineData]
    public async Task Everything_is_sealed_under_the_new_key_and_the_old_one_is_put_away(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        using var bench = await RotationBench.StartAsync(database);
        await bench.KeepAsync("a", "secret of a");
        await bench.KeepAsync("b", "secret of b");
        var old = bench.Ring.Active.Id;

        var result = await bench.RotateAsync();

        result.OldKeyId.ShouldBe(old);
        result.NewKeyId.ShouldBe(bench.Ring.Active.Id);
        result.NewKeyId.ShouldNotBe(old);
        // Two values, and the key of the audit log.
        (result.Values, result.Unreadable.Count, result.Kept.Count).ShouldBe((3, 0, 0));
        result.Retired.ShouldBe([old]);
        (await bench.OpenAsync("a")).ShouldBe("secret of a");
        (await bench.SealedUnderAsync(old)).ShouldBe(0);
        bench.KeyFiles.ShouldBe(["retired/" + old + ".key", "root.key"], ignoreOrder: true);
        foreach (var file in bench.KeyFiles)
        {
            File.GetUnixFileMode(Path.Combine(database.Folder, "keys", file)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    [Theory, EngineData]
    public async Task After_a_restart_all_opens_and_the_audit_log_is_whole(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        using (var bench = await RotationBench.StartAsync(database))
        {
            await bench.KeepAsync("a", "secret of a");
            await bench.AuditAsync("thing.before");
            await bench.RotateAsync();
            await bench.AuditAsync("thing.between");
            await bench.RotateAsync();
            await bench.AuditAsync("thing.after");
            (await bench.VerifyAsync()).Flaws.ShouldBeEmpty();
        }

        using var again = await RotationBench.StartAsync(database);
        (await again.OpenAsync("a")).ShouldBe("secret of a");
        await again.AuditAsync("thing.later");
        var report = await again.VerifyAsync();
        report.Flaws.ShouldBeEmpty();
        // Four things, and two entries for each change of the key: one under the old, one under the new.
        report.Entries.ShouldBe(8);
    }

    [Theory, MemberData(nameof(StepsOfBothEngines))]
    public async Task Cut_off_at_any_step_the_next_start_opens_everything_and_can_rotate_again(string step, Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        using (var bench = await RotationBench.StartAsync(database))
        {
            await bench.KeepAsync("a", "secret of a");
            await bench.AuditAsync("thing.before");
            bench.Rotation.AtStep = name => _ = name == step ? throw new PowerCutException() : 0;
            await Should.ThrowAsync<PowerCutException>(bench.RotateAsync);
        }

        await database.ReopenAsync();
        using var again = await RotationBench.StartAsync(database);
        (await again.OpenAsync("a")).ShouldBe("secret of a");
        await again.KeepAsync("b", "secret of b");
        await again.AuditAsync("thing.after");
        (await again.VerifyAsync()).Flaws.ShouldBeEmpty();

        var old = again.Ring.Active.Id;
        var result = await again.RotateAsync();
        result.Kept.ShouldBeEmpty();
        (await again.OpenAsync("a")).ShouldBe("secret of a");
        (await again.OpenAsync("b")).ShouldBe("secret of b");
        (await again.SealedUnderAsync(old)).ShouldBe(0);
        again.KeyFiles.Where(file => Path.GetDirectoryName(file) == "").ShouldBe(["root.key"]);
        (await again.VerifyAsync()).Flaws.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_sealed_while_a_rotation_was_cut_off_opens_after_the_restart()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        using (var bench = await RotationBench.StartAsync(database))
        {
            bench.Rotation.AtStep = name => _ = name == "seal" ? throw new PowerCutException() : 0;
            var during = bench.SealDuring("use", "late comer");
            await Should.ThrowAsync<PowerCutException>(bench.RotateAsync);
            await bench.KeepSealedAsync("late", during());
        }

        using var again = await RotationBench.StartAsync(database);
        (await again.OpenAsync("late")).ShouldBe("late comer");
    }

    [Fact]
    public async Task A_value_sealed_before_and_written_after_the_change_is_sealed_anew_too()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        using var bench = await RotationBench.StartAsync(database);
        var old = bench.Ring.Active.Id;
        var straggler = bench.Secrets.Seal(RotationBench.Place("straggler"), "slow"u8);
        bench.Rotation.AtStep = name =>
        {
            if (name == "late")
            {
                bench.KeepSealedAsync("straggler", straggler).GetAwaiter().GetResult();
            }
        };

        var result = await bench.RotateAsync();

        result.Retired.ShouldBe([old]);
        (await bench.OpenAsync("straggler")).ShouldBe("slow");
        (await bench.SealedUnderAsync(old)).ShouldBe(0);
    }

    [Fact]
    public async Task A_value_that_does_not_open_is_named_and_keeps_the_old_key()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        using var bench = await RotationBench.StartAsync(database);
        await bench.KeepAsync("a", "secret of a");
        var old = bench.Ring.Active.Id;
        await bench.KeepSealedAsync("broken", bench.Secrets.Seal(RotationBench.Place("elsewhere"), "moved"u8));

        var result = await bench.RotateAsync();

        result.Unreadable.ShouldBe(["vault/broken/secret"]);
        result.Retired.ShouldBeEmpty();
        result.Kept.ShouldHaveSingleItem().ShouldContain("vault.secret");
        bench.KeyFiles.ShouldContain(old + ".key");
        (await bench.OpenAsync("a")).ShouldBe("secret of a");
    }

    [Fact]
    public async Task A_column_that_nobody_named_keeps_the_old_key()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        using var bench = await RotationBench.StartAsync(database);
        await database.State.WriteAsync(
            (transaction, token) => transaction.Command("CREATE TABLE forgotten (id TEXT PRIMARY KEY, text TEXT); INSERT INTO forgotten VALUES ('x', @text)")
                .Bind("@text", bench.Secrets.Seal(new SecretPlace("forgotten", "x", "text"), "precious"u8)).RunAsync(token), Token);

        var result = await bench.RotateAsync();

        result.Kept.ShouldHaveSingleItem().ShouldContain("forgotten.text");
        result.Retired.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_at_once_are_one_and_a_refusal()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        using var bench = await RotationBench.StartAsync(database);
        RotationException? second = null;
        bench.Rotation.AtStep = name => second ??= name == "use"
            ? Should.Throw<RotationException>(() => bench.RotateAsync().GetAwaiter().GetResult())
            : null;

        await bench.RotateAsync();

        second.ShouldNotBeNull().Code.ShouldBe("rotation-running");
    }

    [Fact]
    public async Task A_key_from_outside_is_changed_outside_and_everything_is_sealed_under_it_here()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        var (first, next) = (Convert.ToBase64String(new byte[32]), Convert.ToBase64String([.. Enumerable.Repeat((byte)7, 32)]));
        string old;
        using (var bench = await RotationBench.StartAsync(database, first))
        {
            await bench.KeepAsync("a", "secret of a");
            old = bench.Ring.Active.Id;
            var refused = await Should.ThrowAsync<RotationException>(bench.RotateAsync);
            refused.Code.ShouldBe("rotation-key-outside");
            refused.Message.ShouldContain($"keys/{old}.key");
            refused.Message.ShouldNotContain(first);
        }

        // As the message says.
        Directory.CreateDirectory(Path.Combine(database.Folder, "keys"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var kept = Path.Combine(database.Folder, "keys", old + ".key");
        await File.WriteAllTextAsync(kept, first, Token);
        File.SetUnixFileMode(kept, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var again = await RotationBench.StartAsync(database, next);
        var result = await again.RotateAsync();

        (result.OldKeyId, result.NewKeyId).ShouldBe((old, again.Ring.Active.Id));
        result.Retired.ShouldBe([old]);
        (await again.SealedUnderAsync(old)).ShouldBe(0);
        (await again.OpenAsync("a")).ShouldBe("secret of a");
        (await again.VerifyAsync()).Flaws.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_change_of_the_audit_key_is_signed_by_both_keys()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        using var bench = await RotationBench.StartAsync(database);
        await bench.AuditAsync("thing.before");
        await bench.RotateAsync();

        var (last, first) = (await bench.EntryAsync(2), await bench.EntryAsync(3));
        (last.Action, last.Principal, first.Action).ShouldBe(("secrets.rotate", "anna", "audit.rekey"));
        last.Target.ShouldBe("audit key " + first.After);
    }

    [Fact]
    public async Task The_list_of_keys_tells_names_and_counts_and_no_key()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        using var bench = await RotationBench.StartAsync(database);
        await bench.KeepAsync("a", "secret of a");
        await bench.RotateAsync();

        var list = await bench.Rotation.ListAsync(Token);

        list.Source.ShouldBe(RootKeySource.File);
        list.Rotation.ShouldBeNull();
        list.Keys.Select(key => (key.IsActive, key.Values, key.RetiredAt is null)).ShouldBe([(true, 3, true), (false, 0, false)]);
    }
}

internal sealed class PowerCutException : Exception;
