using Proxima.Pve.Schema;

namespace Proxima.PveGen.Code;

/// <summary>All generated files of the client, by their path below <c>src/Pve/Generated</c>.</summary>
public static class GeneratedCode
{
    public static IEnumerable<(string Path, string Text)> All()
        => Of(PveSchema.Load("pve-9.2"), "Ve", "PveClient").Concat(Of(PveSchema.Load("pbs"), "Backup", "PbsClient"));

    private static IEnumerable<(string Path, string Text)> Of(PveSchema schema, string folder, string client)
    {
        var space = "Proxima.Pve.Generated." + folder;
        var catalogue = Catalogue.Of(schema);
        var paths = PathPages.Of(schema, catalogue.Calls);
        foreach (var (name, page) in paths.Pages(space, client))
        {
            yield return ($"{folder}/{name}.g.cs", page.ToString());
        }

        yield return ($"{folder}/Enums.g.cs", Page(space, catalogue.Enums, TypePages.Enum));
        yield return ($"{folder}/PropertyStrings.g.cs", Page(space, catalogue.PropertyStrings, TypePages.PropertyString));
        yield return ($"{folder}/Records.g.cs", Page(space, catalogue.Records, TypePages.Record));
        yield return ($"{folder}/Parameters.g.cs", Page(space, catalogue.Parameters, TypePages.Parameters));
    }

    private static string Page<T>(string space, IEnumerable<T> shapes, Action<Page, T> write)
    {
        var page = new Page(space);
        foreach (var shape in shapes)
        {
            write(page, shape);
        }

        return page.ToString();
    }
}
