using System.Net;
using Proxima.Cli.Client;
using Proxima.Server.Features.History;
using Proxima.Server.Features.History.Upkeep;

namespace Proxima.Cli.Tests.History;

public sealed class HistoryCommandTests
{
    private static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_history_that_is_whole_is_said_in_one_line()
    {
        var shell = new Shell();
        shell.Server.Has("/api/history/verify", new HistoryVerification(12, 340, 5, [], 0), CliJson.Default.HistoryVerification);
        var ended = await shell.RunAsync("history", "verify");
        ended.ExitCode.ShouldBe(0);
        ended.OutputLines.ShouldBe(["12 blocks with 340 parts and 5 records of the tail were read: all of them are whole."]);
    }

    [Fact]
    public async Task What_is_damaged_is_named_with_its_time_and_reason()
    {
        var damage = new HistoryDamage("node:0190", "samples", Noon, Noon.AddHours(2), "a checksum does not match");
        var shell = new Shell();
        shell.Server.Has("/api/history/verify", new HistoryVerification(12, 340, 5, [damage], 1), CliJson.Default.HistoryVerification);
        var ended = await shell.RunAsync("history", "verify");
        ended.ExitCode.ShouldBe(1);
        ended.OutputLines[0].ShouldBe("node:0190, samples 2025-06-01 12:00 to 2025-06-01 14:00 UTC: a checksum does not match");
        ended.OutputLines[1].ShouldEndWith("1 are damaged; everything else can be read.");
    }

    [Fact]
    public async Task A_folder_without_history_is_one_line()
    {
        var folder = Directory.CreateTempSubdirectory("proxima-history-");
        try
        {
            var ended = await new Shell().RunAsync("history", "verify", "--offline", "--data", folder.FullName);
            ended.ExitCode.ShouldBe(1);
            ended.ErrorLines.ShouldHaveSingleItem().ShouldContain("There is no history in");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task What_history_costs_is_a_table_and_four_lines()
    {
        var shell = new Shell();
        shell.Server.Has("/api/history/cost", Cost(), CliJson.Default.HistoryCost);
        var ended = await shell.RunAsync("history", "cost");
        ended.ExitCode.ShouldBe(0);
        ended.OutputLines[1].ShouldStartWith("samples");
        ended.OutputLines[2].ShouldContain("for ever");
        ended.OutputLines.ShouldContain(line => line.StartsWith("Bytes a sample 0.62", StringComparison.Ordinal));
        ended.OutputLines.ShouldContain(line => line.StartsWith("Damaged        2", StringComparison.Ordinal));
        (await shell.RunAsync("history", "cost", "--json")).Output.ShouldContain("\"bytesPerSample\":0.62");
    }

    [Fact]
    public async Task A_copy_is_a_file_only_its_owner_reads_and_never_replaces_one()
    {
        using var folder = new TestFolder();
        var shell = new Shell();
        shell.Server.Has("/api/history/archive", "tar tar tar");
        var ended = await shell.RunAsync("history", "backup", folder.Of("history.tar"));
        ended.ExitCode.ShouldBe(0, ended.Error);
        (await File.ReadAllTextAsync(folder.Of("history.tar"), TestContext.Current.CancellationToken)).ShouldBe("tar tar tar");
        File.GetUnixFileMode(folder.Of("history.tar")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        shell.Server.Has("/api/history/archive", "another");
        (await shell.RunAsync("history", "backup", folder.Of("history.tar"))).ErrorLines.ShouldHaveSingleItem()
            .ShouldContain("is there already");
        (await File.ReadAllTextAsync(folder.Of("history.tar"), TestContext.Current.CancellationToken)).ShouldBe("tar tar tar");
    }

    [Fact]
    public async Task A_copy_that_is_refused_leaves_no_file()
    {
        using var folder = new TestFolder();
        var shell = new Shell();
        shell.Server.Has("/api/history/archive", "{\"title\":\"History in PostgreSQL is copied with its own tools\"}", HttpStatusCode.Conflict);
        var ended = await shell.RunAsync("history", "backup", folder.Of("history.tar"));
        ended.ExitCode.ShouldBe(1);
        ended.ErrorLines.ShouldHaveSingleItem().ShouldContain("PostgreSQL");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_copy_is_not_restored()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.Of("history.tar"), "no archive at all", TestContext.Current.CancellationToken);
        var ended = await new Shell().RunAsync("history", "restore", folder.Of("history.tar"), "--data", folder.Of("data"));
        ended.ExitCode.ShouldBe(1);
        ended.ErrorLines.ShouldHaveSingleItem().ShouldContain("history.tar");
        File.Exists(folder.Of("data/history.db")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("guest:100", "/api/history/guest/100")]
    [InlineData("0190aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "/api/history/node/0190aaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("disk:a/../b", "/api/history/disk/a%2F..%2Fb")]
    public async Task Forgetting_asks_for_the_name_once_more(string subject, string path)
    {
        var typed = subject.Contains(':', StringComparison.Ordinal) ? subject : $"node:{subject}";
        var shell = new Shell { Input = Shell.Bytes(typed + "\n") };
        shell.Server.Has($"DELETE {path}", "", HttpStatusCode.NoContent);
        var ended = await shell.RunAsync("history", "forget", subject);
        ended.ExitCode.ShouldBe(0, ended.Error);
        ended.OutputLines.ShouldBe([$"{typed} is forgotten"]);
        shell.Server.Asked.ShouldBe([path]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("guest:101\n")]
    [InlineData("y\n")]
    public async Task Another_name_forgets_nothing(string typed)
    {
        var shell = new Shell { Input = Shell.Bytes(typed) };
        var ended = await shell.RunAsync("history", "forget", "guest:100");
        ended.ExitCode.ShouldBe(1);
        shell.Server.Asked.ShouldBeEmpty();
        var sure = new Shell();
        sure.Server.Has("DELETE /api/history/guest/100", "", HttpStatusCode.NoContent);
        (await sure.RunAsync("history", "forget", "guest:100", "--yes")).ExitCode.ShouldBe(0);
    }

    private static HistoryCost Cost() => new()
    {
        Engine = "sqlite",
        FileBytes = 30_000_000,
        TailBytes = 200_000,
        MemoryBytes = 4_000_000,
        BytesPerSample = 0.62,
        WrittenBytes = 70_000_000,
        WrittenBytesPerDay = 90_000_000,
        Commits = 8640,
        SinceSeconds = 86_400,
        Subjects = 53,
        Damaged = 2,
        Levels =
        [
            new LevelCost("samples", 13_000_000, 8_000_000, 300, 2, Noon),
            new LevelCost("1 day", 50_000, 400_000, 300, null, Noon),
        ],
    };
}
