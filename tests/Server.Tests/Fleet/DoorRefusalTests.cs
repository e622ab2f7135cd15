using Proxima.Model;
using Proxima.Model.Host;
using Proxima.Model.Wire;
using Proxima.Server.Features.Fleet;

namespace Proxima.Server.Tests.Fleet;

/// <summary>Nonsense is refused with a reason, and never lets the door fall.</summary>
public sealed class DoorRefusalTests
{
    private static readonly Dictionary<string, (Func<HostObservation, HostObservation> Spoil, string Reason)> Nonsense = new()
    {
        ["format 0"] = (o => o with { Format = 0 }, "format 0"),
        ["a format of the future"] = (o => o with { Format = 99 }, "format 99"),
        ["an origin that is none"] = (o => o with { Origin = (Origin)17 }, "origin"),
        ["no epoch"] = (o => o with { Epoch = "" }, "epoch"),
        ["an epoch with a line break"] = (o => o with { Epoch = "a\nb" }, "epoch"),
        ["an endless epoch"] = (o => o with { Epoch = new string('e', 10_000) }, "epoch"),
        ["a missing epoch"] = (o => o with { Epoch = null! }, "epoch"), // what JSON may hold
        ["no boot id"] = (o => o with { BootId = "" }, "boot id"),
        ["a negative sequence"] = (o => o with { Sequence = -1 }, "sequence"),
        ["a negative boot time"] = (o => o with { BootTimeMilliseconds = -5 }, "boot"),
        ["no sample"] = (o => o with { Sample = null! }, "sample"),
        ["no cost"] = (o => o with { Cost = null! }, "cost"),
        ["no collectors"] = (o => o with { Collectors = null! }, "collector"),
        ["a reading that says nothing"] = (o => With(o, s => s with { Load = new Reading<LoadAverage>() }), "load"),
        ["a reading that says two things"] = (
            o => With(o, s => s with { Swap = new Reading<SwapCounters>(absent: "a", failed: "b") }), "swap"),
        ["a reading that is missing"] = (o => With(o, s => s with { Disks = null! }), "disks"),
        ["a load that is no number"] = (o => With(o, s => s with { Load = Reading.Of(new LoadAverage(double.NaN, 0, 0, 1, 1)) }), "load"),
        ["an infinite uptime"] = (
            o => With(o, s => s with { Uptime = Reading.Of(new UptimeGauges(double.PositiveInfinity)) }), "uptime"),
        ["a sensor without end"] = (
            o => With(o, s => s with { Sensors = Reading.Of(new SensorList([Sensor("a", double.NegativeInfinity)])) }), "sensors"),
        ["a sensor without a chip"] = (
            o => With(o, s => s with { Sensors = Reading.Of(new SensorList([Sensor("a", 1) with { Chip = null! }])) }), "sensors"),
        ["a mount without a name"] = (
            o => With(o, s => s with { Filesystems = Reading.Of(new FilesystemList([HostStory.Mount("", 1, 1)])) }), "filesystems"),
        ["a mount with a name of 10 kB"] = (
            o => With(o, s => s with { Filesystems = Reading.Of(new FilesystemList([HostStory.Mount(new string('/', 10_240), 1, 1)])) }),
            "filesystems"),
        ["a mount with a NUL"] = (
            o => With(o, s => s with { Filesystems = Reading.Of(new FilesystemList([HostStory.Mount("/a\0b", 1, 1)])) }), "filesystems"),
        ["an interface with half a character"] = (
            o => With(o, s => s with { Interfaces = Reading.Of(new InterfaceList([HostStory.Interface("eth\ud83d", 0)])) }), "interfaces"),
        ["a list with a hole"] = (
            o => With(o, s => s with { Interfaces = Reading.Of(new InterfaceList([null!])) }), "interfaces"),
        ["more interfaces than can be"] = (
            o => With(o, s => s with
            {
                Interfaces = Reading.Of(new InterfaceList(
                    [.. Enumerable.Range(0, ObservationCheck.MostEntries + 1).Select(i => HostStory.Interface($"veth{i}", 0))])),
            }), "interfaces"),
        ["facts without a name"] = (o => o with { Facts = HostStory.Facts("x") with { HostName = null! } }, "host name"),
        ["processes that say nothing"] = (o => o with { Processes = new Reading<ProcessList>() }, "processes"),
    };

    public static TheoryData<string> Cases => [.. Nonsense.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Nonsense_is_refused_with_the_reason(string kind)
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();
        var before = fleet.Door.Current;
        var (spoil, reason) = Nonsense[kind];

        var result = await fleet.AcceptAsync(spoil(host.Tell(1)));

        result.Outcome.ShouldBe(AcceptOutcome.Refused);
        result.Reason.ShouldNotBeNull().ShouldContain(reason, Case.Insensitive);
        fleet.Door.Current.ShouldBeSameAs(before);
        fleet.History.Points.ShouldBeEmpty();
        fleet.Logs.Lines.ShouldContain(line => line.Id == 1010);
        (await fleet.AcceptAsync(host.Tell(1))).Outcome.ShouldBe(AcceptOutcome.Accepted);
    }

    [Fact]
    public async Task A_node_nobody_knows_is_refused()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var stranger = new HostStory(NodeId.New(), fleet.Clock);

        var result = await fleet.AcceptAsync(stranger.Tell(1));

        result.Outcome.ShouldBe(AcceptOutcome.Refused);
        result.Reason.ShouldNotBeNull().ShouldContain("not known");
        fleet.Door.Current.Nodes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("пве-узел", "пве-узел")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("a\u0000b\u001b[31m\nc", "ab[31mc")]
    [InlineData("", null)]
    [InlineData(" \t ", null)]
    public async Task A_hostile_name_is_only_a_name(string given, string? shown)
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();

        (await fleet.AcceptAsync(host.TellWithFacts(1, given))).Outcome.ShouldBe(AcceptOutcome.Accepted);

        fleet.State(host).Name.ShouldBe(shown ?? host.Node.ToString());
        await fleet.RestartAsync();
        fleet.State(host).Name.ShouldBe(shown ?? host.Node.ToString());
    }

    [Fact]
    public async Task An_endless_name_is_cut_and_no_character_is_halved()
    {
        await using var fleet = await FleetStack.CreateAsync();
        var host = await fleet.NodeAsync();

        await fleet.AcceptAsync(host.TellWithFacts(1, string.Concat(Enumerable.Repeat("🖥", 5_000))));

        var name = fleet.State(host).Name;
        name.Length.ShouldBeLessThanOrEqualTo(NodeFacts.LongestName);
        char.IsHighSurrogate(name[^1]).ShouldBeFalse();
    }

    private static SensorGauge Sensor(string id, double value) => new()
    {
        Id = id,
        Chip = "coretemp",
        Label = "Package",
        Kind = SensorKind.Temperature,
        Value = Reading.Of(new SensorValue(value)),
    };

    private static HostObservation With(HostObservation observation, Func<HostSample, HostSample> change)
        => observation with { Sample = change(observation.Sample) };
}
