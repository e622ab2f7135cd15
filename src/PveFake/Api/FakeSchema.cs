using Proxima.Pve.Schema;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api;

/// <summary>Which operations a release has.</summary>
internal static class FakeSchema
{
    public static PveSchema Of(PveWorld world) => PveSchema.Load(world.IsBackupServer ? "pbs" : world.Version.IsNine ? "pve-9.2"
        : "pve-8.4");
}
