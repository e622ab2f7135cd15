using Microsoft.Extensions.Logging;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Secrets;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Secrets;

public sealed class RootKeyTests
{
    private const string KeyText = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string OtherKeyText = "//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA=";
    private readonly Dictionary<string, string> _environment = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EngineData]
    public async Task The_first_start_makes_a_private_key_file_and_the_next_uses_it(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);

        var first = await StartAsync(database);
        var second = await StartAsync(database);

        second.ShouldBe(first);
        File.GetUnixFileMode(KeyFile(database)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(KeyFolder(database)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.GetFiles(KeyFolder(database)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_key_is_never_replaced_by_a_new_one()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        var id = await StartAsync(database);
        File.Delete(KeyFile(database));

        var failure = await Should.ThrowAsync<StartupException>(() => StartAsync(database));

        failure.Message.ShouldContain(KeyFile(database));
        failure.Message.ShouldContain(id);
        failure.Message.ShouldContain("restore");
        File.Exists(KeyFile(database)).ShouldBeFalse();
    }

    [Fact]
    public async Task Another_key_than_the_database_was_sealed_under_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        _environment["PROXIMA_KEY"] = KeyText;
        var id = await StartAsync(database);
        _environment["PROXIMA_KEY"] = OtherKeyText;

        var failure = await Should.ThrowAsync<StartupException>(() => StartAsync(database));

        failure.Message.ShouldContain(id);
        failure.Message.ShouldContain($"keys/{id}.key");
        failure.ToString().ShouldNotContain(OtherKeyText[..10]);
    }

    [Fact]
    public async Task A_new_key_is_taken_when_the_one_of_before_lies_beside()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        var id = await StartAsync(database);
        File.Move(KeyFile(database), Path.Combine(KeyFolder(database), $"{id}.key"));
        _environment["PROXIMA_KEY"] = KeyText;

        var next = await StartAsync(database);

        next.ShouldNotBe(id);
        File.Delete(Path.Combine(KeyFolder(database), $"{id}.key"));
        (await StartAsync(database)).ShouldBe(next);
    }

    [Fact]
    public async Task Credentials_of_the_service_come_before_the_environment_and_the_file()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        using var credentials = new TestFolder();
        await File.WriteAllBytesAsync(credentials.Of("proxima-key"), Convert.FromBase64String(KeyText), Token);
        File.SetUnixFileMode(credentials.Of("proxima-key"), UnixFileMode.UserRead);
        _environment["CREDENTIALS_DIRECTORY"] = credentials.Path;
        _environment["PROXIMA_KEY"] = OtherKeyText;

        Files(database).FindActive().ShouldNotBeNull().ShouldSatisfyAllConditions(
            found => found.Key.Id.ShouldBe(new RootKey(Convert.FromBase64String(KeyText)).Id),
            found => found.Source.ShouldBe(RootKeySource.Credential));
    }

    [Fact]
    public async Task A_folder_of_credentials_without_ours_is_passed_over()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        _environment["CREDENTIALS_DIRECTORY"] = database.Folder;
        _environment["PROXIMA_KEY"] = KeyText;

        Files(database).FindActive().ShouldNotBeNull();
    }

    [Theory]
    [InlineData("444")]
    [InlineData("404")]
    [InlineData("460")]
    public async Task A_credential_open_to_others_is_refused(string mode)
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        using var credentials = new TestFolder();
        await File.WriteAllBytesAsync(credentials.Of("proxima-key"), Convert.FromBase64String(KeyText), Token);
        File.SetUnixFileMode(credentials.Of("proxima-key"), (UnixFileMode)Convert.ToInt32(mode, 8));
        _environment["CREDENTIALS_DIRECTORY"] = credentials.Path;

        Should.Throw<StartupException>(() => Files(database).FindActive()).Message.ShouldContain("LoadCredential=");
    }

    [Theory]
    [InlineData("600", "755", "chmod 700")]
    [InlineData("644", "700", "chmod 600")]
    [InlineData("660", "700", "chmod 600")]
    public async Task A_key_open_to_others_is_refused_with_the_line_that_helps(string fileMode, string folderMode, string advice)
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        await StartAsync(database);
        File.SetUnixFileMode(KeyFile(database), (UnixFileMode)Convert.ToInt32(fileMode, 8));
        File.SetUnixFileMode(KeyFolder(database), (UnixFileMode)Convert.ToInt32(folderMode, 8));

        var failure = await Should.ThrowAsync<StartupException>(() => StartAsync(database));

        failure.Message.ShouldContain(advice);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hunter2")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==")]
    public async Task A_key_file_without_a_key_is_refused_without_repeating_it(string content)
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        await StartAsync(database);
        await File.WriteAllTextAsync(KeyFile(database), content, Token);

        var failure = await Should.ThrowAsync<StartupException>(() => StartAsync(database));

        failure.Message.ShouldContain(KeyFile(database));
        failure.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task A_variable_without_a_key_is_refused_without_repeating_it()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        _environment["PROXIMA_KEY"] = "hunter2";

        var failure = await Should.ThrowAsync<StartupException>(() => StartAsync(database));

        failure.Message.ShouldContain("PROXIMA_KEY");
        failure.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task A_check_value_that_does_not_open_is_noticed_at_start()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        await StartAsync(database);
        await database.State.WriteAsync(
            (transaction, token) => transaction.Command("UPDATE secret_keys SET check_text = check_text || 'x'").RunAsync(token), Token);

        (await Should.ThrowAsync<StartupException>(() => StartAsync(database))).Message.ShouldContain("does not open");
    }

    private static string KeyFolder(TestDatabase database) => Path.Combine(database.Folder, "keys");

    private static string KeyFile(TestDatabase database) => Path.Combine(KeyFolder(database), "root.key");

    private RootKeyFiles Files(TestDatabase database)
        => new(new ServeOptions { DataFolder = database.Folder }, new SecretEnvironment(name => _environment.GetValueOrDefault(name)));

    private async Task<string> StartAsync(TestDatabase database)
    {
        var ring = new KeyRing();
        using var logs = new CapturedLogs();
        var start = new SecretsStart(
            Files(database), ring, new SecretKeyTable(database.Databases, new SealedSecrets(ring), TimeProvider.System),
            new Logger<SecretsStart>(logs));
        await start.StartingAsync(Token);
        return ring.Active.Id;
    }
}
