using Proxima.PveFake.World;

namespace Proxima.PveFake.Tests.Replay;

/// <summary>
/// What happened around the recorded requests: bridges were made, nodes joined and died, and requests that are not in this collection were sent.
/// Each step only makes sure of something, so it does no harm where the request is there after all.
/// </summary>
internal sealed class Stage(Story story)
{
    private static readonly string[] Cluster = ["pve1", "pve2", "pve3"];

    private PveWorld World => story.World;

    private PveNode Local => World.Node(World.LocalNode) ?? throw new InvalidOperationException("no local node");

    // What is still to be told, the next one first: what a request there will make needs no help.
    private IReadOnlyList<Recording> _coming = [];

    public async Task BeforeAsync(IReadOnlyList<Recording> coming)
    {
        _coming = coming;
        var number = coming[0].Number;
        if (number is >= 300 and < 500 or >= 530)
        {
            Local.MissingBridges.Clear();
            Local.MissingPrograms.Remove("sendmail");
        }

        if (number is 175)
        {
            Local.HistorySince = story.Clock.GetUtcNow().AddSeconds(-70);
        }

        await GuestsAsync(number);
        await PeopleAsync(number);
        if (World.Version.IsNine && number is >= 402 and < 500 or >= 515 and < 570)
        {
            await ClusterAsync(number);
        }
    }

    private async Task GuestsAsync(int number)
    {
        if (number is >= 101 and < 500)
        {
            await EnsureGuestAsync(100,
                "vmid=100&name=web01&memory=256&cores=1&scsihw=virtio-scsi-single&scsi0=local%3A0.01&net0=virtio%2Cbridge%3Dvmbr0&ostype=l26&tags=prod%3Bweb&kvm=0");
        }

        if (number is >= 300 and < 312 && World.Guests.TryGetValue(100, out var guest))
        {
            guest.HearsShutdown = false;
            if (!guest.IsRunning && number > 300)
            {
                await story.SendAsync("POST", $"/nodes/{guest.Node}/qemu/100/status/start");
            }
        }

        if (number is >= 460 and < 500 or 518 && World.Guests.TryGetValue(100, out var broken))
        {
            broken.StartError = "start failed: QEMU exited with code 1";
        }

        if (number is 144 or 303)
        {
            World.Guests.GetValueOrDefault(100)?.Config.Remove("agent");
        }

        // The clone of 241 failed on that host.
        if (number is 300)
        {
            World.Guests.Remove(105);
        }

        // Between the series the hosts were started anew.
        if (number is >= 400 and < 430 && World.Guests.TryGetValue(100, out var stopped))
        {
            stopped.Stop();
        }

        if (number is 315 && !World.Tasks.NewestFirst.Any(task => task is { Type: "qmdestroy", Id: "105" }))
        {
            await EnsureCloneAsync();
        }

        await LateGuestsAsync(number);
    }

    private bool IsComing(string path, string parameter) => _coming.Any(recording => recording is { Method: "POST", Status: 200, RequestBody: { } body }
        && recording.Target.Contains(path, StringComparison.Ordinal) && body.Split('&').Contains(parameter, StringComparer.Ordinal));

    private async Task EnsureCloneAsync()
    {
        if (!World.Guests.ContainsKey(105))
        {
            await story.SendAsync("POST", $"/nodes/{World.LocalNode}/qemu/100/clone", "newid=105&full=1&name=clone");
        }
    }

    private async Task LateGuestsAsync(int number)
    {
        if (number is >= 502 and < 518 or 519)
        {
            Local.MissingBridges.Clear();
            Local.MissingPrograms.Remove("sendmail");
            if (!World.Guests.ContainsKey(120))
            {
                await story.SendAsync("POST", $"/nodes/{World.LocalNode}/lxc",
                    "vmid=120&ostemplate=local%3Avztmpl%2Fmini_13_amd64.tar.zst&hostname=ct01&memory=64&swap=0&rootfs=local%3A0&net0=name%3Deth0%2Cbridge%3Dvmbr0%2Cip%3Ddhcp&unprivileged=0");
            }
        }

        if (number is 508 or 509 or 510 or >= 511 and < 518)
        {
            await EnsureBackupAsync(".tar.zst", "vmid=120&storage=local&mode=stop&compress=zstd");
            if (number is >= 510 && !IsComing("/vzdump", "mode=snapshot"))
            {
                await EnsureBackupAsync(".tar", "vmid=120&storage=local&mode=snapshot&compress=0&notes-template=%7B%7Bguestname%7D%7D");
            }
        }

        if (number is >= 514 and < 518 && !World.Version.IsNine)
        {
            foreach (var volume in World.Storages["local"].On(World.LocalNode).Where(volume => volume.Content == "backup"))
            {
                volume.IsProtected = volume.Id.EndsWith(".tar", StringComparison.Ordinal);
            }
        }

        if (number is >= 530 and < 560)
        {
            await EnsureGuestAsync(102, "vmid=102&name=run01&memory=64&scsihw=virtio-scsi-single&scsi0=local%3A1&agent=1&kvm=0");
        }

        if (number is >= 534 and < 537 && World.Guests.TryGetValue(102, out var deaf) && deaf is { IsRunning: true, HeldBy: null })
        {
            await story.SendAsync("POST", $"/nodes/{World.LocalNode}/qemu/102/status/shutdown", "timeout=60");
        }

        if (number is >= 560)
        {
            await EnsureGuestAsync(103, "vmid=103&name=snap01&memory=64&scsihw=virtio-scsi-single&scsi0=local%3A1%2Cformat%3Dqcow2&kvm=0");
        }
    }

    private async Task EnsureBackupAsync(string ending, string form)
    {
        if (!World.Storages["local"].On(World.LocalNode)
            .Any(volume => volume.Content == "backup" && volume.Id.EndsWith(ending, StringComparison.Ordinal)))
        {
            story.Clock.Advance(TimeSpan.FromSeconds(1));
            await story.SendAsync("POST", $"/nodes/{World.LocalNode}/vzdump", form);
        }
    }

    private async Task EnsureGuestAsync(int id, string form, string? node = null)
    {
        if (!World.Guests.ContainsKey(id) && !IsComing("/qemu", $"vmid={id}"))
        {
            await story.SendAsync("POST", $"/nodes/{node ?? World.LocalNode}/qemu", form);
        }
    }

    private async Task PeopleAsync(int number)
    {
        if (number is 482 or 483 && World.Access.Users["bob@pve"].Tokens.Count == 0)
        {
            await story.SendAsync("POST", "/access/users/bob@pve/token/t1", "privsep=1&comment=x&expire=0");
        }

        if (number is 489)
        {
            await story.SendAsync("PUT", "/access/users/bob@pve", "enable=1&expire=1");
        }
    }

    private async Task ClusterAsync(int number)
    {
        World.ClusterName = "testcl";
        if (number < 404)
        {
            return;
        }

        World.UnroutedNodes.Clear();
        foreach (var name in Cluster.Where(name => World.Node(name) is null))
        {
            World.Add(RecordedHost.Node(name, int.Parse(name[3..], System.Globalization.CultureInfo.InvariantCulture), story.Clock));
            World.ClusterConfigVersion = 3;
        }

        foreach (var node in World.Nodes)
        {
            node.Reach = ReachOf(node.Name, number);
            node.UnreachableReason = number < 432 ? "Connection refused" : "No route to host";
            node.MissingPrograms.Remove("sendmail");
        }

        World.HasQuorum = number is not (>= 440 and < 450);
        if (number is >= 414 and < 430)
        {
            await EnsureGuestAsync(200, "vmid=200&memory=64&scsi0=local%3A0.01", "pve2");
            World.Guests.GetValueOrDefault(200)?.IsKnown = false;
        }

        // After the migration there and back everything went on at home.
        if (number is >= 430 or 491 && World.Guests.TryGetValue(100, out var guest))
        {
            guest.Node = "pve1";
        }
    }

    private static NodeReach ReachOf(string node, int number) => (node, number) switch
    {
        ("pve3", 405) => NodeReach.Unknown,
        ("pve3", 430 or 431) => NodeReach.JustDied,
        ("pve3", >= 432 and < 450) => NodeReach.Offline,
        ("pve2", >= 440 and < 450) => NodeReach.Offline,
        _ => NodeReach.Online,
    };
}
