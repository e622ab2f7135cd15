using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Raid;

/// <summary>A report that grows line by line; the last of each list is the one that later lines speak of.</summary>
internal sealed class RaidDraft
{
    private const int Most = 1024;

    public List<RaidController> Controllers { get; } = [];
    public List<RaidVolume> Volumes { get; } = [];
    public List<RaidDrive> Drives { get; } = [];
    public List<RaidBattery> Batteries { get; } = [];
    public List<string> Messages { get; } = [];

    /// <summary>Something only the program of a RAID controller says.</summary>
    public bool IsKnown { get; set; }

    public bool HasAny => IsKnown || Controllers.Count + Volumes.Count + Drives.Count + Batteries.Count > 0;

    /// <summary>The drive at a place; made when there is none.</summary>
    public void Drive(string id, Func<RaidDrive, RaidDrive> change)
        => Change(Drives, drive => drive.Id == id, () => new RaidDrive { Id = id }, change);

    public void Volume(string id, Func<RaidVolume, RaidVolume> change)
        => Change(Volumes, volume => volume.Id == id, () => new RaidVolume { Id = id }, change);

    public void Controller(string id, Func<RaidController, RaidController> change)
        => Change(Controllers, controller => controller.Id == id, () => new RaidController { Id = id }, change);

    public void Battery(string controller, Func<RaidBattery, RaidBattery> change)
        => Change(Batteries, battery => battery.Controller == controller, () => new RaidBattery { Controller = controller }, change);

    public void Message(ReadOnlySpan<char> text)
    {
        if (Messages.Count < 20 && Smart.SmartFigures.Words(text) is { } words) Messages.Add(words);
    }

    public RaidReport Report() => new()
    {
        Controllers = Controllers,
        Volumes = Volumes,
        Drives = Drives,
        Batteries = Batteries,
        Messages = Messages,
    };

    private static void Change<T>(List<T> list, Predicate<T> isIt, Func<T> make, Func<T, T> change)
    {
        var at = list.FindLastIndex(isIt);
        if (at < 0 && list.Count >= Most) return;
        if (at < 0)
        {
            list.Add(make());
            at = list.Count - 1;
        }

        list[at] = change(list[at]);
    }
}
