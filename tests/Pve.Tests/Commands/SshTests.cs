using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Proxima.Pve.Commands;
using Proxima.Pve.Failures;
using Proxima.Pve.Tests.Recordings;
using Proxima.TestKit;

namespace Proxima.Pve.Tests.Commands;

/// <summary>pvesh over SSH, against a real sshd on loopback where there is one.</summary>
public sealed class SshTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("a'b", "'a'\\''b'")]
    [InlineData("$(id) `id` \\ \n \"", "'$(id) `id` \\ \n \"'")]
    [InlineData("", "''")]
    public void A_word_is_quoted_for_the_remote_shell(string word, string quoted) => SshTarget.Quoted(word).ShouldBe(quoted);

    [Fact]
    public void Host_keys_are_strict_and_nothing_is_asked()
    {
        var arguments = new SshTarget("pve1") { KnownHosts = "/k n", IdentityFile = "/id", Port = 2222 }.Arguments(["pvesh", "get", "/version"]);

        string.Join(' ', arguments).ShouldBe(
            "-T -o BatchMode=yes -o StrictHostKeyChecking=yes -o ClearAllForwardings=yes -o ForwardAgent=no -o ConnectTimeout=5 -p 2222 -l root "
            + "-o UserKnownHostsFile=\"/k n\" -o GlobalKnownHostsFile=/dev/null -i /id -o IdentitiesOnly=yes -- pve1 'pvesh' 'get' '/version'");
    }

    [Theory]
    [InlineData("-oProxyCommand=id", "root")]
    [InlineData("pve1", "-l")]
    [InlineData("", "root")]
    [InlineData("a b", "root")]
    public void What_ssh_would_take_for_an_option_is_no_host(string host, string user)
        => Should.Throw<FormatException>(() => new SshTarget(host) { User = user }.Arguments(["true"]));

    [Fact]
    public async Task A_real_sshd_carries_every_argument_whole_and_its_errors()
    {
        using var folder = new TestFolder();
        using var sshd = Sshd.Start(folder);
        using var pve = new PveClient(Clients.Connection(null, sshd.Target.Pvesh()));

        var heard = await pve.CallAsync("PUT", "/nodes/pve1/qemu/100/config", new Proxima.Pve.Writing.PveParameters { ["description"] = "it's $(id)\n\"x\" \\ `y` *" }, Stop);

        heard?.GetProperty("arguments").EnumerateArray().Last().GetString().ShouldBe("--description=it's $(id)\n\"x\" \\ `y` *");
        (await Should.ThrowAsync<PveException>(() => pve.GetAsync("/bad", Stop))).Errors["vmid"].ShouldBe("type check ('integer') failed - got 'abc'");
    }

    [Fact]
    public async Task An_unknown_and_a_changed_host_key_end_the_call()
    {
        using var folder = new TestFolder();
        using var sshd = Sshd.Start(folder);
        File.WriteAllText(folder.Of("empty"), string.Empty);
        File.WriteAllText(folder.Of("changed"), $"[127.0.0.1]:{sshd.Target.Port} {File.ReadAllText(folder.Of("id.pub"))}");

        (await TroubleAsync(sshd.Target with { KnownHosts = folder.Of("empty") })).ShouldBe(PveTrouble.Untrusted);
        (await TroubleAsync(sshd.Target with { KnownHosts = folder.Of("changed") })).ShouldBe(PveTrouble.ChangedCertificate);
        (await TroubleAsync(sshd.Target with { IdentityFile = folder.Of("host") })).ShouldBe(PveTrouble.Program);
        (await TroubleAsync(sshd.Target with { Port = 1 })).ShouldBe(PveTrouble.Refused);
    }

    private static async Task<PveTrouble> TroubleAsync(SshTarget target)
    {
        using var pve = new PveClient(Clients.Connection(null, target.Pvesh()));
        return (await Should.ThrowAsync<PveTransportException>(() => pve.GetAsync("/version", Stop))).Trouble;
    }

    private sealed class Sshd : IDisposable
    {
        private readonly Process _process;

        private Sshd(Process process, SshTarget target) => (_process, Target) = (process, target);

        public SshTarget Target { get; }

        public static Sshd Start(TestFolder folder)
        {
            const string Program = "/usr/sbin/sshd";
            if (!File.Exists(Program))
            {
                throw Skip.Because("sshd is not installed (Debian: openssh-server)");
            }

            Run("ssh-keygen", "-q", "-t", "ed25519", "-N", string.Empty, "-f", folder.Of("host"));
            Run("ssh-keygen", "-q", "-t", "ed25519", "-N", string.Empty, "-f", folder.Of("id"));
            var port = FreePort();
            var bin = Directory.CreateDirectory(folder.Of("bin")).FullName;
            File.Move(FakePvesh.Write(folder), Path.Combine(bin, "pvesh"));
            File.Copy(folder.Of("id.pub"), folder.Of("authorized"));
            File.WriteAllText(folder.Of("known"), $"[127.0.0.1]:{port} {File.ReadAllText(folder.Of("host.pub"))}");
            File.WriteAllText(folder.Of("config"), $"""
                ListenAddress 127.0.0.1:{port}
                HostKey {folder.Of("host")}
                AuthorizedKeysFile {folder.Of("authorized")}
                StrictModes no
                PidFile none
                UsePAM no
                SetEnv PATH={bin}:{Environment.GetEnvironmentVariable("PATH")}
                """);
            if (Environment.IsPrivilegedProcess)
            {
                // Where sshd of root puts itself away; the package's service makes it.
                Directory.CreateDirectory("/run/sshd");
            }

            var process = Process.Start(new ProcessStartInfo(Program, ["-D", "-e", "-f", folder.Of("config")]) { RedirectStandardError = true }) ?? throw new InvalidOperationException("sshd did not start");
            // It says when it listens.
            while (process.StandardError.ReadLine() is { } line && !line.Contains("listening", StringComparison.OrdinalIgnoreCase))
            {
                if (line.Contains("fatal", StringComparison.Ordinal) || line.Contains("error", StringComparison.Ordinal))
                {
                    throw Skip.Because($"sshd does not start here: {line}");
                }
            }

            // What it says further is read and forgotten, so that it never waits for a reader.
            _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
            return new Sshd(process, new SshTarget("127.0.0.1") { Port = port, User = Environment.UserName, KnownHosts = folder.Of("known"), IdentityFile = folder.Of("id") });
        }

        public void Dispose()
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            _process.Dispose();
        }

        private static void Run(string program, params string[] arguments)
        {
            using var process = Process.Start(program, arguments);
            process.WaitForExit();
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
