using Proxima.PveFake.Access;
using Proxima.PveFake.Tests.Schema;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Tests.Access;

/// <summary>Who may do what: the list goes down the tree, the deeper entry wins, a token is at most its user.</summary>
public sealed class PermissionTests
{
    private readonly Desk _desk = new();

    private AccessDirectory Access => _desk.World.Access;

    private Permissions Permissions => new(_desk.World);

    [Fact]
    public void A_role_at_the_root_reaches_everything_and_one_that_does_not_propagate_only_its_place()
    {
        Access.AddUser("u@pve", "x");
        Access.Grant("/vms", "PVEVMUser", "u@pve", propagates: false);
        Permissions.Has(User("u@pve"), "/vms", "VM.PowerMgmt").ShouldBeTrue();
        Permissions.Has(User("u@pve"), "/vms/100", "VM.PowerMgmt").ShouldBeFalse();
        Access.Grant("/", "PVEAuditor", "u@pve");
        Permissions.Has(User("u@pve"), "/vms/100", "VM.Audit").ShouldBeTrue();
    }

    [Fact]
    public void The_deeper_entry_takes_the_place_of_the_upper_one_and_NoAccess_takes_all()
    {
        Access.AddUser("u@pve", "x");
        Access.Grant("/", "Administrator", "u@pve");
        Access.Grant("/vms/102", "PVEAuditor", "u@pve");
        Permissions.Has(User("u@pve"), "/vms/102", "VM.PowerMgmt").ShouldBeFalse();
        Permissions.Has(User("u@pve"), "/vms/103", "VM.PowerMgmt").ShouldBeTrue();
        Access.Grant("/storage", "NoAccess", "u@pve");
        Permissions.At(User("u@pve"), "/storage/local").ShouldBeEmpty();
    }

    [Fact]
    public void A_users_own_entry_hides_those_of_its_groups_at_the_same_place()
    {
        Access.Groups["g"] = new AccessGroup("g");
        Access.AddUser("u@pve", "x").Groups.Add("g");
        Access.Grant("/vms", "PVEVMAdmin", "g", AclKind.Group);
        Permissions.Has(User("u@pve"), "/vms/100", "VM.Allocate").ShouldBeTrue();
        Access.Grant("/vms", "PVEAuditor", "u@pve");
        Permissions.Has(User("u@pve"), "/vms/100", "VM.Allocate").ShouldBeFalse();
    }

    [Fact]
    public void A_separated_token_has_only_what_both_it_and_its_user_have()
    {
        var user = Access.AddUser("u@pve", "x");
        user.Tokens["t"] = new AccessToken("t");
        var token = new Caller("u@pve", "t");
        Access.Grant("/", "PVEAuditor", "u@pve");
        Permissions.Has(token, "/nodes/pve1", "Sys.Audit").ShouldBeFalse();
        Access.Grant("/", "Administrator", "u@pve!t", AclKind.Token);
        Permissions.Has(token, "/nodes/pve1", "Sys.Audit").ShouldBeTrue();
        Permissions.Has(token, "/nodes/pve1", "Sys.Modify").ShouldBeFalse();
        user.Tokens["t"].IsSeparated = false;
        Access.ForgetInAcl(entry => entry.Kind is AclKind.Token);
        Permissions.Has(token, "/nodes/pve1", "Sys.Audit").ShouldBeTrue();
    }

    [Fact]
    public async Task Rights_on_a_pool_hold_for_its_members_and_lists_show_only_those()
    {
        _desk.Caller = User("operator@pve");
        var rows = (await _desk.GetAsync("/cluster/resources", ("type", "vm")))?.AsArray() ?? [];
        rows.Count.ShouldBe(_desk.World.Pools["prod"].Guests.Count);
        var member = _desk.World.Guests[_desk.World.Pools["prod"].Guests.First()];
        var stranger = _desk.World.Guests.Values.First(guest => !_desk.World.Pools["prod"].Guests.Contains(guest.Id));
        (await _desk.AskAsync("POST", $"/nodes/{member.Node}/{member.TypeText}/{member.Id}/status/stop")).Status.ShouldBe(200);
        var refused = await _desk.AskAsync("POST", $"/nodes/{stranger.Node}/{stranger.TypeText}/{stranger.Id}/status/stop");
        (refused.Status, refused.Message).ShouldBe((403, $"Permission check failed (/vms/{stranger.Id}, VM.PowerMgmt)"));
    }

    [Fact]
    public async Task A_token_of_root_is_not_root_where_only_root_will_do()
    {
        _desk.Caller = new Caller("root@pam", "proxima");
        var guest = _desk.World.Guests.Values.First(guest => guest.Kind is GuestKind.Qemu);
        (await _desk.AskAsync("PUT", $"/nodes/{guest.Node}/qemu/{guest.Id}/config",
            ("lock", "backup"))).Message.ShouldBe("only root can set 'lock' config");
        (await _desk.AskAsync("POST", "/nodes/pve1/execute", ("commands", "[]"))).Status.ShouldBe(403);
        _desk.Caller = User("root@pam");
        (await _desk.AskAsync("PUT", $"/nodes/{guest.Node}/qemu/{guest.Id}/config", ("lock", "backup"))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Users_groups_roles_and_entries_can_be_made_and_taken_away()
    {
        (await _desk.AskAsync("POST", "/access/groups", ("groupid", "team"))).Status.ShouldBe(200);
        (await _desk.AskAsync("POST", "/access/users", ("userid", "new@pve"), ("password", "secret12"),
            ("groups", "team"))).Status.ShouldBe(200);
        (await _desk.AskAsync("POST", "/access/users",
            ("userid", "new@pve"))).Message.ShouldBe("create user failed: user 'new@pve' already exists");
        (await _desk.AskAsync("POST", "/access/roles", ("roleid", "Mine"), ("privs", "VM.Audit,VM.Console"))).Status.ShouldBe(200);
        (await _desk.AskAsync("PUT", "/access/acl", ("path", "/vms"), ("groups", "team"), ("roles", "Mine"))).Status.ShouldBe(200);
        Permissions.Has(User("new@pve"), "/vms/100", "VM.Console").ShouldBeTrue();
        (await _desk.AskAsync("DELETE", "/access/roles/Mine")).Status.ShouldBe(200);
        Permissions.Has(User("new@pve"), "/vms/100", "VM.Console").ShouldBeFalse();
        (await _desk.AskAsync("DELETE", "/access/roles/Administrator")).Status.ShouldBe(500);
    }

    private static Caller User(string id) => new(id, null);
}
