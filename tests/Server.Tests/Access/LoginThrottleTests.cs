using Proxima.Server.Features.Access;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Access;

public sealed class LoginThrottleTests
{
    private readonly ManualClock _clock = new();
    private readonly LoginThrottle _throttle;

    public LoginThrottleTests() => _throttle = new LoginThrottle(_clock);

    [Fact]
    public void The_wait_doubles_from_two_seconds_up_to_five_minutes_and_no_further()
    {
        var waits = new List<double>();
        for (var i = 0; i < 14; i++)
        {
            var wait = _throttle.Try("OWNER", "192.0.2.1");
            if (wait > TimeSpan.Zero)
            {
                waits.Add(wait.TotalSeconds);
                _clock.Advance(wait);
                _throttle.Try("OWNER", "192.0.2.1").ShouldBe(TimeSpan.Zero);
            }
        }

        waits.ShouldBe([2, 4, 8, 16, 32, 64, 128, 256, 300]);
    }

    [Fact]
    public void Tries_during_the_wait_do_not_make_it_longer()
    {
        Fail("OWNER", "192.0.2.1", 5);
        for (var i = 0; i < 100; i++)
        {
            _throttle.Try("OWNER", "192.0.2.1").ShouldBe(TimeSpan.FromSeconds(2));
        }
    }

    [Fact]
    public void Guesses_at_one_account_from_many_addresses_are_slowed_down()
    {
        for (var i = 0; i < 5; i++)
        {
            _throttle.Try("OWNER", $"192.0.2.{i}").ShouldBe(TimeSpan.Zero);
        }

        _throttle.Try("OWNER", "198.51.100.1").ShouldBeGreaterThan(TimeSpan.Zero);
        _throttle.Try("OTHER", "198.51.100.1").ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Guesses_at_many_accounts_from_one_address_are_slowed_down()
    {
        for (var i = 0; i < 20; i++)
        {
            _throttle.Try($"USER{i}", "192.0.2.1").ShouldBe(TimeSpan.Zero);
        }

        _throttle.Try("USER99", "192.0.2.1").ShouldBeGreaterThan(TimeSpan.Zero);
        _throttle.Try("USER99", "192.0.2.2").ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Neighbours_in_one_ipv6_network_are_one()
    {
        for (var i = 0; i < 20; i++)
        {
            _throttle.Try($"USER{i}", $"2001:db8:1:2::{i + 1:x}").ShouldBe(TimeSpan.Zero);
        }

        _throttle.Try("USER99", "2001:db8:1:2::ffff").ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public void Strangers_cannot_keep_the_owner_out_of_where_they_signed_in_before()
    {
        _throttle.Succeeded("OWNER", "192.0.2.1");
        for (var i = 0; i < 50; i++)
        {
            _throttle.Try("OWNER", $"198.51.100.{i}");
        }

        _throttle.Try("OWNER", "203.0.113.1").ShouldBeGreaterThan(TimeSpan.Zero);
        _throttle.Try("OWNER", "192.0.2.1").ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Guesses_from_a_known_place_are_slowed_down_too()
    {
        _throttle.Know("OWNER", "192.0.2.1");
        Fail("OWNER", "192.0.2.1", 5);
        _throttle.Try("OWNER", "192.0.2.1").ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public void The_right_password_clears_the_slate()
    {
        Fail("OWNER", "192.0.2.1", 4);
        _throttle.Succeeded("OWNER", "192.0.2.1");
        Fail("OWNER", "192.0.2.1", 4);
        _throttle.Try("OWNER", "192.0.2.1").ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void After_some_hours_it_is_forgotten()
    {
        Fail("OWNER", "192.0.2.1", 5);
        _clock.Advance(TimeSpan.FromHours(7));
        Fail("OWNER", "192.0.2.1", 5);
    }

    [Fact]
    public void However_many_try_the_table_stays_small()
    {
        for (var i = 0; i < 30_000; i++)
        {
            _throttle.Try($"USER{i}", $"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}");
        }

        _throttle.Count.ShouldBeLessThanOrEqualTo(10_000);
    }

    private void Fail(string name, string address, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _throttle.Try(name, address).ShouldBe(TimeSpan.Zero);
        }
    }
}
