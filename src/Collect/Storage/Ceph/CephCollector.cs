using Proxima.Collect.ProgramText;
using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Ceph;

/// <summary>The cluster as one of its hosts sees it; nothing is started where there is no configuration of Ceph.</summary>
internal sealed class CephCollector(IProgramRunner programs) : ISlowCollector<CephFacts>
{
    private const string Configuration = "/etc/ceph/ceph.conf";
    private static readonly ProgramCommand Status = Command("status");
    private static readonly ProgramCommand Space = Command("df");
    private static readonly ProgramCommand Osds = Command("osd", "df", "tree");

    public string Name => "ceph";

    public IReadOnlyList<string> Inputs { get; } = [Configuration];

    public IReadOnlyList<string> Commands { get; } = [Status.Line, Space.Line, Osds.Line];

    public TimeSpan Every { get; } = TimeSpan.FromSeconds(60);

    public async Task<Reading<CephFacts>> CollectAsync(IHostSource host, CancellationToken cancellationToken)
    {
        if (host.Read(Configuration).State == FileState.Missing) return Reading.Absent<CephFacts>("no Ceph configuration on this host");
        var status = await programs.RunAsync(Status, cancellationToken).ConfigureAwait(false);
        var first = status.ReadSuccess(text => JsonText.Read(text, "ceph status", root => Reading.Of(CephStatusJson.Status(root))));

        // Monitors that do not answer would cost three time limits.
        if (!first.HasValue) return new Reading<CephFacts>(absent: first.Absent, failed: first.Failed);
        var space = await programs.RunAsync(Space, cancellationToken).ConfigureAwait(false);
        var osds = await programs.RunAsync(Osds, cancellationToken).ConfigureAwait(false);
        return Reading.Of(new CephFacts(
            first,
            space.ReadSuccess(text => JsonText.Read(text, "ceph df", root => Reading.Of(CephMapsJson.Df(root)))),
            osds.ReadSuccess(text => JsonText.Read(text, "ceph osd df tree", root => Reading.Of(CephMapsJson.Tree(root))))));
    }

    private static ProgramCommand Command(params string[] words)
        => ProgramCommand.Of("ceph",
            [.. words, "--format", "json", "--connect-timeout", "5"]) with { TimeLimit = TimeSpan.FromSeconds(15) };
}
