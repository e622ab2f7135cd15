using Proxima.Pve.Schema;
using Proxima.Pve.Schema.Checks;

namespace Proxima.Pve.Tests.Schema;

/// <summary>The words are Proxmox's own, taken from recordings where there is one.</summary>
public sealed class CheckTests
{
    private static readonly PveSchema Schema = PveSchema.Load("pve-9.2");

    [Theory]
    [InlineData("vmid", "abc", "type check ('integer') failed - got 'abc'")]
    [InlineData("vmid", "99", "invalid format - value does not look like a valid VM ID\n")]
    [InlineData("onboot", "maybe", "type check ('boolean') failed - got 'maybe'")]
    [InlineData("onboot", "true", "type check ('boolean') failed - got 'true'")]
    [InlineData("cores", "0", "value must have a minimum value of 1")]
    [InlineData("balloon", "-1", "value must have a minimum value of 0")]
    [InlineData("ostype", "dos", "value 'dos' does not have a value in the enumeration 'other, wxp, w2k, w2k3, w2k8, wvista, win7, win8, win10, win11, l24, l26, solaris'")]
    [InlineData("net0", "foo=bar", "invalid format - format error\nnet0.foo: property is not defined in schema and the schema does not allow additional properties\nnet0.model: property is missing and it is not optional\n")]
    [InlineData("net0", "virtio=BC:24:11:00:00:01,model=e1000", "invalid format - duplicate key in comma-separated list property: model\n")]
    [InlineData("net0", "virtio,bridge", "invalid format - duplicate key in comma-separated list property: model\n")]
    [InlineData("net0", "virtio=01:24:11:00:00:01", "invalid format - format error\nnet0.macaddr: invalid format - value does not look like a valid unicast MAC address\n\n")]
    [InlineData("net0", "virtio,bridge=", "invalid format - missing key in comma-separated list property\n")]
    [InlineData("net32", "virtio", "property is not defined in schema and the schema does not allow additional properties")]
    [InlineData("memory", "1", "invalid format - format error\nmemory.current: value must have a minimum value of 16\n")]
    [InlineData("digest", "0123456789012345678901234567890123456789x", "value may only be 40 characters long")]
    [InlineData("nonsense", "1", "property is not defined in schema and the schema does not allow additional properties")]
    [InlineData("startup", "first", "invalid format - unable to parse startup options\n")]
    [InlineData("delete", "net0,x", "invalid format - invalid configuration ID 'x'\n")]
    public void A_wrong_parameter_is_refused_in_Proxmoxs_words(string name, string value, string error)
    {
        var errors = Check("PUT", "/nodes/{node}/qemu/{vmid}/config", (name, value));

        errors.Map.ShouldBe(new Dictionary<string, string> { [name] = error });
    }

    [Theory]
    [InlineData("net0", "virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1,tag=20")]
    [InlineData("net0", "model=virtio,macaddr=BC:24:11:00:00:01,bridge=vmbr0,firewall=yes")]
    [InlineData("scsi0", "local:100/vm-100-disk-0.raw,iothread=1,size=32G,discard=on")]
    [InlineData("scsi30", "none,media=cdrom")]
    [InlineData("ipconfig0", "ip=10.0.0.7/24,gw=10.0.0.1,ip6=auto")]
    [InlineData("ipconfig0", "ip=dhcp")]
    [InlineData("boot", "order=scsi0;net0")]
    [InlineData("agent", "1,fstrim_cloned_disks=1")]
    [InlineData("startup", "order=1,up=30,down=60")]
    [InlineData("tags", "web;prod")]
    [InlineData("memory", "4096")]
    [InlineData("cpu", "x86-64-v2-AES,flags=+aes")]
    [InlineData("hostpci0", "0000:01:00.0,pcie=1,x-vga=1")]
    [InlineData("smbios1", "uuid=3f0f9d1c-6b4e-4d53-9c3a-111111111111")]
    [InlineData("delete", "net0,net1")]
    [InlineData("delete", "")]
    public void A_right_parameter_passes(string name, string value)
        => Check("PUT", "/nodes/{node}/qemu/{vmid}/config", (name, value)).Map.ShouldBeEmpty();

    [Fact]
    public void What_is_missing_is_named()
        => PveChecks.Check(Operation("POST", "/access/ticket"), new Dictionary<string, PveInput>()).Map.ShouldBe(new Dictionary<string, string>
        {
            ["username"] = "property is missing and it is not optional",
            ["password"] = "property is missing and it is not optional",
        }, ignoreOrder: true);

    [Fact]
    public void One_parameter_may_require_another()
        => Check("PUT", "/nodes/{node}/qemu/{vmid}/config", ("ipconfig0", "gw=10.0.0.1")).Map["ipconfig0"]
            .ShouldContain("ipconfig0.ip: missing property - 'ipconfig0.gw' requires this property");

    [Fact]
    public void A_list_where_text_belongs_is_refused_but_a_comma_list_may_come_as_one()
    {
        PveInput list = new PveInput.List([new PveInput.Text("a"), new PveInput.Text("b")]);

        PveChecks.Check(Operation("POST", "/pools"), new Dictionary<string, PveInput> { ["poolid"] = "pa", ["comment"] = list }).Map
            .ShouldBe(new Dictionary<string, string> { ["comment"] = "type check ('string') failed - got ARRAY" });
        PveChecks.Check(Operation("PUT", "/pools"), new Dictionary<string, PveInput> { ["poolid"] = "pa", ["storage"] = list }).Any.ShouldBeTrue();
        PveChecks.Check(Operation("PUT", "/pools"), new Dictionary<string, PveInput>
        {
            ["poolid"] = "pa",
            ["storage"] = new PveInput.List([new PveInput.Text("local"), new PveInput.Text("nfs1")]),
        }).Any.ShouldBeFalse();
    }

    [Fact]
    public void True_and_false_of_a_JSON_body_are_booleans_and_nothing_else()
    {
        Check("PUT", "/nodes/{node}/qemu/{vmid}/config", ("onboot", new PveInput.Truth(true))).Any.ShouldBeFalse();
        Check("PUT", "/nodes/{node}/qemu/{vmid}/config", ("cores", new PveInput.Truth(true))).Map["cores"].ShouldStartWith("type check ('integer') failed - got JSON");
    }

    [Fact]
    public void A_list_parameter_may_be_given_once()
        => PveChecks.Check(Operation("POST", "/nodes/{node}/qemu/{vmid}/agent/exec"), new Dictionary<string, PveInput> { ["node"] = "pve1", ["vmid"] = "100", ["command"] = "id" })
            .Any.ShouldBeFalse();

    [Fact]
    public void Every_pattern_can_be_read()
    {
        foreach (var pattern in PveSchema.Versions.SelectMany(version => AllTypes(PveSchema.Load(version))).Select(type => type.Pattern).OfType<string>().Distinct())
        {
            PerlPattern.Of(pattern).ShouldNotBeNull(pattern);
        }
    }

    [Theory]
    [InlineData("mac-addr", "BC:24:11:00:00:01", true)]
    [InlineData("ipv4", "10.0.0.256", false)]
    [InlineData("ipv4", "10.0.0.1", true)]
    [InlineData("ipv4", "10.0.0", false)]
    [InlineData("ipv4", "10.0.0.1.", false)]
    [InlineData("ipv6", "fe80::1%eth0", false)]
    [InlineData("ipv6", "2001:db8::1", true)]
    [InlineData("ip-list", "10.0.0.1, 2001:db8::1", true)]
    [InlineData("ipv4mask", "255.255.254.0", true)]
    [InlineData("ipv4mask", "255.0.255.0", false)]
    [InlineData("CIDR", "10.0.0.0/7", false)]
    [InlineData("CIDR", "10.0.0.0/8", true)]
    [InlineData("email-opt", "", true)]
    [InlineData("email-opt", "not mail", false)]
    [InlineData("dns-name", "-pve1", false)]
    [InlineData("pve-userid", "root@pam", true)]
    [InlineData("pve-userid", "root", false)]
    [InlineData("pve-tokenid", "root@pam!full", true)]
    [InlineData("pve-poolid", "a/b/c/d", false)]
    [InlineData("pve-volume-id", "local:iso/debian.iso", true)]
    [InlineData("a-format-of-tomorrow", "anything", true)]
    public void A_named_format_tells_right_from_wrong(string format, string value, bool isRight)
        => (NamedFormats.Error(format, value) is null).ShouldBe(isRight);

    internal static IEnumerable<PveType> AllTypes(PveSchema schema)
        => schema.Operations.SelectMany(operation => operation.Parameters.Values.Append(operation.Returns)).SelectMany(Within).Concat(schema.Formats.Values.SelectMany(Within));

    private static IEnumerable<PveType> Within(PveType type)
        => new[] { type }.Concat((type.Keys?.Values ?? []).Concat(type.Properties.Values).Concat(type.OneOf).Concat(new[] { type.Items, type.More }.OfType<PveType>()).SelectMany(Within));

    private static PveOperation Operation(string method, string path) => Schema.Find(method, path).ShouldNotBeNull();

    private static PveErrors Check(string method, string path, params (string Name, PveInput Value)[] given)
    {
        var all = new Dictionary<string, PveInput> { ["node"] = "pve1", ["vmid"] = "100" };
        foreach (var (name, value) in given)
        {
            all[name] = value;
        }

        return PveChecks.Check(Operation(method, path), all);
    }
}
