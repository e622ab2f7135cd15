using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Proxima.Pve.Failures;
using Proxima.Pve.Generated.Ve;
using Proxima.Pve.Reading;
using Proxima.Pve.Tests.Recordings;
using Proxima.Pve.Transport;

namespace Proxima.Pve.Tests.Reading;

public sealed class ReaderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("\"1\"", true)]
    [InlineData("\"0\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"yes\"", true)]
    [InlineData("\"off\"", false)]
    [InlineData("null", null)]
    public async Task A_boolean_is_read_however_it_is_written(string json, bool? expected)
    {
        var config = await ConfigAsync($$"""{"onboot":{{json}}}""");

        config.Onboot.ShouldBe(expected);
        config.Misread.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("4", 4L)]
    [InlineData("\"4\"", 4L)]
    [InlineData("\" 4 \"", 4L)]
    [InlineData("4.0", 4L)]
    [InlineData("4e1", 40L)]
    [InlineData("-1", -1L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("true", 1L)]
    [InlineData("null", null)]
    public async Task A_whole_number_is_read_however_it_is_written(string json, long? expected)
    {
        var config = await ConfigAsync($$"""{"cores":{{json}}}""");

        config.Cores.ShouldBe(expected);
        config.Misread.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("onboot", "2", "boolean")]
    [InlineData("onboot", "\"maybe\"", "boolean")]
    [InlineData("onboot", "[1]", "boolean")]
    [InlineData("cores", "4.5", "integer")]
    [InlineData("cores", "\"4 cores\"", "integer")]
    [InlineData("cores", "\"\"", "integer")]
    [InlineData("cores", "18446744073709551615", "integer")]
    [InlineData("cores", "{}", "integer")]
    [InlineData("cpulimit", "\"NaN\"", "number")]
    [InlineData("cpulimit", "\"fast\"", "number")]
    [InlineData("description", "{\"a\":1}", "string")]
    [InlineData("ostype", "\"l46\"", "one of the declared values")]
    public async Task A_bad_member_is_noted_and_kept_and_loses_no_other(string name, string json, string expected)
    {
        var config = await ConfigAsync($$"""{"name":"web","{{name}}":{{json}},"memory":"2048"}""");

        config.Misread.ShouldHaveSingleItem().ShouldBe(new PveNote(name, expected, json));
        config.Extra[name].GetRawText().ShouldBe(json);
        config.Name.ShouldBe("web");
        config.Memory.ShouldNotBeNull().Current.ShouldBe(2048);
    }

    [Fact]
    public async Task What_nobody_declared_is_kept_as_it_came()
    {
        var config = await ConfigAsync("""{"hologram":{"on":[1,"x"]},"cores":2,"net0":"virtio=BC:24:11:00:00:01,bridge=vmbr0","net7":"e1000","net07":"odd"}""");

        config.Extra.Keys.ShouldBe(["hologram", "net07"], ignoreOrder: true);
        config.Extra["hologram"].GetRawText().ShouldBe("""{"on":[1,"x"]}""");
        config.Net.Keys.ShouldBe([0, 7], ignoreOrder: true);
        config.Net[0].Model.ShouldBe(config.Net[0].Model.ShouldNotBeNull());
        config.Net[0].Bridge.ShouldBe("vmbr0");
        config.Scsi.ShouldBeEmpty();
    }

    [Fact]
    public async Task Text_may_come_as_a_number()
    {
        var config = await ConfigAsync("""{"name":42,"memory":512,"digest":1.50}""");

        config.Name.ShouldBe("42");
        config.Memory?.Current.ShouldBe(512);
        config.Digest.ShouldBe("1.50");
    }

    [Fact]
    public async Task A_bad_row_is_noted_and_the_others_stay()
    {
        using var pve = Answering("""{"data":[{"node":"a","status":"online"},7,null,{"node":"b","status":"asleep","uptime":"12"}]}""");

        var nodes = await pve.Nodes.GetAsync(Stop);

        nodes.Select(node => node.Node).ShouldBe(["a", "b"]);
        nodes.Unread.ShouldHaveSingleItem().GetRawText().ShouldBe("7");
        nodes.Misread.ShouldHaveSingleItem().Member.ShouldBe("[1]");
        nodes[1].Misread.ShouldHaveSingleItem().Member.ShouldBe("status");
        nodes[1].Uptime.ShouldBe(12);
    }

    [Theory]
    [InlineData("""{"data":{"a":1}}""")]
    [InlineData("""{"data":"text"}""")]
    [InlineData("""{"data":5}""")]
    public async Task A_list_that_is_none_is_noted(string body)
    {
        using var pve = Answering(body);

        var nodes = await pve.Nodes.GetAsync(Stop);

        nodes.ShouldBeEmpty();
        nodes.Misread.ShouldHaveSingleItem().Member.ShouldBe("data");
    }

    [Fact]
    public async Task An_empty_list_where_an_object_belongs_is_an_empty_object()
    {
        using var pve = Answering("""{"data":[],"total":1}""");

        (await pve.Nodes["a"].Status.GetAsync(Stop)).Misread.ShouldBeEmpty();
        (await ConfigAsync("""{"name":"a","cores":[]}""")).Misread.ShouldHaveSingleItem().Member.ShouldBe("cores");
    }

    [Theory]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"total":0}""")]
    [InlineData("""{"data":[]}""")]
    public async Task No_data_is_no_row(string body)
    {
        using var pve = Answering(body);

        (await pve.Nodes.GetAsync(Stop)).Misread.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_total_of_a_list_is_read()
    {
        using var pve = Answering("""{"total":"312","data":[{"n":1,"t":"x"}]}""");

        (await pve.Nodes["a"].Syslog.GetAsync(Stop)).Total.ShouldBe(312);
    }

    [Theory]
    [InlineData("""{"data":[{"node":"a"}""")]
    [InlineData("""{"data":""")]
    [InlineData("""{"data":[1,2}""")]
    public async Task Half_a_body_is_said_to_be_one(string body)
    {
        using var pve = Answering(body);

        var error = await Should.ThrowAsync<PveTransportException>(() => pve.Nodes.GetAsync(Stop));

        error.Trouble.ShouldBe(PveTrouble.CutOff);
        error.Message.ShouldContain("no whole JSON");
    }

    [Fact]
    public async Task Text_that_is_no_UTF8_is_noted()
    {
        byte[] body = [.. "{\"data\":{\"name\":\"a"u8, 0xff, .. "b\",\"cores\":2}}"u8];
        using var pve = new PveClient(Clients.Connection(null, new StandIn(_ => new PveReply(200, "OK", body))));

        var config = await pve.Nodes["a"].Qemu[1].Config.GetAsync(Stop);

        config.Misread.ShouldHaveSingleItem().Member.ShouldBe("name");
        config.Cores.ShouldBe(2);
    }

    [Fact]
    public void No_JSON_makes_a_record_fail()
    {
        var names = new[] { "name", "onboot", "cores", "net0", "numa", "ostype", "x", "memory" };
        var value = Gen.Elements("1", "\"\"", "null", "[]", "{}", "[{\"a\":[1]}]", "\"\\ud800\"", "1e400", "true", "\"virtio=1,2,=,,\"", "{\"cores\":1}");
        var member = from name in Gen.Elements(names) from json in value select $"\"{name}\":{json}";
        Prop.ForAll(member.ListOf().Select(members => "{" + string.Join(',', members) + "}").ToArbitrary(), text =>
        {
            var config = ConfigAsync(text).GetAwaiter().GetResult();
            using var document = JsonDocument.Parse(text);
            return config.Misread.Count <= document.RootElement.EnumerateObject().Count();
        }).QuickCheckThrowOnFailure();
    }

    private static async Task<NodesQemuConfig> ConfigAsync(string data)
    {
        using var pve = Answering($"{{\"data\":{data}}}");
        return await pve.Nodes["a"].Qemu[100].Config.GetAsync(Stop);
    }

    private static PveClient Answering(string body) => new(Clients.Connection(null, new StandIn(_ => new PveReply(200, "OK", Encoding.UTF8.GetBytes(body)))));
}
