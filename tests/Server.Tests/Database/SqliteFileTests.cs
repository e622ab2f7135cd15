using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Database;

public sealed class SqliteFileTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly CapturedLogs _logs = new();
    private readonly DatabaseIncidents _incidents = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2025, 6, 1, 12, 30, 15, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string StateFile => _folder.Of("proxima.db");

    public void Dispose()
    {
        _folder.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task Files_belong_to_one_user_only()
    {
        await File.WriteAllBytesAsync(_folder.Of("history.db"), [], Token);
        File.SetUnixFileMode(_folder.Of("history.db"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        await using var databases = await OpenAsync();
        await MarkAsync(databases);

        foreach (var file in Directory.GetFiles(_folder.Path))
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_set_aside_and_a_fresh_one_made()
    {
        const string Text = "This is a letter, and it is long enough to be taken for something with a header of a hundred bytes. It is not.";
        await File.WriteAllTextAsync(StateFile, Text, Token);

        await using var databases = await OpenAsync();

        var aside = _folder.Of("proxima.db.corrupt-20250601T123015Z");
        (await File.ReadAllTextAsync(aside, Token)).ShouldBe(Text);
        (await databases.Pair.State.CheckAsync(Token)).ShouldBeNull();
        var incident = _incidents.All.ShouldHaveSingleItem();
        incident.SetAsideAs.ShouldBe(aside);
        incident.Database.ShouldBe(StateFile);
        incident.At.ShouldBe(_clock.GetUtcNow());
        _logs.Lines.Count(line => line.Level == LogLevel.Critical && line.Message.Contains(aside, StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("SQLite format 3\0")]
    public async Task A_file_too_short_for_a_header_is_set_aside(string content)
    {
        await File.WriteAllTextAsync(StateFile, content, Token);

        await using var databases = await OpenAsync();

        _incidents.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_empty_file_is_a_database_that_was_never_written()
    {
        await File.WriteAllBytesAsync(StateFile, [], Token);

        await using var databases = await OpenAsync();

        _incidents.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_empty_file_whose_log_holds_something_is_set_aside_with_its_log()
    {
        await File.WriteAllBytesAsync(StateFile, [], Token);
        await File.WriteAllTextAsync(StateFile + "-wal", "the only copy", Token);

        await using var databases = await OpenAsync();

        _incidents.All.ShouldHaveSingleItem().Reason.ShouldBe("it is empty, but its log is not");
        (await File.ReadAllTextAsync(_folder.Of("proxima.db.corrupt-20250601T123015Z-wal"), Token)).ShouldBe("the only copy");
    }

    [Fact]
    public async Task A_file_cut_off_in_the_middle_is_set_aside()
    {
        await MakeAsync();
        await using (var stream = new FileStream(StateFile, FileMode.Open))
        {
            stream.SetLength(stream.Length / 2);
        }

        await using var databases = await OpenAsync();

        _incidents.All.ShouldHaveSingleItem().Reason.ShouldStartWith("it was cut off");
    }

    [Fact]
    public async Task A_table_overwritten_with_noise_is_set_aside()
    {
        await MakeAsync();
        await using (var stream = new FileStream(StateFile, FileMode.Open))
        {
            stream.Position = 4096;
            var noise = new byte[stream.Length - 4096];
            new Random(1).NextBytes(noise);
            await stream.WriteAsync(noise, Token);
        }

        await using var databases = await OpenAsync();

        _incidents.All.Count.ShouldBe(1);
        (await databases.Pair.State.CheckAsync(Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_name_that_is_taken_gets_a_number_and_nothing_is_overwritten()
    {
        await File.WriteAllTextAsync(_folder.Of("proxima.db.corrupt-20250601T123015Z"), "first", Token);
        await File.WriteAllTextAsync(_folder.Of("proxima.db.corrupt-20250601T123015Z-2-wal"), "second", Token);
        await File.WriteAllTextAsync(StateFile, "third", Token);

        await using var databases = await OpenAsync();

        (await File.ReadAllTextAsync(_folder.Of("proxima.db.corrupt-20250601T123015Z"), Token)).ShouldBe("first");
        (await File.ReadAllTextAsync(_folder.Of("proxima.db.corrupt-20250601T123015Z-3"), Token)).ShouldBe("third");
    }

    [Fact]
    public async Task The_log_of_a_damaged_file_goes_with_it()
    {
        await File.WriteAllTextAsync(StateFile, "damaged", Token);
        await File.WriteAllTextAsync(StateFile + "-wal", "the log", Token);

        await using var databases = await OpenAsync();

        (await File.ReadAllTextAsync(_folder.Of("proxima.db.corrupt-20250601T123015Z-wal"), Token)).ShouldBe("the log");
    }

    [Fact]
    public async Task A_sound_file_is_left_alone()
    {
        await MakeAsync();

        await using var databases = await OpenAsync();

        _incidents.All.ShouldBeEmpty();
        (await databases.Pair.State.ReadAsync((connection, token) => connection.Command("SELECT COUNT(*) FROM mark").NumberAsync(token), Token))
            .ShouldBe(1);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_file_is_one_line()
    {
        Directory.CreateDirectory(StateFile);

        var failure = await Should.ThrowAsync<StartupException>(OpenAsync);

        failure.Message.ShouldStartWith($"Cannot use database {StateFile}");
        failure.Message.ShouldNotContain('\n');
    }

    [Fact]
    public async Task Space_goes_back_to_the_file_system()
    {
        await using var databases = await OpenAsync();
        await MarkAsync(databases);
        var state = databases.All[0];
        await state.WriteAsync((transaction, token) => transaction.Command("INSERT INTO mark (text) VALUES (@text)")
            .Bind("@text", new string('x', 4_000_000)).RunAsync(token), Token);
        await state.GiveBackAsync(Token);
        var full = new FileInfo(StateFile).Length;

        await state.WriteAsync((transaction, token) => transaction.Command("DELETE FROM mark").RunAsync(token), Token);
        var given = await state.GiveBackAsync(Token);

        full.ShouldBeGreaterThan(4_000_000);
        new FileInfo(StateFile).Length.ShouldBeLessThan(1_000_000);
        given.ShouldBe(full - new FileInfo(StateFile).Length);
    }

    [Fact]
    public async Task Whoever_asks_hears_of_a_write_that_failed_until_one_works()
    {
        await using var databases = await OpenAsync();
        await MarkAsync(databases);
        var state = databases.Pair.State;

        await FillAsync(state);

        (await state.CheckAsync(Token)).ShouldNotBeNull().ShouldStartWith("The disk is full");
        await state.WriteAsync((transaction, token) => transaction.Command("UPDATE mark SET text = 'there'").RunAsync(token), Token);
        (await state.CheckAsync(Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Where_nobody_writes_after_a_failed_write_the_check_tries_after_a_minute()
    {
        await using var databases = await OpenAsync();
        await MarkAsync(databases);
        await FillAsync(databases.Pair.State);

        _clock.Advance(TimeSpan.FromSeconds(59));
        (await databases.Pair.State.CheckAsync(Token)).ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await databases.Pair.State.CheckAsync(Token)).ShouldBeNull();
    }

    [Theory]
    [InlineData(13, "disk is full")]
    [InlineData(8, "cannot be written")]
    [InlineData(14, "cannot be opened")]
    [InlineData(5, "locked by another program")]
    [InlineData(10, "The disk reports an error")]
    [InlineData(11, "is damaged")]
    [InlineData(26, "is damaged")]
    public void Each_trouble_with_a_file_has_its_sentence(int code, string words)
        => DatabaseErrors.Explain(new Microsoft.Data.Sqlite.SqliteException("reason", code), "/data/proxima.db")
            .ShouldNotBeNull().ShouldContain(words);

    [Fact]
    public void A_wrong_statement_is_no_trouble_with_the_file()
        => DatabaseErrors.Explain(new Microsoft.Data.Sqlite.SqliteException("reason", 1), "/data/proxima.db").ShouldBeNull();

    [Fact]
    public void An_old_library_is_named_with_its_package()
    {
        SqliteLibrary.Judge(3_036_000, "3.36.0").ShouldNotBeNull().ShouldContain("libsqlite3-0");
        SqliteLibrary.Judge(3_037_000, "3.37.0").ShouldBeNull();
    }

    private static Task<DatabaseException> FillAsync(IDatabase database)
        => Should.ThrowAsync<DatabaseException>(() => database.WriteAsync(async (transaction, token) =>
        {
            await transaction.Command("PRAGMA max_page_count = 1").NumberAsync(token);
            return await transaction.Command("INSERT INTO mark (text) VALUES (hex(zeroblob(1000000)))").RunAsync(token);
        }, Token));

    private async Task<ManagedDatabases> OpenAsync()
    {
        var databases = new ManagedDatabases(
            new ServeOptions { DataFolder = _folder.Path }, Options.Create(new DatabaseOptions()), _incidents, _clock, _logs);
        try
        {
            await databases.OpenAsync(Token);
            return databases;
        }
        catch
        {
            await databases.DisposeAsync();
            throw;
        }
    }

    private async Task MakeAsync()
    {
        await using var databases = await OpenAsync();
        await MarkAsync(databases);
    }

    private static Task<int> MarkAsync(ManagedDatabases databases) => databases.Pair.State.WriteAsync(
        (transaction, token) => transaction.Command("CREATE TABLE mark (text TEXT); INSERT INTO mark VALUES ('here')").RunAsync(token), Token);
}
