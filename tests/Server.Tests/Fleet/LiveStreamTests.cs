using System.Collections.Frozen;
using System.Text;
using Proxima.Model;
using Proxima.Server.Features.Fleet;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Fleet;

/// <summary>One stream against a reader that misbehaves, on a clock of its own.</summary>
public sealed class LiveStreamTests
{
    private static readonly LiveRequest Plain = new(FrozenSet<string>.Empty, null);

    [Fact]
    public async Task A_reader_that_takes_nothing_is_cut_after_half_a_minute()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var stuck = new ClosableStream { IsStuck = true };
        var running = Stream(fleet).RunAsync(stuck, Plain, TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(() => fleet.Clock.WaitingTimers > 0, "it writes");

        fleet.Clock.Advance(TimeSpan.FromSeconds(29));
        running.IsCompleted.ShouldBeFalse();
        fleet.Clock.Advance(TimeSpan.FromSeconds(1));

        await Should.ThrowAsync<TimeoutException>(running);
    }

    [Fact]
    public async Task A_reader_that_gets_stuck_later_is_cut_too()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var output = new ClosableStream();
        var running = Stream(fleet).RunAsync(output, Plain, TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(() => output.Text.Contains("snapshot") && fleet.Clock.WaitingTimers > 0, "it began");
        output.IsStuck = true;

        fleet.Clock.Advance(TimeSpan.FromSeconds(15));
        await Eventually.IsTrueAsync(() => output.IsWaited, "it wants to send a beat");
        fleet.Clock.Advance(TimeSpan.FromSeconds(30));

        await Should.ThrowAsync<TimeoutException>(running);
    }

    [Fact]
    public async Task Changes_within_a_moment_travel_together()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var output = new ClosableStream();
        using var ends = new CancellationTokenSource();
        var running = Stream(fleet).RunAsync(output, Plain, ends.Token);
        await Eventually.IsTrueAsync(() => output.Text.Contains("snapshot") && fleet.Clock.WaitingTimers > 0, "it began");
        var id = NodeId.New();
        fleet.Live.Put(id, _ => LiveStateTests.Node(id, "first"));
        await Eventually.IsTrueAsync(
            () => output.Text.Contains("first") && fleet.Clock.WaitingTimers > 0, "the first change is sent at once");

        for (var i = 0; i < 1000; i++)
        {
            fleet.Live.Put(id, _ => LiveStateTests.Node(id, $"change {i}"));
        }

        fleet.Clock.Advance(TimeSpan.FromMilliseconds(200));
        await Eventually.IsTrueAsync(() => output.Text.Contains("change 999"), "the last change is sent");

        output.Text.Split("event: node").Length.ShouldBe(3, "two events for a thousand changes");
        await ends.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    [Fact]
    public async Task An_overview_that_did_not_change_is_not_sent_again()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var output = new ClosableStream();
        using var ends = new CancellationTokenSource();
        var running = Stream(fleet).RunAsync(output, Plain, ends.Token);
        var id = NodeId.New();
        fleet.Live.Put(id, _ => LiveStateTests.Node(id, "first"));
        await Eventually.IsTrueAsync(() => output.Text.Contains("first") && fleet.Clock.WaitingTimers > 0, "the node is sent");
        var before = output.Text.Split("event: fleet").Length;

        fleet.Live.Put(id, _ => LiveStateTests.Node(id, "second"));
        fleet.Clock.Advance(TimeSpan.FromMilliseconds(200));
        await Eventually.IsTrueAsync(() => output.Text.Contains("second"), "the change is sent");

        output.Text.Split("event: fleet").Length.ShouldBe(before);
        await ends.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    private static LiveStream Stream(FleetStack fleet) => new(fleet.Door, new FleetSight(fleet.Live, fleet.Topology), new LiveEvents(), new LiveTimes(), fleet.Clock);

    /// <summary>A response body that can stop taking anything.</summary>
    private sealed class ClosableStream : Stream
    {
        private readonly StringBuilder _text = new();

        public bool IsStuck { get; set; }

        public bool IsWaited { get; private set; }

        public string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (IsStuck)
            {
                IsWaited = true;
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            lock (_text)
            {
                _text.Append(Encoding.UTF8.GetString(buffer.Span));
            }
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
