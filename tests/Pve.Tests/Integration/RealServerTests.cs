using Proxima.Pve.Failures;
using Proxima.Pve.Generated.Ve;
using Proxima.Pve.Rights;
using Proxima.TestKit;

namespace Proxima.Pve.Tests.Integration;

/// <summary>
/// Against a real Proxmox VE, named by PROXMOX_URL and PROXMOX_TOKEN (and PROXMOX_FINGERPRINT where nobody signed its certificate).
/// Nothing is changed there.
/// </summary>
public sealed class RealServerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_guests_and_storages_are_read_and_nothing_is_misread()
    {
        using var pve = Client();

        var nodes = await pve.Nodes.GetAsync(Stop);
        nodes.ShouldNotBeEmpty();
        nodes.SelectMany(node => node.Misread).ShouldBeEmpty();
        var resources = await pve.Cluster.Resources.GetAsync(Stop);
        resources.SelectMany(resource => resource.Misread).ShouldBeEmpty();
        foreach (var node in nodes.Where(node => node.Status == StatusOption.Online).Select(node => node.Node).OfType<string>())
        {
            (await pve.Nodes[node].Status.GetAsync(Stop)).Misread.ShouldBeEmpty();
            foreach (var guest in await pve.Nodes[node].Qemu.GetAsync(Stop))
            {
                var config = await pve.Nodes[node].Qemu[guest.Vmid ?? 0].Config.GetAsync(Stop);
                config.Misread.ShouldBeEmpty();
            }
        }
    }

    [Fact]
    public async Task What_is_not_there_and_what_is_wrong_are_told_apart()
    {
        using var pve = Client();

        (await Should.ThrowAsync<PveException>(() => pve.GetAsync("/nonsense", Stop))).Kind.ShouldBe(PveFailure.NotImplemented);
        (await Should.ThrowAsync<PveException>(() => pve.GetAsync("/cluster/resources", new Writing.PveParameters { ["type"] = "banana" }, Stop))).Errors.Keys.ShouldBe(["type"]);
    }

    [Fact]
    public async Task The_rights_of_the_token_are_read()
        => PveRights.Read(await Client().GetAsync("/access/permissions", Stop)).All.ShouldNotBeEmpty();

    private static PveClient Client()
    {
        var (address, token) = (Environment.GetEnvironmentVariable("PROXMOX_URL"), Environment.GetEnvironmentVariable("PROXMOX_TOKEN"));
        return address is { Length: > 0 } && token is { Length: > 0 }
            ? PveClient.WithToken(address, token, Environment.GetEnvironmentVariable("PROXMOX_FINGERPRINT"))
            : throw Skip.Because("PROXMOX_URL and PROXMOX_TOKEN are not set, so there is no real server to ask");
    }
}
