using Proxima.Server.Features.Diagnostics;

namespace Proxima.Server.Tests.Diagnostics;

public sealed class ProcSelfTests
{
    [Fact]
    public void Written_bytes_are_those_that_reached_the_disk()
        => ProcSelf.WrittenBytes(
            "rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 5\nwrite_bytes: 8192\ncancelled_write_bytes: 7\n").ShouldBe(8192);

    [Theory]
    [InlineData("")]
    [InlineData("write_bytes: many\n")]
    public void Written_bytes_that_cannot_be_read_are_unknown(string io) => ProcSelf.WrittenBytes(io).ShouldBeNull();

    [Theory]
    [InlineData("42 (proxima) S 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 30 0 123456 1000 200", 1234.56)]
    [InlineData("42 (a) b) (c 9) S 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 30 0 100 1000 200", 1.0)]
    public void The_start_is_the_twenty_second_field_whatever_the_program_is_called(string stat, double seconds)
        => ProcSelf.StartedAfterSeconds(stat).ShouldBe(seconds);

    [Theory]
    [InlineData("")]
    [InlineData("42 (proxima) S 1")]
    [InlineData("42 (proxima) S 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 30 0 x")]
    public void A_start_that_cannot_be_read_is_unknown(string stat) => ProcSelf.StartedAfterSeconds(stat).ShouldBeNull();

    [Fact]
    public void Uptime_is_the_first_number()
    {
        ProcSelf.UptimeSeconds("350735.47 234388.90\n").ShouldBe(350735.47);
        ProcSelf.UptimeSeconds("").ShouldBeNull();
    }

    [Fact]
    public void A_file_that_is_not_there_is_empty() => ProcSelf.Read("/proc/self/no-such-file").ShouldBeEmpty();
}
