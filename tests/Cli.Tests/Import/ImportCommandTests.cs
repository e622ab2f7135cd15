using System.Text;
using Proxima.Cli.Client;
using Proxima.Server.Features.Import;

namespace Proxima.Cli.Tests.Import;

public sealed class ImportCommandTests
{
    private static ImportReport Report => new()
    {
        IsApplied = false,
        User = "martin",
        KeepsPassword = true,
        Items = [new ImportItem("user", "martin", ImportOutcome.Changed, "Has the role viewer"), new ImportItem("signing secret", null, ImportOutcome.NotPossible, "Never")],
        Tokens = [],
    };

    [Fact]
    public async Task Without_apply_it_says_what_it_would_do()
    {
        var ended = await RunAsync(Report, "access", "import", "-");

        ended.ExitCode.ShouldBe(ExitCodes.Done, ended.Error);
        ended.Output.ShouldContain("Would import martin; run it with --apply to do it");
        ended.OutputLines.ShouldContain(line => line.Contains("signing secret", StringComparison.Ordinal) && line.Contains("not possible", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_without_a_password_is_told_of()
    {
        var ended = await RunAsync(Report with { IsApplied = true, KeepsPassword = false }, "access", "import", "-", "--apply");

        ended.Output.ShouldContain("Imported martin");
        ended.Output.ShouldContain("cannot sign in yet");
    }

    [Fact]
    public async Task What_cannot_be_imported_is_exit_code_3()
    {
        var ended = await RunAsync(Report with { Problem = "There is a user martin already", User = null }, "access", "import", "-", "--apply");

        ended.ExitCode.ShouldBe(ExitCodes.Warning);
        ended.Output.ShouldContain("Nothing can be imported: There is a user martin already");
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_is_huge_is_wrong_usage_and_nothing_is_asked()
    {
        var server = new FakeServer();
        var missing = await new Shell { Server = server }.RunAsync("access", "import", "/nowhere/auth.json");
        var huge = await new Shell { Server = server, Input = new byte[3 * 1024 * 1024] }.RunAsync("access", "import", "-");

        (missing.ExitCode, huge.ExitCode).ShouldBe((ExitCodes.WrongUsage, ExitCodes.WrongUsage));
        server.Asked.ShouldBeEmpty();
    }

    private static Task<Ended> RunAsync(ImportReport report, params string[] args)
        => new Shell
        {
            Input = Encoding.UTF8.GetBytes("{}"),
            Server = new FakeServer().Has("/api/access/import", report, CliJson.Default.ImportReport),
        }.RunAsync(args);
}
