using Proxima.Pve.Schema;

namespace Proxima.Pve.Tests.Schema;

public sealed class ApiDocTests
{
    private const string Script = """
        // served by a node
        const apiSchema = [
           {
              "children" : [
                 {
                    "info" : {
                       "POST" : {
                          "allowtoken" : 1, "description" : "Takes [brackets] and \"quotes\" ]", "method" : "POST", "name" : "create_vm", "protected" : 1, "proxyto" : "node",
                          "permissions" : { "check" : ["perm", "/vms/{vmid}", ["VM.Allocate"]] },
                          "parameters" : { "additionalProperties" : 0, "properties" : {
                             "node" : { "type" : "string", "format" : "pve-node" },
                             "net[n]" : { "type" : "string", "optional" : 1, "format" : { "model" : { "type" : "string", "default_key" : 1 }, "virtio" : { "alias" : "macaddr", "keyAlias" : "model" } } },
                             "boot" : { "type" : "string", "optional" : 1, "format" : "pve-qm-boot" }
                          } },
                          "returns" : { "type" : "string" }
                       }
                    },
                    "leaf" : 0, "path" : "/nodes/{node}/qemu", "text" : "qemu"
                 }
              ],
              "path" : "/nodes", "text" : "nodes"
           }
        ]
        ;
        Ext.onReady(function() { var x = [1]; });
        """;

    [Fact]
    public void The_script_of_a_node_becomes_a_schema()
    {
        var schema = ApiDoc.Read(Script, "Proxmox VE", "9.9.1", PveSchema.Load("pve-9.2").Formats);

        var operation = schema.Operations.ShouldHaveSingleItem();
        (operation.Method, operation.Path, operation.Name, operation.Protected, operation.ProxyTo).ShouldBe(("POST", "/nodes/{node}/qemu", "create_vm", true, "node"));
        operation.Parameter("net3").ShouldNotBeNull().Keys.ShouldNotBeNull()["virtio"].KeyAlias.ShouldBe("model");
        operation.Parameter("boot").ShouldNotBeNull().Keys.ShouldNotBeNull().Keys.ShouldContain("order");
        PveSchema.Parse(schema.ToText()).Find("POST", "/nodes/{node}/qemu").ShouldNotBeNull().Permissions.Check.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("const apiSchema = [ {")]
    [InlineData("const apiSchema = [ {{} ]")]
    [InlineData("const apiSchema = [ 7 ]")]
    public void Anything_else_is_refused(string script) => Should.Throw<FormatException>(() => ApiDoc.Read(script, "Proxmox VE", "9"));
}
