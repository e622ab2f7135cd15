using Proxima.Pve;
using Proxima.Pve.Auth;
using Proxima.Pve.Failures;
using Proxima.Pve.Generated.Ve;
using Proxima.Pve.Tasks;
using Proxima.Pve.Transport;
using Proxima.PveFake.Access;
using Proxima.PveFake.Faults;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Tests.Client;

/// <summary>
/// The product's own client and the mock, over a real connection: what one sends the other understands, and every fault is told
/// apart.
/// </summary>
public sealed class ClientTests : IAsyncLifetime
{
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private PveFakeServer? _fake;

    private PveFakeServer Fake => _fake ?? throw new InvalidOperationException("not started");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
        => _fake = await PveFakeServer.StartAsync(new PveFakeOptions { Scenario = "lab", Pace = 0.02, FailedLoginDelay = TimeSpan.Zero,
            LockPatience = TimeSpan.FromSeconds(1) }, Token);

    public async ValueTask DisposeAsync()
    {
        if (_fake is not null)
        {
            await _fake.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_machine_is_made_started_seen_and_deleted_by_the_typed_client()
    {
        using var pve = WithToken();
        (await pve.Nodes.GetAsync(Token)).Count.ShouldBe(3);
        var node = pve.Nodes["pve1"];
        await DoneAsync(pve, await node.Qemu.PostAsync(new NodesQemuPost { Vmid = 900, Name = "typed", Cores = 2 }, Token));
        (await node.Qemu[900].Config.GetAsync(Token)).Name.ShouldBe("typed");
        await DoneAsync(pve, await node.Qemu[900].Status.Start.PostAsync(Token));
        var rows = await node.Qemu.GetAsync(Token);
        rows.Unread.ShouldBeEmpty();
        rows.Misread.ShouldBeEmpty();
        rows.Any(row => row.Name == "typed").ShouldBeTrue();
        await DoneAsync(pve, await node.Qemu[900].Snapshot.PostAsync(new NodesQemuSnapshotPost { Snapname = "s1" }, Token));
        (await node.Qemu[900].Snapshot.GetAsync(Token)).Count.ShouldBe(2);
        await DoneAsync(pve, await node.Qemu[900].Status.Stop.PostAsync(Token));
        await DoneAsync(pve, await node.Qemu[900].DeleteAsync(Token));
        var gone = await Should.ThrowAsync<PveException>(() => node.Qemu[900].Config.GetAsync(Token));
        (gone.Status, gone.Reason).ShouldBe((500, "Configuration file 'nodes/pve1/qemu-server/900.conf' does not exist"));
    }

    [Fact]
    public async Task A_log_in_with_a_second_factor_opens_reads_and_writes()
    {
        Fake.World.Access.Users["root@pam"].Factors.Add(new SecondFactor("totp:1", "totp") { Secret = Secret });
        using var login = new PveLogin("root@pam", _ => ValueTask.FromResult(PveFakeServer.Password), (kinds, _) =>
        {
            kinds.ShouldContain("totp");
            return ValueTask.FromResult<PveSecondFactor?>(PveSecondFactor.Totp(TotpCodes.CodeAt(Secret,
                Fake.World.Now.ToUnixTimeSeconds())));
        });
        using var pve = With(login);
        await pve.PostAsync("/pools", new Pve.Writing.PveParameters().Add("poolid", "second"), Token);
        Fake.World.Pools.ShouldContainKey("second");
    }

    [Fact]
    public async Task A_bad_parameter_and_a_missing_right_come_back_with_names()
    {
        using var pve = WithToken();
        var bad = await Should.ThrowAsync<PveException>(()
            => pve.PutAsync("/nodes/pve1/qemu/100/config", new Pve.Writing.PveParameters().Add("onboot", "maybe"), Token));
        bad.Errors["onboot"].ShouldBe("type check ('boolean') failed - got 'maybe'");
        using var looker = PveClient.WithToken(Fake.Address.AbsoluteUri,
            $"auditor@pve!monitor={Fake.World.Access.Users["auditor@pve"].Tokens["monitor"].Secret}", Fake.Fingerprint);
        (await looker.Nodes.GetAsync(Token)).Count.ShouldBe(3);
        var refused = await Should.ThrowAsync<PveException>(() => looker.GetAsync("/nodes/pve1/apt/update", Token));
        (refused.Status, refused.MissingPath).ShouldBe((403, "/nodes/pve1"));
        refused.MissingPrivileges.ShouldBe(["Sys.Modify"]);
    }

    [Theory]
    [InlineData("html", PveTrouble.NotProxmox)]
    [InlineData("half", PveTrouble.CutOff)]
    public async Task A_broken_answer_is_called_by_its_name(string fault, PveTrouble trouble)
    {
        using var pve = WithToken();
        Fake.Faults.Add(Fault.Parse(fault) ?? throw new InvalidOperationException(fault));
        (await Should.ThrowAsync<PveTransportException>(() => pve.GetAsync("/cluster/resources", Token))).Trouble.ShouldBe(trouble);
    }

    [Fact]
    public async Task A_read_whose_connection_was_dropped_is_made_again()
    {
        using var pve = WithToken();
        await pve.GetAsync("/version", Token);
        Fake.Faults.Add(new Fault(FaultKind.Drop) { Times = 1 });
        (await pve.GetAsync("/version", Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_changed_certificate_is_not_taken_for_the_pinned_one()
    {
        using var pve = PveClient.WithToken(Fake.Address.AbsoluteUri, Fake.Token["PVEAPIToken=".Length..],
            string.Join(':', Enumerable.Repeat("AA", 32)));
        (await Should.ThrowAsync<PveTransportException>(()
            => pve.GetAsync("/version", Token))).Trouble.ShouldBe(PveTrouble.ChangedCertificate);
    }

    [Fact]
    public async Task A_node_that_is_away_is_a_595_and_no_dead_endpoint()
    {
        (Fake.World.Node("pve3") ?? throw new InvalidOperationException()).Reach = NodeReach.Offline;
        using var pve = WithToken();
        var away = await Should.ThrowAsync<PveException>(() => pve.GetAsync("/nodes/pve3/status", Token));
        away.Status.ShouldBe(595);
        (await pve.GetAsync("/nodes/pve1/status", Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Every_typed_list_of_the_lab_is_read_without_a_remark()
    {
        using var pve = WithToken();
        var notes = new List<string>();
        foreach (var guest in Fake.World.Guests.Values.Where(guest => guest.Kind is GuestKind.Qemu).Take(10))
        {
            var config = await pve.Nodes[guest.Node].Qemu[guest.Id].Config.GetAsync(Token);
            notes.AddRange(config.Misread.Select(note => $"config {guest.Id}: {note}"));
            var status = await pve.Nodes[guest.Node].Qemu[guest.Id].Status.Current.GetAsync(Token);
            notes.AddRange(status.Misread.Select(note => $"status {guest.Id}: {note}"));
        }

        var resources = await pve.Cluster.Resources.GetAsync(Token);
        resources.Count.ShouldBeGreaterThan(50);
        notes.AddRange(resources.SelectMany(row => row.Misread).Select(note => $"resources: {note}"));
        notes.ShouldBeEmpty();
    }

    private PveClient WithToken() => PveClient.WithToken(Fake.Address.AbsoluteUri, Fake.Token["PVEAPIToken=".Length..], Fake.Fingerprint);

    private PveClient With(IPveLogin login) => new(new PveConnection(new PveConnectionOptions
    {
        Transports = [new HttpsTransport(PveEndpoint.Parse(Fake.Address.AbsoluteUri) with { Fingerprint = Fake.Fingerprint })],
        Login = login,
    }));

    private static async Task DoneAsync(PveClient pve, string? upid)
    {
        Upid.TryParse(upid, out var task).ShouldBeTrue(upid);
        var outcome = await pve.Tasks.WaitAsync(task ?? throw new InvalidOperationException(),
            new PveWaitOptions { Quickest = TimeSpan.FromMilliseconds(20) }, Token);
        outcome.IsDone.ShouldBeTrue(outcome.Text);
    }
}
