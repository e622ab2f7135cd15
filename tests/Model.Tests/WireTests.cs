using System.Globalization;
using System.Text.Json;
using Proxima.Model.Fleet;
using Proxima.Model.Host;
using Proxima.Model.Wire;
using static Proxima.Model.Tests.Observations;

namespace Proxima.Model.Tests;

public sealed class WireTests
{
    [Fact]
    public void An_observation_survives_the_wire()
    {
        var sent = At(5, Cpu(Times(user: 3), new CoreTimes(0, Times(idle: 9)))
            with { Swap = Reading.Of(new SwapCounters(10, 5, 1, 2, 16384)), Disks = Reading.Failed<DiskList>("/proc/diskstats: broken") });

        var json = JsonSerializer.Serialize(sent, WireJson.Default.HostObservation);
        var received = JsonSerializer.Deserialize(json, WireJson.Default.HostObservation).ShouldNotBeNull();

        received.Node.ShouldBe(Node);
        received.Sample.Cpu.Value.ShouldNotBeNull().Total.User.ShouldBe(3);
        received.Sample.Swap.Value.ShouldBe(sent.Sample.Swap.Value);
        received.Sample.Disks.Failed.ShouldBe("/proc/diskstats: broken");
        received.Sample.Load.Absent.ShouldBe("none");
        JsonSerializer.Serialize(received, WireJson.Default.HostObservation).ShouldBe(json);
    }

    [Fact]
    public void A_reading_is_exactly_one_word_on_the_wire()
    {
        var json = JsonSerializer.Serialize(At(5, Empty with { Uptime = Reading.Of(new UptimeGauges(7)) }), WireJson.Default.HostObservation);

        var sample = JsonDocument.Parse(json).RootElement.GetProperty("sample");
        sample.GetProperty("uptime").GetRawText().ShouldBe("""{"value":{"uptimeSeconds":7}}""");
        sample.GetProperty("cpu").GetRawText().ShouldBe("""{"absent":"none"}""");
    }

    [Fact]
    public void Swap_of_a_sender_that_does_not_say_its_page_size_has_pages_of_4096()
        => JsonSerializer.Deserialize("""{"totalBytes":1,"freeBytes":1,"pagesIn":1,"pagesOut":1}""", WireJson.Default.SwapCounters).ShouldNotBeNull().PageBytes.ShouldBe(4096);

    [Fact]
    public void Numbers_for_enums_are_refused()
        => Should.Throw<JsonException>(() => JsonSerializer.Deserialize("""{"name":"x","outcome":1,"microseconds":1}""", WireJson.Default.CollectorReport));

    [Theory]
    [InlineData("0190a0b0c0d0e0f00190a0b0c0d0e0f0", true)]
    [InlineData("0190A0B0C0D0E0F00190A0B0C0D0E0F0", false)]
    [InlineData("0190", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_node_id_is_32_lower_case_digits(string? text, bool isId) => NodeId.TryParse(text, CultureInfo.InvariantCulture, out _).ShouldBe(isId);

    [Fact]
    public void A_new_node_id_reads_back_as_itself()
    {
        var id = NodeId.New();

        NodeId.Parse(id.ToString(), CultureInfo.InvariantCulture).ShouldBe(id);
    }

    [Theory]
    [InlineData("cpu.busy", "cpu.busy", null)]
    [InlineData("filesystem.used:/var", "filesystem.used", "/var")]
    [InlineData("temperature:odd:part", "temperature", "odd:part")]
    public void A_series_key_is_a_name_and_a_part(string key, string name, string? part)
    {
        Series.Split(key).ShouldBe((name, part));
        Series.Of(name, part).ShouldBe(key);
    }

    [Fact]
    public void No_name_of_a_series_holds_a_colon() => Series.All.Keys.ShouldNotContain(name => name.Contains(':'));

    [Fact]
    public void A_derived_reading_keeps_the_reason_why_there_is_none()
    {
        Reading.Of("a").Select(text => text + "b").Value.ShouldBe("ab");
        Reading.Absent<string>("no swap").Select(text => text + "b").Absent.ShouldBe("no swap");
        Reading.Failed<string>("EIO").Select(text => text + "b").Failed.ShouldBe("EIO");
    }
}
