using System.Security.Cryptography;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Database;
using Proxima.Server.Tests.Secrets;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Audit;

public sealed class OfflineAuditTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EngineData]
    public async Task The_log_of_a_server_that_does_not_run_is_checked_also_after_a_rotation(Engine engine)
    {
        await using var database = await FilledAsync(engine);

        var report = await VerifyAsync(database);

        report.Flaws.ShouldBeEmpty();
        (report.Entries, report.Anchoring.Unanchored).ShouldBe((5, 5));
    }

    [Theory, EngineData]
    public async Task What_was_altered_is_found_and_nothing_is_changed_by_looking(Engine engine)
    {
        await using var database = await FilledAsync(engine);
        await SqlAsync(database, "UPDATE audit SET principal = 'mallory' WHERE sequence = 2");
        await database.Managed.All[0].GiveBackAsync(Token);
        var before = Sum(database);

        var flaw = (await VerifyAsync(database)).Flaws.ShouldHaveSingleItem();

        (flaw.Kind, flaw.From).ShouldBe((AuditFlawKind.Altered, 2));
        Sum(database).ShouldBe(before);
    }

    [Fact]
    public async Task Without_its_key_nothing_can_be_said()
    {
        await using var database = await FilledAsync(Engine.Sqlite);
        File.Delete(Path.Combine(database.Folder, "keys", "root.key"));

        (await Should.ThrowAsync<StartupException>(() => VerifyAsync(database))).Message.ShouldContain("no root key");
    }

    [Fact]
    public async Task With_another_key_it_says_so()
    {
        await using var database = await FilledAsync(Engine.Sqlite);
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        File.Delete(Path.Combine(database.Folder, "keys", "root.key"));

        var failure = await Should.ThrowAsync<StartupException>(() => OfflineAudit.VerifyAsync(
            database.Options, name => name == "PROXIMA_KEY" ? key : null, null, TimeProvider.System, Token));

        failure.Message.ShouldContain("does not open");
        failure.ToString().ShouldNotContain(key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SQLite format 3\0 and then nothing")]
    [InlineData("hello")]
    public async Task A_file_that_is_no_database_is_left_as_it_is_and_told(string content)
    {
        await using var database = await FilledAsync(Engine.Sqlite);
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.Of("keys"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Copy(Path.Combine(database.Folder, "keys", "root.key"), folder.Of("keys/root.key"));
        await File.WriteAllTextAsync(folder.Of("proxima.db"), content, Token);

        var failure = await Should.ThrowAsync<Exception>(() => OfflineAudit.VerifyAsync(
            new ServeOptions { DataFolder = folder.Path }, _ => null, null, TimeProvider.System, Token));

        (failure is StartupException or DatabaseException).ShouldBeTrue(failure.ToString());
        (await File.ReadAllTextAsync(folder.Of("proxima.db"), Token)).ShouldBe(content);
    }

    private static async Task<TestDatabase> FilledAsync(Engine engine)
    {
        var database = await TestDatabase.CreateAsync(engine);
        await SqlAsync(database, "INSERT INTO instance (one, id, created_at) VALUES (1, '0badcafe', 0)");
        using var bench = await RotationBench.StartAsync(database);
        await bench.AuditAsync("thing.one");
        await bench.AuditAsync("thing.two");
        await bench.RotateAsync();
        await bench.AuditAsync("thing.three");
        return database;
    }

    private static Task<AuditReport> VerifyAsync(TestDatabase database)
        => OfflineAudit.VerifyAsync(database.Options, _ => null, null, TimeProvider.System, Token);

    private static Task<int> SqlAsync(TestDatabase database, string sql)
        => database.State.WriteAsync((transaction, token) => transaction.Command(sql).RunAsync(token), Token);

    private static string Sum(TestDatabase database)
    {
        var file = Path.Combine(database.Folder, "proxima.db");
        return database.Engine == Engine.Sqlite ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))) : "";
    }
}
