using Proxima.Pve.Failures;
using Proxima.Pve.Tests.Recordings;
using Proxima.TestKit;

namespace Proxima.Pve.Tests.Connection;

public sealed class FailoverTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly ManualClock _clock = new();

    [Fact]
    public async Task The_preferred_server_is_asked_and_another_only_when_it_is_gone()
    {
        var isGone = false;
        var (first, second) = (Server("a", () => isGone), Server("b", () => false));
        using var pve = Of(first, second);

        await pve.GetAsync("/version", Stop);
        isGone = true;
        await pve.GetAsync("/version", Stop);
        await pve.GetAsync("/version", Stop);

        (first.Asked.Count, second.Asked.Count).ShouldBe((2, 2));
        pve.Connection.Where.ShouldBe("b");
    }

    [Fact]
    public async Task The_preferred_server_is_tried_again_after_a_while()
    {
        var isGone = true;
        var (first, second) = (Server("a", () => isGone), Server("b", () => false));
        using var pve = Of(first, second);
        await pve.GetAsync("/version", Stop);
        isGone = false;

        _clock.Advance(TimeSpan.FromSeconds(59));
        await pve.GetAsync("/version", Stop);
        first.Asked.Count.ShouldBe(1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await pve.GetAsync("/version", Stop);

        first.Asked.Count.ShouldBe(2);
        pve.Connection.Where.ShouldBe("a");
    }

    [Theory]
    [InlineData(500, "Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist")]
    [InlineData(595, "No route to host")]
    [InlineData(401, "No ticket")]
    [InlineData(403, "Permission check failed")]
    [InlineData(501, "Method 'GET /x' not implemented")]
    public async Task An_error_that_is_answered_is_an_answer(int status, string reason)
    {
        var first = new StandIn(_ => StandIn.No(status, reason), "a");
        var second = Server("b", () => false);
        using var pve = Of(first, second);

        (await Should.ThrowAsync<PveException>(() => pve.GetAsync("/x", Stop))).Status.ShouldBe(status);

        (first.Asked.Count, second.Asked.Count).ShouldBe((1, 0));
    }

    [Fact]
    public async Task A_write_goes_elsewhere_only_when_nothing_was_sent()
    {
        var (refusing, cutting, second) = (Failing("a", PveTrouble.Refused), Failing("a", PveTrouble.CutOff), Server("b", () => false));
        using var one = Of(refusing, second);
        await one.PostAsync("/pools", null, Stop);
        second.Asked.Count.ShouldBe(1);

        using var other = Of(cutting, second);
        await Should.ThrowAsync<PveTransportException>(() => other.PostAsync("/pools", null, Stop));

        (cutting.Asked.Count, second.Asked.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task When_all_are_gone_the_trouble_of_the_first_is_told()
    {
        using var pve = Of(Failing("a", PveTrouble.UnknownName), Failing("b", PveTrouble.Refused));

        (await Should.ThrowAsync<PveTransportException>(() => pve.GetAsync("/version", Stop))).Trouble.ShouldBe(PveTrouble.UnknownName);
    }

    [Fact]
    public async Task The_budget_makes_calls_wait_their_turn()
    {
        using var budget = new PveBudget(perSecond: 2, burst: 3, atOnce: 8, clock: _clock);
        for (var call = 0; call < 3; call++)
        {
            budget.Wait.ShouldBe(TimeSpan.Zero);
            (await budget.EnterAsync(Stop)).Dispose();
        }

        budget.Wait.ShouldBe(TimeSpan.FromSeconds(0.5));
        var fourth = budget.EnterAsync(Stop).AsTask();
        fourth.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        (await fourth).Dispose();
        budget.Calls.ShouldBe(4);
        _clock.Advance(TimeSpan.FromSeconds(10));
        budget.Wait.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Only_so_many_calls_are_under_way_at_once()
    {
        using var budget = new PveBudget(perSecond: 1000, burst: 1000, atOnce: 2, clock: _clock);
        var (first, second) = (await budget.EnterAsync(Stop), await budget.EnterAsync(Stop));

        var third = budget.EnterAsync(Stop).AsTask();
        third.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await third).Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task A_turn_that_is_given_up_is_free_again()
    {
        using var budget = new PveBudget(perSecond: 1, burst: 1, atOnce: 1, clock: _clock);
        (await budget.EnterAsync(Stop)).Dispose();
        using var cancel = new CancellationTokenSource();
        var waiting = budget.EnterAsync(cancel.Token).AsTask();

        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);

        _clock.Advance(TimeSpan.FromSeconds(5));
        (await budget.EnterAsync(Stop)).Dispose();
    }

    private static StandIn Server(string where, Func<bool> isGone)
        => new(_ => isGone() ? throw new PveTransportException(PveTrouble.Refused, "gone") : StandIn.Data("{}"), where);

    private static StandIn Failing(string where, PveTrouble trouble) => new(_ => throw new PveTransportException(trouble, trouble.ToString()), where);

    private PveClient Of(params StandIn[] servers) => new(new PveConnection(new PveConnectionOptions { Transports = servers, Clock = _clock, ReadRetries = 0 }));
}
