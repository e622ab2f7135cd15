using Proxima.Pve.Schema;

namespace Proxima.Pve.Tests.Schema;

public sealed class PathTests
{
    private static readonly PveSchema Schema = PveSchema.Load("pve-9.2");

    [Theory]
    [InlineData("GET", "/nodes/pve1/qemu/100/config", "/nodes/{node}/qemu/{vmid}/config")]
    [InlineData("GET", "/nodes/pve1/qemu/100/config/", "/nodes/{node}/qemu/{vmid}/config")]
    [InlineData("GET", "/cluster/resources", "/cluster/resources")]
    [InlineData("DELETE", "/access/users/a@pve/token/t1", "/access/users/{userid}/token/{tokenid}")]
    [InlineData("GET", "/nodes/pve1/storage/local/content", "/nodes/{node}/storage/{storage}/content")]
    [InlineData("GET", "/nodes/pve1/storage/local/content/local:iso/debian.iso", "/nodes/{node}/storage/{storage}/content/{volume}")]
    [InlineData("DELETE", "/cluster/firewall/ipset/lan/10.0.0.0/24", "/cluster/firewall/ipset/{name}/{cidr}")]
    public void A_real_path_finds_its_operation(string method, string path, string template)
        => Schema.Match(method, path).ShouldNotBeNull().Operation.Path.ShouldBe(template);

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/nonsense")]
    [InlineData("POST", "/version")]
    [InlineData("GET", "/nodes/pve1/qemu/100/config/more")]
    public void What_does_not_exist_finds_nothing(string method, string path) => Schema.Match(method, path).ShouldBeNull();

    [Fact]
    public void The_names_in_braces_are_told_apart()
        => Schema.Match("GET", "/nodes/pve1/storage/local/content/local:backup/a b/c.vma")?.Values.ShouldBe(
            new Dictionary<string, string> { ["node"] = "pve1", ["storage"] = "local", ["volume"] = "local:backup/a b/c.vma" }, ignoreOrder: true);

    [Fact]
    public void The_methods_of_a_path_are_known() => Schema.MethodsOf("/nodes/pve1/qemu").ShouldBe(["GET", "POST"], ignoreOrder: true);

    [Fact]
    public void What_may_follow_is_known()
    {
        Schema.ChildrenOf("/nodes/pve1").ShouldContain("qemu");
        Schema.ChildrenOf("/nodes").ShouldBe(["{node}"]);
        Schema.ChildrenOf("/").ShouldBe(["access", "cluster", "nodes", "pools", "storage", "version"]);
    }

    [Fact]
    public void Every_operation_is_found_by_a_path_made_from_its_template()
    {
        foreach (var version in PveSchema.Versions)
        {
            var schema = PveSchema.Load(version);
            foreach (var operation in schema.Operations)
            {
                var path = string.Join('/', operation.Path.Split('/').Select(part => part.StartsWith('{') ? "x1" : part));
                schema.Match(operation.Method, path).ShouldNotBeNull($"{version} {operation}").Operation.ShouldBe(operation);
            }
        }
    }
}
