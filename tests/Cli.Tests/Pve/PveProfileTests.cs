namespace Proxima.Cli.Tests.Pve;

public sealed class PveProfileTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Shell _shell = new();

    public PveProfileTests()
    {
        _shell.Variables["XDG_CONFIG_HOME"] = _folder.Path;
        _shell.Proxmox.Has("GET /version", """{"version":"9.2.11"}""");
        File.WriteAllText(_folder.Of("token"), "mon@pve!proxima=11111111-2222-3333-4444-555555555555\n");
        File.SetUnixFileMode(_folder.Of("token"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private string ProfileFile => Path.Combine(_folder.Path, "proxima", "pve.json");

    [Fact]
    public async Task A_profile_is_kept_in_a_file_for_its_owner_alone_and_used()
    {
        var fingerprint = string.Join(':', Enumerable.Repeat("AB", 32));
        (await _shell.RunAsync("pve", "profile", "add", "lab", "--address", "pve1", "--token-file", _folder.Of("token"), "--fingerprint", fingerprint, "--other", "pve2")).ExitCode.ShouldBe(0);

        File.GetUnixFileMode(ProfileFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await _shell.RunAsync("pve", "get", "/version")).ExitCode.ShouldBe(0);
        _shell.Proxmox.Endpoints[^2].Address.Host.ShouldBe("pve1");
        _shell.Proxmox.Endpoints[^2].Fingerprint.ShouldBe(fingerprint);
        _shell.Proxmox.Endpoints[^1].Address.Host.ShouldBe("pve2");
        var list = (await _shell.RunAsync("pve", "profile", "list")).Output;
        list.ShouldContain("lab");
        list.ShouldNotContain("11111111");
    }

    [Fact]
    public async Task A_profile_can_be_chosen_made_the_default_and_forgotten()
    {
        foreach (var name in (string[])["a", "b"])
        {
            await _shell.RunAsync("pve", "profile", "add", name, "--address", name, "--token-file", _folder.Of("token"));
        }

        await _shell.RunAsync("pve", "get", "/version", "--profile", "b");
        _shell.Proxmox.Endpoints[^1].Address.Host.ShouldBe("b");
        await _shell.RunAsync("pve", "profile", "use", "b");
        await _shell.RunAsync("pve", "profile", "remove", "a");
        await _shell.RunAsync("pve", "get", "/version");
        _shell.Proxmox.Endpoints[^1].Address.Host.ShouldBe("b");
        (await _shell.RunAsync("pve", "get", "/version", "--profile", "a")).Error.ShouldContain("there is no profile 'a'; there are b");
    }

    [Fact]
    public async Task Files_with_secrets_that_others_may_read_are_refused()
    {
        await _shell.RunAsync("pve", "profile", "add", "lab", "--address", "pve1", "--token-file", _folder.Of("token"));
        File.SetUnixFileMode(_folder.Of("token"), UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var token = await _shell.RunAsync("pve", "get", "/version");
        token.ExitCode.ShouldBe(2);
        token.Error.ShouldContain("chmod 600");

        File.SetUnixFileMode(ProfileFile, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        (await _shell.RunAsync("pve", "get", "/version")).Error.ShouldContain("pve.json");
    }

    [Theory]
    [InlineData("{ not json", "line 1")]
    [InlineData("""{"profiles":{"a":{"adress":"x"}}}""", "adress")]
    public async Task A_broken_file_is_said_where_it_is_broken(string text, string says)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ProfileFile) ?? "/");
        File.WriteAllText(ProfileFile, text);
        File.SetUnixFileMode(ProfileFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var ended = await _shell.RunAsync("pve", "profile", "list");

        ended.ExitCode.ShouldBe(2);
        ended.Error.ShouldContain(says);
    }

    [Theory]
    [InlineData("ftp://x")]
    [InlineData("root:pw@pve1")]
    public async Task A_wrong_address_shows_when_the_profile_is_made(string address)
    {
        var ended = await _shell.RunAsync("pve", "profile", "add", "lab", "--address", address, "--token-file", _folder.Of("token"));

        ended.ExitCode.ShouldBe(2);
        File.Exists(ProfileFile).ShouldBeFalse();
    }

    public void Dispose() => _folder.Dispose();
}
