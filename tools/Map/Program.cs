using Proxima.Map;

if (args is not [var root] || !File.Exists(Path.Combine(root, "Proxima.slnx")))
{
    await Console.Error.WriteLineAsync("usage: map REPOSITORY — writes contracts/arrows.txt and docs/map.svg");
    return 2;
}

var house = House.Read(root);
await File.WriteAllTextAsync(Path.Combine(root, "contracts", "arrows.txt"), ArrowsText.Of(house));
await File.WriteAllTextAsync(Path.Combine(root, "docs", "map.svg"), Drawing.Of(house));
Console.WriteLine($"{house.Rooms.Count} rooms, {house.Arrows.Count} arrows -> contracts/arrows.txt, docs/map.svg");
return 0;
