using System.Net;
using Proxima.Cli.Client;
using Proxima.Server.Platform.Secrets;

namespace Proxima.Cli.Tests.Secrets;

public sealed class SecretsCommandTests
{
    private static RotationResult Result => new()
    {
        OldKeyId = "0badcafe", NewKeyId = "deadbeef", Values = 12, Unreadable = [], Retired = ["0badcafe"], Kept = [],
    };

    [Fact]
    public async Task A_rotation_says_what_became_of_the_old_key_and_what_to_copy()
    {
        var ended = await RotateAsync(Result);

        ended.ExitCode.ShouldBe(ExitCodes.Done);
        ended.Output.ShouldContain("Rotated: key 0badcafe to deadbeef, 12 values sealed anew");
        ended.Output.ShouldContain("keys/retired/0badcafe.key");
        ended.Output.ShouldContain("keys/root.key");
    }

    [Fact]
    public async Task A_value_that_does_not_open_is_named_and_exit_code_3()
    {
        var ended = await RotateAsync(Result with { Unreadable = ["endpoints/1/password"], Retired = [], Kept = ["0badcafe: endpoints.password"] });

        ended.ExitCode.ShouldBe(ExitCodes.Warning);
        ended.Output.ShouldContain("endpoints/1/password");
        ended.Output.ShouldContain("still needed");
    }

    [Fact]
    public async Task A_key_that_comes_from_outside_is_one_line_that_says_what_to_do()
    {
        var server = new FakeServer().Has(
            "/api/secrets/rotate", """{"title":"The root key was not rotated","detail":"put its present value into keys/x.key"}""", HttpStatusCode.Conflict);

        var ended = await new Shell { Server = server }.RunAsync("secrets", "rotate");

        ended.ExitCode.ShouldBe(ExitCodes.Failed);
        ended.ErrorLines.ShouldHaveSingleItem().ShouldContain("put its present value into");
    }

    [Fact]
    public async Task The_list_shows_names_and_states()
    {
        var keys = new RootKeysInfo
        {
            Source = RootKeySource.Credential,
            Keys =
            [
                new RootKeyInfo { Id = "deadbeef", CreatedAt = FakeServer.Now, IsActive = true, IsHere = true, Values = 12 },
                new RootKeyInfo { Id = "0badcafe", CreatedAt = FakeServer.Now, RetiredAt = FakeServer.Now, IsActive = false, IsHere = false, Values = 0 },
                new RootKeyInfo { Id = "cafebabe", CreatedAt = FakeServer.Now, IsActive = false, IsHere = false, Values = 3 },
            ],
        };
        var server = new FakeServer().Has("/api/secrets", keys, CliJson.Default.RootKeysInfo);

        var ended = await new Shell { Server = server }.RunAsync("secrets", "list");

        ended.Output.ShouldContain("systemd credential");
        ended.OutputLines.ShouldContain(line => line.Contains("deadbeef", StringComparison.Ordinal) && line.Contains("in use", StringComparison.Ordinal));
        ended.OutputLines.ShouldContain(line => line.Contains("0badcafe", StringComparison.Ordinal) && line.Contains("put away", StringComparison.Ordinal));
        ended.OutputLines.ShouldContain(line => line.Contains("cafebabe", StringComparison.Ordinal) && line.Contains("not here", StringComparison.Ordinal));
    }

    private static Task<Ended> RotateAsync(RotationResult result)
        => new Shell { Server = new FakeServer().Has("/api/secrets/rotate", result, CliJson.Default.RotationResult) }.RunAsync("secrets", "rotate");
}
