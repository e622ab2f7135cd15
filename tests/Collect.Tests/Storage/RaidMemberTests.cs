using Proxima.Collect.Sources;
using Proxima.Collect.Storage.Disks;
using Proxima.Model.Host;
using Proxima.TestKit;

namespace Proxima.Collect.Tests.Storage;

/// <summary>Disks behind a RAID controller go through the same gate, each under a name of its own.</summary>
public sealed class RaidMemberTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly ControllerHost _host = new();
    private readonly List<DiskGate> _gates = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _gates.ForEach(gate => gate.Dispose());

    [Fact]
    public async Task The_disks_of_a_controller_are_found_and_read_when_its_volume_is_in_use()
    {
        var gate = Gate();
        await LookAsync(gate);
        _host.Ran.ShouldBe(["smartctl --scan -j"]);

        _host.Requests += 10;
        var disks = (await LookAsync(gate)).Disks;

        _host.Ran[1..].ShouldBe(["smartctl -j -x -n standby -d megaraid,8 /dev/bus/0", "smartctl -j -x -n standby -d megaraid,9 /dev/bus/0"]);
        disks.Select(disk => disk.Id).ShouldBe(["raid-bus0-megaraid-8", "raid-bus0-megaraid-9", "wwn-6c81f660c7f28e00"], ignoreOrder: true);
        disks.Where(disk => disk.Kind == DiskKind.HardDisk).ShouldAllBe(disk => disk.Smart.HasValue);
        disks.Single(disk => disk.Kind == DiskKind.RaidVolume).Smart.Absent.ShouldBe("a volume of a RAID controller: its disks are behind it");
    }

    [Fact]
    public async Task A_quiet_volume_leaves_the_disks_behind_it_alone_and_they_are_looked_for_once_a_day()
    {
        var gate = Gate();
        for (var minute = 0; minute < 24 * 60; minute++) await LookAsync(gate);

        _host.Ran.ShouldBe(["smartctl --scan -j"]);
        await LookAsync(gate);
        _host.Ran.Count.ShouldBe(2);
        gate.Last.ShouldNotBeNull().Disks.Where(disk => disk.Kind == DiskKind.HardDisk)
            .ShouldAllBe(disk => disk.Waiting == "quiet: asking could wake it or keep it awake, so it is read when somebody uses it");
        gate.Awake().ShouldBeEmpty();
    }

    [Fact]
    public async Task Disks_of_controllers_that_cannot_be_asked_are_named_by_a_setting()
    {
        var gate = Gate(new DiskGateOptions { RaidDisks = ["/dev/sda cciss,0", "/dev/sda  -x,0", "sda cciss,1", "/dev/twa0 3ware,3"] });
        await LookAsync(gate);
        _host.Requests += 10;
        await LookAsync(gate);

        _host.Ran.ShouldContain("smartctl -j -x -n standby -d cciss,0 /dev/sda");
        _host.Ran.ShouldContain("smartctl -j -x -n standby -d 3ware,3 /dev/twa0");
        _host.Ran.Count(line => line.Contains(" -n standby ", StringComparison.Ordinal)).ShouldBe(4);
    }

    [Fact]
    public async Task A_disk_behind_a_controller_can_be_told_to_be_left_alone()
    {
        var gate = Gate(new DiskGateOptions { NeverTouch = ["raid-bus0-megaraid-9"] });
        await LookAsync(gate);
        _host.Requests += 10;
        await LookAsync(gate);

        _host.Ran[^1].ShouldBe("smartctl -j -x -n standby -d megaraid,8 /dev/bus/0");
    }

    [Fact]
    public async Task A_host_without_a_controller_is_not_scanned()
    {
        _host.Model = "ST12000VN0007-2G";
        _host.Vendor = "ATA";
        await LookAsync(Gate());

        _host.Ran.ShouldBe(["smartctl -j -x -n standby /dev/sda"]);
    }

    private DiskGate Gate(DiskGateOptions? options = null)
    {
        var gate = new DiskGate(_host, _host, _clock, options ?? new DiskGateOptions(), new DiskMemory(null), new CostMeter());
        _gates.Add(gate);
        return gate;
    }

    private async Task<DiskHealthList> LookAsync(DiskGate gate)
    {
        _clock.Advance(TimeSpan.FromMinutes(1));
        return await gate.LookAsync(Stop);
    }

    /// <summary>One volume, two disks behind it.</summary>
    private sealed class ControllerHost : IHostSource, IProgramRunner
    {
        public List<string> Ran { get; } = [];
        public int Requests { get; set; } = 1000;
        public string Vendor { get; set; } = "DELL";
        public string Model { get; set; } = "PERC H730 Mini";

        public FileText Read(string path) => path switch
        {
            "/proc/diskstats" => FileText.Of($"   8       0 sda {Requests} 0 8 1 {Requests} 0 8 1 0 1 2 0 0 0 0\n"),
            "/sys/block/sda/size" => FileText.Of("23437770752\n"),
            "/sys/block/sda/queue/rotational" => FileText.Of("1\n"),
            "/sys/block/sda/device/vendor" => FileText.Of(Vendor + "\n"),
            "/sys/block/sda/device/model" => FileText.Of(Model + "\n"),
            "/sys/block/sda/wwid" => FileText.Of("naa.6c81f660c7f28e00\n"),
            _ => FileText.Missing(path),
        };

        public IReadOnlyList<string> List(string directory) => directory == "/sys/block" ? ["sda"] : [];

        public string? Link(string path) => "../devices/pci0000:00/0000:03:00.0/host0/target0:2:0/0:2:0:0/block/sda";

        public Task<ProgramRun> RunAsync(ProgramCommand command, CancellationToken cancellationToken)
        {
            Ran.Add(command.Line);
            var output = command.Arguments[0] == "--scan"
                ? """
                  {"smartctl":{"version":[7,3],"argv":["smartctl","--scan","-j"],"exit_status":0},"devices":[
                   {"name":"/dev/sda","info_name":"/dev/sda","type":"scsi","protocol":"SCSI"},
                   {"name":"/dev/bus/0","info_name":"/dev/bus/0 [megaraid_disk_08]","type":"megaraid,8","protocol":"SCSI"},
                   {"name":"/dev/bus/0","info_name":"/dev/bus/0 [megaraid_disk_09]","type":"megaraid,9","protocol":"SCSI"}]}
                  """
                : FakeDisks.Idle;
            return Task.FromResult(new ProgramRun { Command = command, End = ProgramEnd.Exited, Output = output });
        }
    }
}
