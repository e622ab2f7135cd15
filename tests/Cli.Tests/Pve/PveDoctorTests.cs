namespace Proxima.Cli.Tests.Pve;

public sealed class PveDoctorTests
{
    private const string Auditor = """{"/":{"Sys.Audit":1,"Sys.Syslog":1,"VM.Audit":1,"VM.GuestAgent.Audit":1,"Datastore.Audit":1,"Pool.Audit":1,"SDN.Audit":1}}""";

    [Fact]
    public async Task An_auditor_is_well()
    {
        var shell = With(Auditor);

        var ended = await shell.RunAsync("pve", "doctor");

        ended.ExitCode.ShouldBe(0, ended.Output + ended.Error);
        ended.Output.ShouldContain("mon@pve!proxima can change nothing");
        shell.Proxmox.Asked.ShouldAllBe(request => request.Method == "GET");
    }

    [Fact]
    public async Task What_is_missing_comes_with_the_line_that_grants_it()
    {
        var ended = await With("""{"/":{"Sys.Audit":1}}""").RunAsync("pve", "doctor");

        ended.ExitCode.ShouldBe(1);
        ended.Output.ShouldContain("missing guests and their figures, configuration, snapshots: VM.Audit on /vms");
        ended.Output.ShouldContain("pveum acl modify /vms --tokens 'mon@pve!proxima' --roles PVEAuditor");
    }

    [Fact]
    public async Task What_is_too_much_is_a_finding_unless_it_is_meant()
    {
        var rights = Auditor.Replace("\"VM.Audit\":1", "\"VM.Audit\":1,\"VM.PowerMgmt\":1", StringComparison.Ordinal);

        var unmeant = await With(rights).RunAsync("pve", "doctor");
        var meant = await With(rights).RunAsync("pve", "doctor", "--may-write");

        unmeant.ExitCode.ShouldBe(1);
        unmeant.Output.ShouldContain("too much /: VM.PowerMgmt");
        meant.ExitCode.ShouldBe(0);
    }

    private static Shell With(string permissions)
    {
        var shell = new Shell();
        shell.Variables["PROXMOX_URL"] = "pve1";
        shell.Variables["PROXMOX_TOKEN"] = "mon@pve!proxima=11111111-2222-3333-4444-555555555555";
        shell.Proxmox.Has("GET /version", """{"version":"9.2.11","release":"9.2","repoid":"x"}""").Has("GET /access/permissions", permissions);
        return shell;
    }
}
