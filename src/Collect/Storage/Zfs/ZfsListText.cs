using System.Text.Json;
using Proxima.Collect.Linux;
using Proxima.Collect.ProgramText;
using Proxima.Model;
using Proxima.Model.Host;
using static Proxima.Collect.ProgramText.JsonText;

namespace Proxima.Collect.Storage.Zfs;

/// <summary>
/// <c>zfs list</c> with headings in any order or without (<c>-H</c>), <c>zfs get</c>, and both as JSON. Without headings the columns are
/// the program's own (name, used, avail, refer, mountpoint) or ours (<see cref="OurColumns"/>).
/// </summary>
internal static class ZfsListText
{
    /// <summary>What the collector asks for, with <c>-Hp</c>: bytes and seconds, tabs between.</summary>
    public const string OurColumns = "name,type,used,available,referenced,usedbysnapshots,volsize,creation,compressratio,mountpoint";

    private const int MostDatasets = 1_000_000;

    public static Reading<ZfsDatasetList> Parse(string text)
    {
        if (JsonText.Matches(text)) return Read(text, "zfs list", Json);
        if (ZfsAnswers.Absence(text) is { } reason) return Reading.Absent<ZfsDatasetList>(reason);
        var lines = text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
        if (lines.Count == 0) return Reading.Failed<ZfsDatasetList>("zfs list: no lines");
        if (lines.Count > MostDatasets) return Reading.Failed<ZfsDatasetList>("zfs list: more than a million lines");
        if (IsProperties(lines[0], out var skip)) return Properties(lines.Skip(skip));
        return lines[0].StartsWith("NAME", StringComparison.Ordinal) ? WithHeadings(lines) : Bare(lines);
    }

    private static Reading<ZfsDatasetList> WithHeadings(List<string> lines)
    {
        var rows = lines.Skip(1).ToList();
        if (Columns.Of(lines[0], rows) is not { } table) return Reading.Failed<ZfsDatasetList>("zfs list: no headings");
        List<ZfsDataset> found = [];
        foreach (var row in rows)
        {
            var cells = table.Cells(row);
            if (cells is null || cells[0].Length == 0) return Broken(row);
            var dataset = Named(cells[0]);
            for (var i = 1; i < cells.Length; i++)
            {
                if (With(dataset, table.Headings[i].ToLowerInvariant(), cells[i]) is not { } next) return Broken(row);
                dataset = next;
            }

            found.Add(dataset);
        }

        return Of(found);
    }

    private static Reading<ZfsDatasetList> Bare(List<string> lines)
    {
        List<ZfsDataset> found = [];
        foreach (var line in lines)
        {
            var cells = line.Contains('\t') ? line.Split('\t') : line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var columns = cells.Length switch
            {
                10 => OurColumns.Split(','),
                5 when cells[1].Length > 0
                    && (char.IsAsciiDigit(cells[1][0]) || cells[1] == "-") => ["name", "used", "available", "referenced", "mountpoint"],
                _ => null,
            };
            if ((columns is null ? ByShape(cells) : ByName(cells, columns)) is not { } dataset) return Broken(line);
            found.Add(dataset);
        }

        return Of(found);
    }

    private static ZfsDataset? ByName(string[] cells, string[] columns)
    {
        var dataset = Named(cells[0]);
        for (var i = 1; i < cells.Length && dataset is not null; i++) dataset = With(dataset, columns[i], cells[i].Trim());
        return dataset;
    }

    /// <summary>Other columns: a type, a place to mount at and, in the order of the program, used, available, referenced.</summary>
    private static ZfsDataset? ByShape(string[] cells)
    {
        if (cells.Length < 2 || !cells[0].All(character => character > ' ')) return null;
        var dataset = Named(cells[0]);
        List<long> sizes = [];
        foreach (var cell in cells.Skip(1).Select(cell => cell.Trim()))
        {
            if (cell is "filesystem" or "volume" or "snapshot" or "bookmark") dataset = dataset with { Type = cell };
            else if (cell.StartsWith('/') || cell is "none" or "legacy") dataset = dataset with { Mountpoint = cell };
            else if (ByteSize.TryParse(cell, out var bytes)) sizes.Add(bytes);
            else if (ProgramTime.Parse(cell) is { } created) dataset = dataset with { CreatedAt = created };
        }

        var time = sizes.FindIndex(size => dataset.Type == "snapshot" && size is > 1_000_000_000 and < 5_000_000_000 && sizes.Count > 1);
        if (time > 0)
        {
            dataset = dataset with { CreatedAt = DateTime.UnixEpoch.AddSeconds(sizes[time]) };
            sizes.RemoveAt(time);
        }

        return dataset with
        {
            UsedBytes = sizes.Count > 0 ? sizes[0] : null,
            AvailableBytes = sizes.Count > 2 ? sizes[1] : null,
            ReferencedBytes = sizes.Count > 2 ? sizes[2] : sizes.Count > 1 ? sizes[1] : null,
        };
    }

    /// <summary><c>zfs get</c>: name, property, value, source.</summary>
    private static bool IsProperties(string first, out int skip)
    {
        var words = first.Split([' ', '\t'], 4, StringSplitOptions.RemoveEmptyEntries);
        skip = words is ["NAME", "PROPERTY", ..] ? 1 : 0;
        if (skip == 1) return true;
        var cells = first.Split('\t');
        return cells.Length is 3 or 4 && cells[1].Length > 1
            && cells[1].All(character => char.IsAsciiLetterLower(character) || character is '_' or ':' or '.' or '@');
    }

    private static Reading<ZfsDatasetList> Properties(IEnumerable<string> lines)
    {
        Dictionary<string, ZfsDataset> found = new(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var cells = line.Contains('\t') ? line.Split('\t') : line.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length < 3 || cells[0].Length == 0) return Broken(line);
            var dataset = found.GetValueOrDefault(cells[0]) ?? Named(cells[0]);
            found[cells[0]] = With(dataset, cells[1], cells[2]) ?? dataset;
        }

        return Of([.. found.Values]);
    }

    private static Reading<ZfsDatasetList> Json(JsonElement root)
    {
        var datasets = Member(root, "datasets", "snapshots");
        if (datasets.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            return Reading.Absent<ZfsDatasetList>("JSON, but not of zfs list");
        List<ZfsDataset> found = [];
        foreach (var item in Members(datasets).Select(member => member.Value).Concat(List(datasets)))
        {
            if (Words(item, "name") is not { } name) return Reading.Failed<ZfsDatasetList>("zfs list: a dataset without a name");
            var dataset = Named(name);
            if (Words(item, "type") is { } type) dataset = dataset with { Type = type.ToLowerInvariant() };
            foreach (var property in Members(Member(item, "properties")))
            {
                if (Words(property.Value, "value") is { } value) dataset = With(dataset, property.Name, value) ?? dataset;
            }

            found.Add(dataset);
        }

        return found.Count == 0 ? Reading.Absent<ZfsDatasetList>("no datasets") : Of(found);
    }

    private static ZfsDataset Named(string name) => new()
    {
        Name = name,
        Type = name.Contains('@') ? "snapshot" : name.Contains('#') ? "bookmark" : "filesystem",
    };

    /// <summary>The record with one property more; null where the value is none of that property.</summary>
    private static ZfsDataset? With(ZfsDataset dataset, string property, string value)
    {
        if (value is "-" or "" or "none" && property is not "mountpoint") return dataset;
        return property switch
        {
            "used" => Bytes(value, bytes => dataset with { UsedBytes = bytes }),
            "avail" or "available" => Bytes(value, bytes => dataset with { AvailableBytes = bytes }),
            "refer" or "referenced" => Bytes(value, bytes => dataset with { ReferencedBytes = bytes }),
            "usedsnap" or "usedbysnapshots" => Bytes(value, bytes => dataset with { UsedBySnapshotsBytes = bytes }),
            "volsize" => Bytes(value, bytes
                => dataset with { VolumeBytes = bytes, Type = dataset.Type == "filesystem" ? "volume" : dataset.Type }),
            "quota" => Bytes(value, bytes => dataset with { QuotaBytes = bytes == 0 ? null : bytes }),
            "type" => dataset with { Type = value.ToLowerInvariant() },
            "mountpoint" => value is "-" or "" ? dataset : dataset with { Mountpoint = value },
            "compression" or "compress" => dataset with { Compression = value },
            "ratio" or "compressratio" => KernelNumber.TryFraction(value.AsSpan().TrimEnd('x'), out var ratio)
                ? dataset with { CompressRatio = ratio }
                : null,
            "creation" => dataset with { CreatedAt = ProgramTime.Parse(value) },
            _ => dataset,
        };
    }

    private static ZfsDataset? Bytes(string value, Func<long, ZfsDataset> with)
        => ByteSize.TryParse(value, out var bytes) ? with(bytes) : null;

    private static Reading<ZfsDatasetList> Of(List<ZfsDataset> datasets)
    {
        if (datasets.Count == 0) return Reading.Absent<ZfsDatasetList>("no datasets");
        var snapshots = datasets.Where(dataset => dataset.Type == "snapshot")
            .GroupBy(dataset => dataset.Name[..Math.Max(0, dataset.Name.IndexOf('@'))]);
        return Reading.Of(new ZfsDatasetList(datasets, [.. snapshots.Select(group => new ZfsSnapshotCount(
            group.Key, group.Count(), Sum(group), group.Min(snapshot => snapshot.CreatedAt), group.Max(snapshot => snapshot.CreatedAt)))]));
    }

    private static long? Sum(IEnumerable<ZfsDataset> snapshots)
    {
        long total = 0;
        foreach (var snapshot in snapshots)
        {
            if (snapshot.UsedBytes is not { } used || used > long.MaxValue - total) return null;
            total += used;
        }

        return total;
    }

    private static Reading<ZfsDatasetList> Broken(string line)
        => Reading.Failed<ZfsDatasetList>($"zfs list: line {Quote.Of(line)} does not parse");
}
