using System.Text.Json;
using Proxima.Pve.Rights;

namespace Proxima.Pve.Tests.Rights;

public sealed class RightsTests
{
    [Fact]
    public void A_right_holds_below_its_path_when_it_propagates()
    {
        var rights = Read("""{"/":{"Sys.Audit":1,"VM.Audit":"0"},"/vms":{"VM.Audit":1},"/vms/100":{"VM.PowerMgmt":1}}""");

        rights.Has("/", "Sys.Audit").ShouldBeTrue();
        rights.Has("/nodes/pve1", "Sys.Audit").ShouldBeTrue();
        rights.Has("/", "VM.Audit").ShouldBeTrue();
        rights.Has("/nodes", "VM.Audit").ShouldBeFalse();
        rights.Has("/vms/200", "VM.Audit").ShouldBeTrue();
        // A longer path says all about itself.
        rights.Has("/vms/100", "VM.Audit").ShouldBeFalse();
        rights.Has("/vms/100/snapshot", "VM.PowerMgmt").ShouldBeTrue();
        rights.Has("/storage", "Datastore.Audit").ShouldBeFalse();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"/\":7}")]
    public void What_is_no_list_gives_no_right(string json) => Read(json).Has("/", "Sys.Audit").ShouldBeFalse();

    [Fact]
    public void An_auditor_lacks_only_what_no_auditor_has_and_can_change_nothing()
    {
        var rights = Read("""{"/":{"Sys.Audit":1,"VM.Audit":1,"Datastore.Audit":1,"Pool.Audit":1,"SDN.Audit":1,"Mapping.Audit":1,"VM.GuestAgent.Audit":1}}""");

        PveNeeds.Missing(rights, PveNeeds.Of(9), "root@pam!proxima").ShouldHaveSingleItem().Fix
            .ShouldBe("pveum role add ProximaSysSyslog --privs Sys.Syslog; pveum acl modify /nodes --tokens 'root@pam!proxima' --roles ProximaSysSyslog");
        PveNeeds.Powers(rights).ShouldBeEmpty();
    }

    [Fact]
    public void Without_rights_everything_is_missing_each_with_its_line()
    {
        var lacks = PveNeeds.Missing(Read("{}"), PveNeeds.Of(9), "mon@pve");

        lacks.Count.ShouldBe(PveNeeds.Of(9).Count);
        lacks.ShouldAllBe(lack => lack.Fix.StartsWith("pveum ", StringComparison.Ordinal) && lack.Fix.Contains("--users 'mon@pve'", StringComparison.Ordinal));
        lacks[0].Fix.ShouldBe("pveum acl modify /nodes --users 'mon@pve' --roles PVEAuditor");
    }

    [Fact]
    public void Every_privilege_that_allows_a_change_is_found_and_an_unknown_one_counts_as_one()
    {
        var powers = PveNeeds.Powers(Read("""{"/":{"Sys.Audit":1,"Sys.Syslog":1},"/vms/100":{"VM.PowerMgmt":1,"VM.Audit":1,"VM.Future":1},"/pool/x":{"Pool.Audit":0}}"""));

        var power = powers.ShouldHaveSingleItem();
        power.Path.ShouldBe("/vms/100");
        power.Privileges.ShouldBe(["VM.Future", "VM.PowerMgmt"]);
    }

    [Fact]
    public void A_path_that_may_the_same_as_the_one_above_it_is_told_once()
    {
        var powers = PveNeeds.Powers(Read("""{"/":{"VM.Allocate":1},"/vms":{"VM.Allocate":1},"/vms/100":{"VM.Allocate":1,"VM.PowerMgmt":1}}"""));

        powers.Select(power => power.Path).ShouldBe(["/", "/vms/100"]);
    }

    [Fact]
    public void Rights_on_a_backup_server_are_given_by_its_own_command()
        => PveNeeds.Missing(PveRights.Read(null), PveNeeds.OfBackupServer, "mon@pbs!proxima").ShouldContain(lack
            => lack.Fix == "proxmox-backup-manager acl update /datastore Audit --auth-id 'mon@pbs!proxima'");

    [Fact]
    public void Every_privilege_the_schema_asks_of_a_write_counts_as_a_change()
    {
        // A privilege that some write asks alone must not pass for reading.
        var schema = Proxima.Pve.Schema.PveSchema.Load("pve-9.2");
        var writes = schema.Operations.Where(operation => operation.Method != "GET" && operation.Permissions.Check is not null)
            .SelectMany(operation => PrivilegesIn(operation.Permissions.Check ?? default)).Where(privilege => !privilege.EndsWith(".Audit", StringComparison.Ordinal)).Distinct();

        writes.Where(privilege => !PveNeeds.IsChange(privilege)).ShouldBeSubsetOf(["VM.GuestAgent.FileRead"]);
    }

    [Fact]
    public void An_older_server_is_asked_for_the_privileges_it_has()
    {
        PveNeeds.Of(8).ShouldContain(need => need.AnyOf.Contains("VM.Monitor") && need.IsChange);
        PveNeeds.Of(9).ShouldNotContain(need => need.AnyOf.Contains("VM.Monitor"));
    }

    private static IEnumerable<string> PrivilegesIn(JsonElement check) => check.ValueKind switch
    {
        JsonValueKind.Array => check.EnumerateArray().SelectMany(PrivilegesIn),
        JsonValueKind.String when check.GetString() is { } text && text.Contains('.', StringComparison.Ordinal) && !text.StartsWith('/') => [text],
        _ => [],
    };

    private static PveRights Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return PveRights.Read(document.RootElement.Clone());
    }
}
