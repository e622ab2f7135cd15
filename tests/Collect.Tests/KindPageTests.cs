using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Proxima.Collect.Tests.HostTools;
using Proxima.Collect.Tests.Storage;
using Proxima.TestKit;

namespace Proxima.Collect.Tests;

/// <summary>docs/reference/kinds.md says what is recognised and which fields a good sample has; both are checked against the parsers.</summary>
public sealed class KindPageTests
{
    public static TheoryData<string> Files => [.. KindCatalogue.All.Select(file => $"{file.Kind} {file.File}")];

    [Fact]
    public void The_page_of_kinds_says_what_the_parsers_do() => Contracts.Match("../docs/reference/kinds.md", Page());

    [Fact]
    public void Every_kind_is_on_the_page()
        => KindCatalogue.All.Select(file => file.Kind).Distinct().Order(StringComparer.Ordinal).ShouldBe(Kinds.Names);

    [Theory]
    [MemberData(nameof(Files))]
    public void A_good_sample_has_every_field_the_page_promises(string what)
    {
        var file = Known(what);

        var json = Kinds.Parse(file.Kind, file.Sample, file.Name).Json.ShouldNotBeNull(what);

        var root = JsonDocument.Parse(json).RootElement;
        foreach (var field in Fields(file.Record).Where(field => field.IsAlways).Select(field => field.Path))
            Has(root, Parts(field), mayBeEmpty: true).ShouldBeTrue($"{what}: {field} in {json}");
        foreach (var field in file.Also) Has(root, Parts(field), mayBeEmpty: false).ShouldBeTrue($"{what}: {field} in {json}");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Nothing_of_a_sample_is_given_under_another_record(string what)
    {
        var file = Known(what);

        var root = JsonDocument.Parse(Kinds.Parse(file.Kind, file.Sample, file.Name).Json.ShouldNotBeNull()).RootElement;

        root.EnumerateObject().Select(member => member.Name).ShouldBeSubsetOf(file.Record.Properties.Select(property => property.Name));
    }

    /// <summary>Whatever is cut off a sample at its end: no exception, one outcome, and no record of another kind.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void A_sample_cut_off_anywhere_has_one_outcome(string what)
    {
        var file = Known(what);

        for (var length = 0; length < file.Sample.Length; length++)
        {
            var result = Kinds.Parse(file.Kind, file.Sample[..length], file.Name);
            new[] { result.Json, result.Absent, result.Failed }.Count(text => text is not null).ShouldBe(1);
            if (result.Json is not { } json) continue;
            JsonDocument.Parse(json).RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
        }
    }

    private static KnownFile Known(string what) => KindCatalogue.All.Single(file => $"{file.Kind} {file.File}" == what);

    private static string Page()
    {
        var page = new StringBuilder("""
            # Kinds

            `proxima parse KIND [FILE|-]` turns one sample into a record, printed as JSON. It reads the sample and nothing else. The last part of
            the file's name (behind `/` or `__`) tells files apart that look alike; without a name the shape alone decides.

            | exit code | meaning | JSON |
            | --- | --- | --- |
            | 0 | a value | the record |
            | 1 | the sample cannot be read | none; one line on the error output |
            | 2 | wrong usage | none; one line on the error output |
            | 3 | absent: nothing is said of such a sample, it is empty, or it says there is none (no swap configured) | `{"absent": reason}` |
            | 4 | failed: it is of the kind and broken (cut off, no number where one belongs) | `{"failed": error}` |

            Fields that are null are left out. Units are in the names. A sample may have a byte order mark and CR LF line ends.
            This page is written by the tests: `UPDATE_CONTRACTS=1 ./dev test`.

            """.ReplaceLineEndings("\n"));
        foreach (var kind in KindCatalogue.All.GroupBy(file => file.Kind).OrderBy(group => group.Key,
            StringComparer.Ordinal)) AppendKind(page, kind);
        page.Append("\n## Records\n");
        foreach (var record in KindCatalogue.All.Select(file => file.Record).DistinctBy(record => record.Type).OrderBy(Name,
            StringComparer.Ordinal)) AppendRecord(page, record);
        return page.ToString();
    }

    private static void AppendKind(StringBuilder page, IGrouping<string, KnownFile> kind)
    {
        page.Append(CultureInfo.InvariantCulture,
            $"\n## {kind.Key}\n\n| file | recognised by | record | and in a good sample not null |\n| --- | --- | --- | --- |\n");
        foreach (var file in kind)
        {
            var also = string.Join(", ", file.Also.Select(field => $"`{field}`"));
            page.Append(CultureInfo.InvariantCulture,
                $"| {Cell(file.File)} | {Cell(file.Shape)} | [{Name(file.Record)}](#{Name(file.Record).ToLowerInvariant()}) | {also} |\n");
        }
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static void AppendRecord(StringBuilder page, JsonTypeInfo record)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n### {Name(record)}\n\n");
        if (Note(Name(record)) is { } note) page.Append(CultureInfo.InvariantCulture, $"{note}\n\n");
        page.Append("| field | type | in a good sample |\n| --- | --- | --- |\n");
        foreach (var (path, type, isAlways) in Fields(record)) page.Append(CultureInfo.InvariantCulture,
            $"| `{path}` | {type} | {(isAlways ? "never null" : "may be null")} |\n");
    }

    private static string? Note(string record)
        => KindCatalogue.Units.GetValueOrDefault(record) ?? StorageCatalogue.Units.GetValueOrDefault(record)
            ?? HostToolCatalogue.Units.GetValueOrDefault(record);

    /// <summary>
    /// Fields with those of lists and of records below them; one below something that may be null may be null. A record that holds its
    /// own kind (a tree) is followed once.
    /// </summary>
    private static IEnumerable<(string Path, string Type, bool IsAlways)> Fields(JsonTypeInfo record, string prefix = "",
        bool isAlways = true, params Type[] above)
    {
        foreach (var property in record.Properties)
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var always = isAlways && !property.IsGetNullable && Nullable.GetUnderlyingType(property.PropertyType) is null;
            var info = record.Options.GetTypeInfo(type).ShouldNotBeNull(type.Name);
            var path = prefix + property.Name;
            yield return (info.Kind == JsonTypeInfoKind.Enumerable ? path + "[]" : path, TypeName(type, info), always);
            var below = info.Kind == JsonTypeInfoKind.Enumerable ? record.Options.GetTypeInfo(info.ElementType.ShouldNotBeNull()) : info;
            if (below.Kind != JsonTypeInfoKind.Object || below.Type == record.Type || above.Contains(below.Type)) continue;
            foreach (var field in Fields(below, info.Kind == JsonTypeInfoKind.Enumerable ? path + "[]." : path + ".",
                always, [.. above, record.Type])) yield return field;
        }
    }

    private static string TypeName(Type type, JsonTypeInfo info) => info.Kind switch
    {
        JsonTypeInfoKind.Object => "object",
        JsonTypeInfoKind.Enumerable => "list",
        JsonTypeInfoKind.Dictionary => "map",
        _ => type == typeof(DateTime) ? "time" : type == typeof(bool) ? "true or false" : type == typeof(string) || type == typeof(char)
            || type.IsEnum ? "text" : type == typeof(double) ? "number" : "whole number",
    };

    private static string Name(JsonTypeInfo record) => record.Type.Name;

    private static string[] Parts(string field) => field.Replace("[]", "", StringComparison.Ordinal).Split('.');

    /// <summary>What is never null in the rows of a list is so in every row; a list that has none of its rows in this file is no lie.</summary>
    private static bool Has(JsonElement element, ReadOnlySpan<string> path, bool mayBeEmpty)
    {
        if (path.IsEmpty) return element.ValueKind != JsonValueKind.Null;
        if (element.ValueKind != JsonValueKind.Array)
            return element.TryGetProperty(path[0], out var member) && Has(member, path[1..], mayBeEmpty);
        foreach (var item in element.EnumerateArray())
        {
            if (!Has(item, path, mayBeEmpty)) return false;
        }

        return mayBeEmpty || element.GetArrayLength() > 0;
    }
}
