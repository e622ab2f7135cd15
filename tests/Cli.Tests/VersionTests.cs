using System.Text.Json;

namespace Proxima.Cli.Tests;

public sealed class VersionTests
{
    private const string Access = """{"needsSetup":false,"version":"9.8.7"}""";

    [Fact]
    public async Task The_version_of_program_and_server_are_printed()
    {
        var ended = await new Shell { Server = new FakeServer().Has("/api/access", Access) }.RunAsync("version");

        ended.ExitCode.ShouldBe(0);
        ended.OutputLines[0].ShouldStartWith($"proxima {ProgramVersion.Text}");
        ended.OutputLines[1].ShouldBe("server  9.8.7");
    }

    [Fact]
    public async Task Without_a_server_the_version_of_the_program_is_still_an_answer()
    {
        var ended = await new Shell { Server = new FakeServer { Fails = new HttpRequestException("no") } }.RunAsync("version", "--data", "/srv/p");

        ended.ExitCode.ShouldBe(0);
        ended.Error.ShouldBeEmpty();
        ended.OutputLines[1].ShouldStartWith("server  no server answers on /srv/p/proxima.sock");
    }

    [Fact]
    public async Task Json_has_both()
    {
        var ended = await new Shell { Server = new FakeServer().Has("/api/access", Access) }.RunAsync("version", "--json");

        using var json = JsonDocument.Parse(ended.Output);
        json.RootElement.GetProperty("version").GetString().ShouldBe(ProgramVersion.Text);
        json.RootElement.GetProperty("runtime").GetString().ShouldNotBeNull().ShouldStartWith(".NET 10");
        json.RootElement.GetProperty("server").GetString().ShouldBe("9.8.7");
        json.RootElement.TryGetProperty("serverProblem", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Json_says_why_there_is_no_server()
    {
        var ended = await new Shell { Server = new FakeServer { Fails = new HttpRequestException("no") } }.RunAsync("version", "--json");

        using var json = JsonDocument.Parse(ended.Output);
        json.RootElement.TryGetProperty("server", out _).ShouldBeFalse();
        json.RootElement.GetProperty("serverProblem").GetString().ShouldNotBeNull().ShouldContain("no server answers");
    }

    [Fact]
    public void The_version_is_one() => Version.TryParse(ProgramVersion.Text.Split('-')[0], out _).ShouldBeTrue();
}
