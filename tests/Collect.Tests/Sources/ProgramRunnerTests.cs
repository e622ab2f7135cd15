using System.Globalization;
using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.TestKit;

namespace Proxima.Collect.Tests.Sources;

/// <summary>Real programs of this machine. The shell here is the program under test, given its script as one argument.</summary>
public sealed class ProgramRunnerTests : IDisposable
{
    private readonly CostMeter _meter = new();
    private readonly ProgramRunner _runner;

    public ProgramRunnerTests() => _runner = new ProgramRunner(TimeProvider.System, _meter, new ProgramLimits());

    public void Dispose() => _runner.Dispose();

    [Fact]
    public async Task What_a_program_says_and_its_exit_code_are_given()
    {
        var run = await ShellAsync("echo said; echo complained >&2; exit 7");

        run.End.ShouldBe(ProgramEnd.Exited);
        run.ExitCode.ShouldBe(7);
        run.Output.ShouldBe("said\n");
        run.ErrorOutput.ShouldBe("complained\n");
        run.Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Arguments_arrive_as_they_are()
    {
        string[] arguments = ["a b", "$HOME", ";id", "'", "\"", "*", "", "ü", "--"];

        var run = await RunAsync(new ProgramCommand("printf", ["%s|", .. arguments]));

        run.Output.ShouldBe(string.Concat(arguments.Select(argument => argument + "|")));
    }

    [Fact]
    public async Task The_environment_is_ours_and_nothing_else()
    {
        var run = await RunAsync(ProgramCommand.Of("env"));

        var names = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        names.ShouldContain("LC_ALL=C");
        names.Select(line => line.Split('=')[0]).ShouldBe(["HOME", "LANG", "LC_ALL", "PATH", "TERM"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_standard_input_is_empty_and_the_folder_is_the_root()
    {
        var run = await ShellAsync("cat; pwd");

        run.Output.ShouldBe("/\n");
    }

    [Fact]
    public async Task No_signal_is_ignored_or_blocked()
    {
        var run = await RunAsync(ProgramCommand.Of("grep", "-E", "SigBlk|SigIgn", "/proc/self/status"));

        // 32 and 33 are glibc's own and always ignored in what posix_spawn starts.
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Convert.ToUInt64(line.Split('\t')[1], 16) & ~0x1_8000_0000UL).ShouldBe([0UL, 0UL]);
    }

    [Fact]
    public async Task No_file_of_ours_is_open_in_the_program()
    {
        using var folder = new TestFolder();
        await using var open = File.Create(folder.Of("open"));

        var run = await RunAsync(ProgramCommand.Of("find", "/proc/self/fd", "-type", "l", "-printf", "%f %l\n"));

        // Those above 2 are folders find itself walks.
        var files = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] > '2' || line[1] != ' ');
        files.ShouldAllBe(line => line.EndsWith(" /", StringComparison.Ordinal) || line.Contains(" /proc", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_that_takes_too_long_is_killed_with_all_it_started()
    {
        var run = await ShellAsync("sleep 60 & echo $!; wait", command => command with { TimeLimit = TimeSpan.FromMilliseconds(300) });

        run.End.ShouldBe(ProgramEnd.TimedOut);
        run.Problem.ShouldNotBeNull().ShouldContain("no answer within 0.3 s");
        run.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        await GoneAsync(run.Output);
    }

    [Fact]
    public async Task A_child_that_holds_the_output_open_is_not_waited_for_and_does_not_stay()
    {
        var run = await ShellAsync("sleep 60 & echo $!");

        run.End.ShouldBe(ProgramEnd.Exited);
        run.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        await GoneAsync(run.Output);
    }

    [Fact]
    public async Task A_program_that_closes_its_outputs_is_waited_for()
    {
        var run = await ShellAsync("exec >&- 2>&-; sleep 0.2; exit 3");

        run.ExitCode.ShouldBe(3);
        run.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(150));
    }

    [Fact]
    public async Task A_program_that_says_too_much_is_killed()
    {
        var run = await RunAsync(ProgramCommand.Of("yes") with { LargestOutputBytes = 100_000 });

        run.End.ShouldBe(ProgramEnd.TooLong);
        run.Output.Length.ShouldBe(100_000);
        run.Read(_ => Reading.Of("parsed")).Failed.ShouldBe("yes: said more than 100000 bytes");
    }

    [Fact]
    public async Task A_long_complaint_is_cut_and_harms_nothing()
    {
        var run = await ShellAsync("head -c 300000 /dev/zero | tr '\\0' x >&2; echo done");

        run.ErrorOutput.Length.ShouldBe(16 * 1024);
        run.Output.ShouldBe("done\n");
    }

    [Fact]
    public async Task A_missing_program_is_absent_with_the_package_to_install()
    {
        using var runner = new ProgramRunner(TimeProvider.System, _meter, new ProgramLimits { Folders = ["/nonesuch"] });

        var run = await runner.RunAsync(ProgramCommand.Of("smartctl", "-j"), TestContext.Current.CancellationToken);

        run.End.ShouldBe(ProgramEnd.Missing);
        run.Read(_ => Reading.Of("parsed")).Absent.ShouldBe("smartctl is not installed (Debian package smartmontools)");
        _meter.ProgramsStarted.ShouldBe(0);
    }

    [Theory]
    [InlineData("/bin/sh")]
    [InlineData("../bin/sh")]
    [InlineData("")]
    public async Task A_program_is_a_name_and_never_a_path(string program)
    {
        var run = await RunAsync(ProgramCommand.Of(program));

        run.End.ShouldBe(ProgramEnd.NotStarted);
        _meter.ProgramsStarted.ShouldBe(0);
    }

    [Fact]
    public async Task An_argument_with_a_nul_is_refused()
        => (await RunAsync(ProgramCommand.Of("echo", "a\0b"))).Problem.ShouldBe("echo: an argument holds a NUL");

    [Fact]
    public async Task A_file_that_is_no_program_is_a_failure()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.Of("smartctl"), "no program", TestContext.Current.CancellationToken);
        using var runner = new ProgramRunner(TimeProvider.System, _meter, new ProgramLimits { Folders = [folder.Path] });

        var run = await runner.RunAsync(ProgramCommand.Of("smartctl"), TestContext.Current.CancellationToken);

        run.End.ShouldBe(ProgramEnd.NotStarted);
        run.Problem.ShouldNotBeNull().ShouldContain("Permission denied");
    }

    [Fact]
    public async Task The_same_command_line_is_not_started_twice_at_once()
    {
        using var stop = new CancellationTokenSource();
        var first = ShellAsync("sleep 60", cancellationToken: stop.Token);

        var second = await ShellAsync("sleep 60");

        second.End.ShouldBe(ProgramEnd.StillRunning);
        _meter.ProgramsStarted.ShouldBe(1);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        await Eventually.IsTrueAsync(async () => (await ShellAsync("sleep 60", Briefly)).End != ProgramEnd.StillRunning, "the line is free");
    }

    [Fact]
    public async Task Only_a_few_run_at_once()
    {
        using var folder = new TestFolder();
        var count = folder.Of("count");
        var script = $"mkdir -p {count}; touch {count}/$$; ls {count} | wc -l; sleep 0.2; rm {count}/$$ # ";

        var runs = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => ShellAsync(script + i.ToString(CultureInfo.InvariantCulture))));

        runs.Select(run => int.Parse(run.Output, CultureInfo.InvariantCulture)).Max().ShouldBe(2);
        _meter.ProgramsStarted.ShouldBe(6);
    }

    [Fact]
    public async Task A_caller_that_gives_up_ends_the_program()
    {
        using var folder = new TestFolder();
        using var stop = new CancellationTokenSource();
        var run = ShellAsync($"echo $$ > {folder.Of("pid")}; sleep 60", cancellationToken: stop.Token);
        await Eventually.IsTrueAsync(() => File.Exists(folder.Of("pid")) && File.ReadAllText(folder.Of("pid")).Length > 1, "it runs");

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(run);
        await GoneAsync(await File.ReadAllTextAsync(folder.Of("pid"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_program_ended_by_a_signal_is_no_answer()
    {
        var run = await ShellAsync("echo half; kill -9 $$");

        run.End.ShouldBe(ProgramEnd.Killed);
        run.Read(_ => Reading.Of("parsed")).Failed.ShouldNotBeNull().ShouldEndWith("was killed");
    }

    [Fact]
    public async Task A_program_that_does_not_die_is_told_and_its_command_line_stays_taken()
    {
        using var runner = new ProgramRunner(TimeProvider.System, _meter, new ProgramLimits { DyingPatience = TimeSpan.Zero });
        var command = ProgramCommand.Of("sleep", "60") with { TimeLimit = TimeSpan.FromMilliseconds(100) };

        var run = await runner.RunAsync(command, TestContext.Current.CancellationToken);

        run.End.ShouldBe(ProgramEnd.TimedOut);
        run.Problem.ShouldNotBeNull().ShouldContain("could not be killed");
        await Eventually.IsTrueAsync(() => runner.Stuck == 0, "it died");
    }

    [Fact]
    public async Task With_too_many_that_do_not_die_nothing_is_started()
    {
        using var runner = new ProgramRunner(TimeProvider.System, _meter, new ProgramLimits { MostStuck = 0 });

        var run = await runner.RunAsync(ProgramCommand.Of("true"), TestContext.Current.CancellationToken);

        run.Problem.ShouldNotBeNull().ShouldContain("have not died yet");
    }

    [Fact]
    public async Task What_is_started_and_what_it_used_is_counted()
    {
        await ShellAsync("i=0; while [ $i -lt 50000 ]; do i=$((i+1)); done");
        await ShellAsync("exit 1");

        _meter.ProgramsStarted.ShouldBe(2);
        _meter.ProgramCpu.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(5));
    }

    [Fact]
    public async Task An_exit_code_is_a_failure_with_the_first_complaint_where_the_code_is_a_verdict()
    {
        var run = await ShellAsync("echo; echo 'no such pool' >&2; exit 1");

        run.ReadSuccess(Reading.Of).Failed.ShouldNotBeNull().ShouldEndWith("exit code 1: no such pool");
        run.Read(done => Reading.Of(done.Output)).Value.ShouldBe("\n");
    }

    [Fact]
    public async Task Many_short_runs_leave_no_process_and_no_file_behind()
    {
        await RunAsync(ProgramCommand.Of("true"));
        var before = OpenFiles();

        for (var i = 0; i < 50; i++) (await RunAsync(ProgramCommand.Of("true"))).End.ShouldBe(ProgramEnd.Exited);

        // Other tests of this process open and close files meanwhile: it settles, and a leak of one a run does not.
        await Eventually.IsTrueAsync(() => OpenFiles() <= before + 5, "as many files are open as before");
    }

    [Fact]
    public void A_command_line_is_shown_with_quotes_where_it_needs_them()
        => ProgramCommand.Of("printf", "%s", "a b", "it's", "").Line.ShouldBe(@"printf %s 'a b' 'it'\''s' ''");

    private static ProgramCommand Briefly(ProgramCommand command) => command with { TimeLimit = TimeSpan.FromMilliseconds(50) };

    private static int OpenFiles() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    private Task<ProgramRun> ShellAsync(
        string script, Func<ProgramCommand, ProgramCommand>? with = null, CancellationToken? cancellationToken = null)
    {
        var command = ProgramCommand.Of("sh", "-c", script);
        return _runner.RunAsync(with is null ? command : with(command), cancellationToken ?? TestContext.Current.CancellationToken);
    }

    private Task<ProgramRun> RunAsync(ProgramCommand command) => _runner.RunAsync(command, TestContext.Current.CancellationToken);

    private static Task GoneAsync(string pid) => Eventually.IsTrueAsync(() => !IsAlive(pid.Trim()), "the program is gone");

    /// <summary>A zombie whose new parent has not looked yet is dead too.</summary>
    private static bool IsAlive(string pid)
    {
        var stat = new LocalHost().Read($"/proc/{pid}/stat");
        return stat.State == FileState.Text && !stat.Text.Contains(") Z ", StringComparison.Ordinal);
    }
}
