using System.Text.RegularExpressions;
using Proxima.Pve.Tasks;
using Proxima.TestKit;

namespace Proxima.Pve.Tests.Tasks;

public sealed class UpidTests
{
    [Fact]
    public void A_task_of_a_token_is_read()
    {
        var upid = Upid.Parse("UPID:pve1:000000DA:00067827:6B00E3CF:qmcreate:100:root@pam!full:");

        (upid.Node, upid.Pid, upid.ProcessStart, upid.Type, upid.Id, upid.User, upid.Owner, upid.TaskId)
            .ShouldBe(("pve1", 0xDA, 0x67827, "qmcreate", "100", "root@pam!full", "root@pam", (ulong?)null));
        upid.Started.ToUnixTimeSeconds().ShouldBe(0x6B00E3CF);
    }

    [Theory]
    [InlineData("UPID:pve:000003C9:0000048F:5FBE5C63:startall::root@pam:")]
    [InlineData("UPID:pve-1:000003C9:10000048F:5FBE5C63:vzdump:100:root@pam:")]
    [InlineData("UPID:elsa:00001CF2:00001F5C:00000000:5F0D2C1A:garbage_collection:store1:root@pam:")]
    [InlineData("UPID:pbs:00001CF2:00001F5C:0000000000001A2B:5F0D2C1A:verify:store1\\x3avm-100:root@pam!t:")]
    public void Every_shape_is_read_and_written_back(string text) => Upid.Parse(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("UPID:")]
    [InlineData("UPID:pve1:000000DA:00067827:6B00E3CF:qmcreate:100:root@pam")]
    [InlineData("UPID:pve1:DA:00067827:6B00E3CF:qmcreate:100:root@pam:")]
    [InlineData("UPID:pve1:000000DA:00067827:6B00E3CF::100:root@pam:")]
    [InlineData("UPID:pve1:000000DA:00067827:6B00E3CF:qmcreate:100::")]
    [InlineData("UPID::000000DA:00067827:6B00E3CF:qmcreate:100:root@pam:")]
    [InlineData("UPID:pve1:0000ZZDA:00067827:6B00E3CF:qmcreate:100:root@pam:")]
    [InlineData("UPID:pve1:000000DA:00067827:6B00E3CF:qm create:100:root@pam:")]
    public void What_is_none_is_refused(string text) => Upid.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Every_UPID_of_the_collection_is_read()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var kind in (string[])["pve-recorded", "pve-api"])
        {
            foreach (var file in Directory.EnumerateFiles(Fixtures.Folder(kind), "*", SearchOption.AllDirectories))
            {
                foreach (Match match in Regex.Matches(File.ReadAllText(file), @"""(UPID:[^""\\]*:)"""))
                {
                    seen.Add(match.Groups[1].Value);
                }
            }
        }

        seen.Count.ShouldBeGreaterThan(150);
        seen.Where(text => !Upid.TryParse(text, out var upid) || upid.ToString() != text).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("OK", PveOutcomeKind.Ok, 0)]
    [InlineData("WARNINGS: 3", PveOutcomeKind.Warnings, 3)]
    [InlineData("VM 100 already running", PveOutcomeKind.Failed, 0)]
    [InlineData("received interrupt", PveOutcomeKind.Failed, 0)]
    [InlineData("unknown", PveOutcomeKind.Unknown, 0)]
    [InlineData(null, PveOutcomeKind.Unknown, 0)]
    public void The_exit_text_is_an_outcome(string? text, PveOutcomeKind kind, int warnings)
    {
        var outcome = PveOutcome.Of(text);

        (outcome.Kind, outcome.Warnings).ShouldBe((kind, warnings));
    }
}
