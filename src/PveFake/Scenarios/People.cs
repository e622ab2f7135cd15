using Proxima.PveFake.Access;
using Proxima.PveFake.Api.Guests;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Scenarios;

/// <summary>Who is there: root, an auditor, an operator of one pool, somebody without rights, and the tokens of programs.</summary>
internal static class People
{
    public static void Settle(PveWorld world)
    {
        var access = world.Access;
        var root = access.Users[PveFakeServer.User];
        root.Password = PveFakeServer.Password;
        AddToken(world, root, "proxima", false);
        if (world.IsBackupServer)
        {
            access.Realms["pbs"] = new AccessRealm("pbs", "pbs") { Comment = "Proxmox Backup authentication server" };
            var looker = access.AddUser("auditor@pbs", PveFakeServer.Password);
            access.Grant("/", "Audit", looker.Id);
            AddToken(world, looker, "monitor", false);
            return;
        }

        access.Groups["operators"] = new AccessGroup("operators") { Comment = "start and stop, nothing else" };
        var auditor = access.AddUser("auditor@pve", PveFakeServer.Password);
        auditor.Comment = "may look, may not touch";
        access.Grant("/", "PVEAuditor", auditor.Id);
        AddToken(world, auditor, "monitor", true);
        access.Grant("/", "PVEAuditor", "auditor@pve!monitor", AclKind.Token);
        var operatorUser = access.AddUser("operator@pve", PveFakeServer.Password);
        operatorUser.Groups.Add("operators");
        access.Grant("/pool/prod", "PVEVMUser", "operators", AclKind.Group);
        access.AddUser("nobody@pve", PveFakeServer.Password);
    }

    /// <summary>A token whose secret follows from the seed, so that a script may know it.</summary>
    public static void AddToken(PveWorld world, AccessUser user, string id, bool isSeparated)
        => user.Tokens[id] = new AccessToken(id)
        {
            Secret = CreationAnswers.Uuid(Wave.SeedOf(world.Seed, $"token {user.Id}!{id}")),
            IsSeparated = isSeparated,
        };
}
