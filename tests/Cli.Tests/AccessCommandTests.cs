using System.Net;
using Proxima.Cli.Client;
using Proxima.Server.Features.Access;
using Proxima.Server.Platform.Auth;

namespace Proxima.Cli.Tests;

/// <summary><c>proxima user</c>, <c>role</c> and <c>token</c>.</summary>
public sealed class AccessCommandTests
{
    private static readonly UserInfo Anna = new()
    {
        Id = "00000000000000aa",
        Name = "anna",
        DisplayName = "Anna",
        IsDisabled = false,
        IsYou = false,
        IsLastAdministrator = false,
        IsAboveYou = false,
        Assignments = [new AssignmentInfo("viewer", new BoundsInfo(false, [new PlaceRef(PlaceKind.Node, "0190", "pve1")])) { RoleName = "Viewer" }],
        Scopes = ["read"],
        Sessions = 2,
        Tokens = 1,
        CreatedAt = FakeServer.Now,
        PasswordChangedAt = FakeServer.Now,
    };

    private static readonly RoleInfo Viewer = new()
    {
        Id = "viewer", Name = "Viewer", IsBuiltIn = true, IsEverything = false, Scopes = ["read"], Users = 1,
    };

    private static readonly TokenInfo Backup = new()
    {
        Prefix = "0a1b2c3d",
        Name = "backup",
        OwnerId = Anna.Id,
        OwnerName = "anna",
        State = TokenState.Active,
        Scopes = ["read"],
        IsEverything = false,
        EffectiveScopes = ["read"],
        Bounds = new BoundsInfo(true, []),
        CreatedAt = FakeServer.Now,
        ExpiresAt = FakeServer.Now.AddDays(90),
        UsedAt = FakeServer.Now.AddMinutes(-5),
    };

    [Fact]
    public async Task Users_are_listed_with_what_they_may_and_where()
    {
        var shell = new Shell { Server = Server() };
        var ended = await shell.RunAsync("user", "list");
        ended.ExitCode.ShouldBe(0, ended.Error);
        ended.OutputLines[1].ShouldMatch("^anna +enabled +Viewer pve1 +2 +1$");
        (await shell.RunAsync("user", "list", "--json")).Output.ShouldContain("\"isLastAdministrator\":false");
    }

    [Fact]
    public async Task A_new_users_password_comes_from_standard_input_and_is_no_argument()
    {
        var shell = new Shell { Server = Server(), Input = Shell.Bytes("a long enough passphrase\nsecond line\n") };
        var ended = await shell.RunAsync("user", "create", "anna", "--within", "node:0190");
        ended.ExitCode.ShouldBe(0, ended.Error);
        ended.Output.ShouldContain("anna may sign in");
        var body = shell.Server.Bodies.ShouldHaveSingleItem();
        body.ShouldContain("\"password\":\"a long enough passphrase\"");
        body.ShouldContain("\"roleId\":\"viewer\"");
        body.ShouldContain("\"kind\":\"node\"");
        (ended.Output + ended.Error).ShouldNotContain("passphrase");
        (await shell.RunAsync("user", "create", "anna", "--password", "x")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Without_a_password_nothing_is_asked_of_the_server()
    {
        var shell = new Shell { Server = Server() };
        var ended = await shell.RunAsync("user", "reset", "anna");
        ended.ExitCode.ShouldBe(2);
        ended.Error.ShouldContain("standard input holds no password");
        shell.Server.Bodies.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("disable", "/api/users/00000000000000aa/disable", "anna is disabled")]
    [InlineData("enable", "/api/users/00000000000000aa/enable", "anna is enabled")]
    [InlineData("remove", "/api/users/00000000000000aa", "anna is removed")]
    public async Task A_user_is_changed_by_name(string verb, string path, string says)
    {
        var shell = new Shell { Server = Server() };
        var ended = await shell.RunAsync("user", verb, "ANNA");
        ended.ExitCode.ShouldBe(0, ended.Error);
        ended.Output.Trim().ShouldBe(says);
        shell.Server.Asked.ShouldContain(path);
        (await shell.RunAsync("user", verb, "ann")).Error.ShouldContain("there is no user 'ann'");
    }

    [Fact]
    public async Task A_token_goes_to_standard_output_alone()
    {
        var shell = new Shell { Server = Server() };
        var ended = await shell.RunAsync("token", "create", "backup", "--user", "anna");
        ended.ExitCode.ShouldBe(0, ended.Error);
        ended.Output.ShouldBe("prx_0a1b2c3d_secret\n");
        ended.Error.ShouldContain("good until 2025-08-30");
        shell.Server.Bodies.ShouldHaveSingleItem().ShouldContain("\"preset\":\"read_only\"");
        ended = await shell.RunAsync("token", "rotate", "0a1b2c3d", "--overlap", "60");
        ended.Output.ShouldBe("prx_0a1b2c3d_secret\n");
        shell.Server.Bodies[^1].ShouldContain("\"overlapSeconds\":60");
        (await shell.RunAsync("token", "revoke", "0a1b2c3d")).Output.ShouldContain("revoked");
        (await shell.RunAsync("token", "create", "backup")).ExitCode.ShouldBe(2, "whose it is has to be said");
    }

    [Fact]
    public async Task Tokens_and_roles_are_listed()
    {
        var shell = new Shell { Server = Server() };
        (await shell.RunAsync("token", "list")).OutputLines[1].ShouldMatch("^0a1b2c3d +anna +backup +active +read +everywhere +2025-08-30 +5");
        shell.Server.Asked.ShouldContain("/api/tokens?limit=500&all=true");
        (await shell.RunAsync("token", "list", "--user", "anna")).ExitCode.ShouldBe(0);
        shell.Server.Asked.ShouldContain("/api/tokens?limit=500&user=00000000000000aa");
        (await shell.RunAsync("role", "list")).OutputLines[1].ShouldMatch("^Viewer +1 +read$");
        (await shell.RunAsync("role", "create", "Night", "--scope", "read", "--scope", "guest.control")).ExitCode.ShouldBe(0);
        shell.Server.Bodies[^1].ShouldContain("""["read","guest.control"]""");
        (await shell.RunAsync("role", "remove", "viewer")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_refusal_is_one_line_that_says_why()
    {
        var server = Server().Has(
            "/api/users/00000000000000aa/disable",
            """{"title":"Nobody would be left to manage access","detail":"Give another user access.manage first","code":"last-administrator"}""",
            HttpStatusCode.Conflict);
        var ended = await new Shell { Server = server }.RunAsync("user", "disable", "anna");
        ended.ExitCode.ShouldBe(1);
        ended.ErrorLines.ShouldHaveSingleItem().ShouldContain("refused: Nobody would be left to manage access: Give another user");
    }

    [Theory]
    [InlineData("tag:prod")]
    [InlineData("node")]
    [InlineData("node:a b")]
    public async Task A_place_that_is_none_is_wrong_usage(string place)
    {
        var shell = new Shell { Server = Server(), Input = Shell.Bytes("a long enough passphrase") };
        var ended = await shell.RunAsync("user", "create", "berta", "--within", place);
        ended.ExitCode.ShouldBe(2);
        shell.Server.Bodies.ShouldBeEmpty();
    }

    private static FakeServer Server() => new FakeServer()
        .Has("/api/users", new UserPage([Anna], 1, 0, 100), CliJson.Default.UserPage)
        .Has("POST /api/users", Anna, CliJson.Default.UserInfo)
        .Has("/api/users/00000000000000aa", "", HttpStatusCode.NoContent)
        .Has("/api/users/00000000000000aa/disable", Anna, CliJson.Default.UserInfo)
        .Has("/api/users/00000000000000aa/enable", Anna, CliJson.Default.UserInfo)
        .Has("/api/roles", new RoleList([Viewer]), CliJson.Default.RoleList)
        .Has("/api/roles/viewer", "", HttpStatusCode.NoContent)
        .Has("/api/tokens", new TokenList([Backup], 1), CliJson.Default.TokenList)
        .Has("POST /api/tokens", new TokenMade(Backup, "prx_0a1b2c3d_secret"), CliJson.Default.TokenMade)
        .Has("/api/tokens/0a1b2c3d/rotate", new TokenMade(Backup, "prx_0a1b2c3d_secret"), CliJson.Default.TokenMade)
        .Has("/api/tokens/0a1b2c3d", "", HttpStatusCode.NoContent);
}
