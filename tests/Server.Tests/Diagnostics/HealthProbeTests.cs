using System.Data.Common;
using Microsoft.Extensions.Logging;
using Proxima.Server.Features.Diagnostics;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Diagnostics;

public sealed class HealthProbeTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly CapturedLogs _logs = new();
    private readonly FakeDatabase _state = new();
    private readonly FakeDatabase _history = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task Both_databases_answer_and_all_is_ok()
    {
        (await Probe().AskAsync(CancellationToken.None)).ShouldBe("ok");
        (_state.Checks, _history.Checks).ShouldBe((1, 1));
        _logs.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_reason_names_the_database_but_no_path_and_the_log_has_the_rest()
    {
        _history.Answer = () => Task.FromResult<string?>("/var/lib/proxima/history.db: disk I/O error");
        (await Probe().AskAsync(CancellationToken.None)).ShouldBe("the history database does not answer");
        _logs.Lines.Single().Message.ShouldContain("/var/lib/proxima/history.db: disk I/O error");
        _logs.Lines.Single().Level.ShouldBe(LogLevel.Error);
    }

    [Fact]
    public async Task A_check_that_throws_is_a_failure()
    {
        _state.Answer = () => throw new InvalidOperationException("database is not open");
        (await Probe().AskAsync(CancellationToken.None)).ShouldBe("the state database does not answer");
    }

    [Fact]
    public async Task A_database_that_hangs_is_said_to_within_the_limit_and_not_asked_again_meanwhile()
    {
        var hang = new TaskCompletionSource<string?>();
        _state.Answer = () => hang.Task;
        var probe = Probe();
        for (var i = 0; i < 3; i++)
        {
            var asked = probe.AskAsync(CancellationToken.None);
            asked.IsCompleted.ShouldBeFalse();
            _clock.Advance(HealthProbe.Limit);
            (await asked).ShouldBe("the database does not answer in time");
        }

        _state.Checks.ShouldBe(1);
        _logs.Lines.Count.ShouldBe(1);

        hang.SetResult(null);
        (await probe.AskAsync(CancellationToken.None)).ShouldBe("ok");
        _logs.Lines.Select(line => line.Id).ShouldBe([5000, 5001]);
    }

    [Fact]
    public async Task However_many_ask_the_databases_are_asked_once_a_second()
    {
        var probe = Probe();
        for (var i = 0; i < 100; i++)
            await probe.AskAsync(CancellationToken.None);
        _state.Checks.ShouldBe(1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await probe.AskAsync(CancellationToken.None);
        _state.Checks.ShouldBe(2);
    }

    [Fact]
    public async Task One_database_for_both_is_asked_once()
    {
        var probe = new HealthProbe(new Databases(_state, _state), _clock, new Logger<HealthProbe>(_logs));
        await probe.AskAsync(CancellationToken.None);
        _state.Checks.ShouldBe(1);
    }

    [Fact]
    public async Task Who_goes_away_does_not_end_the_check_of_the_others()
    {
        var slow = new TaskCompletionSource<string?>();
        _state.Answer = () => slow.Task;
        var probe = Probe();
        using var gone = new CancellationTokenSource();
        var first = probe.AskAsync(gone.Token);
        var second = probe.AskAsync(CancellationToken.None);
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        slow.SetResult(null);
        (await second).ShouldBe("ok");
    }

    private HealthProbe Probe() => new(new Databases(_state, _history), _clock, new Logger<HealthProbe>(_logs));

    private sealed class FakeDatabase : IDatabase
    {
        public Func<Task<string?>> Answer { get; set; } = () => Task.FromResult<string?>(null);

        public int Checks { get; private set; }

        public Engine Engine => Engine.Sqlite;

        public string Description => "fake";

        public Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
            => throw new NotSupportedException("health only checks");

        public Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
            => throw new NotSupportedException("health only checks");

        public Task<string?> CheckAsync(CancellationToken cancellationToken)
        {
            Checks++;
            return Answer();
        }
    }
}
