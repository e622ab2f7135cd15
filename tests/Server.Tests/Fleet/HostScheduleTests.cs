using Proxima.Collect;
using Proxima.Server.Features.Fleet;

namespace Proxima.Server.Tests.Fleet;

public sealed class HostScheduleTests
{
    private readonly HostSchedule _schedule = new(TimeSpan.FromSeconds(10));
    private TimeSpan _now;

    [Fact]
    public void Unwatched_it_beats_every_ten_seconds_with_one_early_second_look()
        => Run(40, isWatched: false).ShouldBe(["0 beat", "1 live", "10 beat", "20 beat", "30 beat", "40 beat"]);

    [Fact]
    public void Watched_it_looks_every_second_and_still_beats_on_time()
    {
        Run(12, isWatched: true).ShouldBe(
            [
                "0 beat", "1 live", "2 live", "3 live", "4 live", "5 live", "6 live", "7 live",
                "8 live", "9 live", "10 beat", "11 live", "12 live",
            ]);
    }

    [Fact]
    public void Missed_beats_are_left_out()
    {
        Run(20, isWatched: false);
        _now = TimeSpan.FromSeconds(95);

        _schedule.Wait(_now, isWatched: false).ShouldBe(TimeSpan.Zero);
        _schedule.Take(_now, isWatched: false, isScanWanted: false).IsBeat.ShouldBeTrue();
        _schedule.Wait(_now, isWatched: false).ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_beat_that_was_a_little_late_does_not_shift_the_next()
    {
        Run(10, isWatched: false);
        _now = TimeSpan.FromSeconds(23);

        _schedule.Take(_now, isWatched: false, isScanWanted: false).IsBeat.ShouldBeTrue();

        _schedule.Wait(_now, isWatched: false).ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public void Facts_are_read_until_kept_and_then_every_ten_minutes()
    {
        Facts(0).ShouldBeTrue();
        Facts(10).ShouldBeTrue("nobody has kept them yet");
        _schedule.FactsKept(TimeSpan.FromSeconds(10));
        Facts(20).ShouldBeFalse();
        Facts(600).ShouldBeFalse();
        Facts(610).ShouldBeTrue();

        bool Facts(double at) => _schedule.Take(TimeSpan.FromSeconds(at), false, false).Parts.HasFlag(HostLookParts.Facts);
    }

    [Fact]
    public void Processes_are_read_while_watched_every_three_seconds_and_when_wanted()
    {
        Processes(0, isWatched: false).ShouldBeFalse();
        Processes(1, isWatched: true).ShouldBeTrue();
        Processes(2, isWatched: true).ShouldBeFalse();
        Processes(3, isWatched: true).ShouldBeFalse();
        Processes(4, isWatched: true).ShouldBeTrue();
        Processes(5, isWatched: false, isWanted: true).ShouldBeTrue();
        Processes(10, isWatched: false).ShouldBeFalse();

        bool Processes(double at, bool isWatched, bool isWanted = false)
            => _schedule.Take(TimeSpan.FromSeconds(at), isWatched, isWanted).Parts.HasFlag(HostLookParts.Processes);
    }

    private List<string> Run(int seconds, bool isWatched)
    {
        var done = new List<string>();
        while (true)
        {
            _now += _schedule.Wait(_now, isWatched);
            if (_now > TimeSpan.FromSeconds(seconds))
            {
                return done;
            }

            var tick = _schedule.Take(_now, isWatched, isScanWanted: false);
            done.Add(FormattableString.Invariant($"{_now.TotalSeconds} {(tick.IsBeat ? "beat" : "live")}"));
        }
    }
}
