using Proxima.Pve.Schema;
using Proxima.PveGen;
using Proxima.TestKit;

namespace Proxima.Pve.Tests.Schema;

public sealed class SchemaTests
{
    public static TheoryData<string> Versions => [.. PveSchema.Versions];

    [Theory]
    [InlineData("pve-7.4", 540)]
    [InlineData("pve-8.4", 605)]
    [InlineData("pve-9.1", 649)]
    [InlineData("pve-9.2", 675)]
    [InlineData("pbs", 367)]
    public void Every_operation_of_a_version_is_there(string version, int count) => PveSchema.Load(version).Operations.Count.ShouldBe(count);

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_compact_form_reads_as_it_was_written(string version)
    {
        var text = PveSchema.Load(version).ToText();

        PveSchema.Parse(text).ToText().ShouldBe(text);
        File.ReadAllText(Path.Combine(RepoRoot.Folder, "src/Pve/Schema/Data", version + ".schema")).ShouldBe(text);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_compact_form_is_what_the_facts_give(string version)
    {
        var facts = Path.Combine(RepoRoot.Folder, "..", "shared", "schema", version + ".json");
        if (!File.Exists(facts))
        {
            throw Skip.Because($"the facts are not here: {facts}");
        }

        CompactForm.Of(version, File.ReadAllText(facts)).ShouldBe(File.ReadAllText(Path.Combine(RepoRoot.Folder, "src/Pve/Schema/Data", version + ".schema")));
    }

    [Fact]
    public void A_version_that_is_not_there_is_named_with_those_that_are()
        => Should.Throw<ArgumentException>(() => PveSchema.Load("pve-3.4")).Message.ShouldContain("pve-9.2");

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("proxima-schema 1\ntype x", "line 2")]
    [InlineData("proxima-schema 1\nproduct P\nGET /x {\"name\":\"x\",\"returns\":\"nope\"}", "line 3: there is no type 'nope'")]
    [InlineData("proxima-schema 1\ntype a {", "line 2")]
    public void Text_of_another_form_is_refused_with_its_line(string text, string message)
        => Should.Throw<FormatException>(() => PveSchema.Parse(text)).Message.ShouldContain(message);

    [Fact]
    public void An_operation_carries_its_facts()
    {
        var operation = PveSchema.Load("pve-9.2").Find("PUT", "/nodes/{node}/qemu/{vmid}/config").ShouldNotBeNull();

        operation.Protected.ShouldBeTrue();
        operation.ProxyTo.ShouldBe("node");
        operation.PathParameters.ShouldBe(["node", "vmid"]);
        operation.Permissions.Check.ShouldNotBeNull().GetRawText().ShouldContain("VM.Config.Disk");
        operation.Returns.Kind.ShouldBe(PveKind.Null);
        var vmid = operation.Parameter("vmid").ShouldNotBeNull();
        (vmid.Kind, vmid.Optional, vmid.Minimum, vmid.Maximum, vmid.Format).ShouldBe((PveKind.Integer, false, 100m, 999999999m, "pve-vmid"));
    }

    [Fact]
    public void A_family_is_found_by_each_of_its_members_and_by_no_other_name()
    {
        var operation = PveSchema.Load("pve-9.2").Find("POST", "/nodes/{node}/qemu").ShouldNotBeNull();

        operation.Parameter("net0").ShouldNotBeNull().Keys.ShouldNotBeNull().Keys.ShouldContain("bridge");
        operation.Parameter("net31").ShouldNotBeNull();
        operation.Parameter("net32").ShouldBeNull();
        operation.Parameter("net01").ShouldBeNull();
        operation.Parameter("net").ShouldBeNull();
        operation.Parameter("net[n]").ShouldBeNull();
        operation.Parameter("ide3").ShouldNotBeNull();
        operation.Parameter("ide4").ShouldBeNull();
    }

    [Theory]
    [InlineData("pve-7.4")]
    [InlineData("pve-8.4")]
    [InlineData("pve-9.1")]
    [InlineData("pve-9.2")]
    public void Disks_networks_and_named_formats_have_their_keys(string version)
    {
        var operation = PveSchema.Load(version).Find("POST", "/nodes/{node}/qemu").ShouldNotBeNull();

        operation.Parameter("scsi0")?.Keys?["file"].IsDefaultKey.ShouldBeTrue();
        operation.Parameter("net0")?.Keys?["virtio"].ShouldSatisfyAllConditions(key => key.Alias.ShouldBe("macaddr"), key => key.KeyAlias.ShouldBe("model"));
        operation.Parameter("ipconfig0")?.Keys.ShouldNotBeNull().Keys.ShouldBe(["ip", "gw", "ip6", "gw6"], ignoreOrder: true);
        operation.Parameter("boot")?.Keys.ShouldNotBeNull().Keys.ShouldContain("order");
        PveSchema.Load(version).Find("POST", "/nodes/{node}/lxc")?.Parameter("rootfs")?.Keys.ShouldNotBeNull().Keys.ShouldContain("volume");
    }

    [Fact]
    public void Most_property_strings_have_keys()
    {
        var without = PveSchema.Load("pve-9.2").Operations.SelectMany(operation => operation.Parameters)
            .Where(pair => pair.Value is { IsPropertyString: true, Keys: null }).Select(pair => pair.Key).Distinct();

        without.ShouldBeEmpty();
    }

    [Fact]
    public void Keys_of_the_backup_server_are_read_from_its_own_notation()
    {
        var type = PveSchema.Load("pbs").Find("PUT", "/config/datastore/{name}")?.Parameter("maintenance-mode").ShouldNotBeNull();

        type?.Keys.ShouldNotBeNull().Keys.ShouldContain("type");
        type?.Keys?["type"].IsDefaultKey.ShouldBeTrue();
    }
}
