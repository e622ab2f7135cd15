using System.Text.Json;
using Proxima.Pve.Schema;

namespace Proxima.PveGen;

/// <summary>Facts as JSON, with the keys of property strings that they lack, in the compact form.</summary>
public static class CompactForm
{
    /// <summary>Every known version that the folder holds as <c>NAME.json</c>.</summary>
    public static IEnumerable<(string Name, string Text)> OfFolder(string folder)
        => PveSchema.Versions.Where(name => File.Exists(Path.Combine(folder, name + ".json")))
            .Select(name => (name, Of(name, File.ReadAllText(Path.Combine(folder, name + ".json")))));

    public static string Of(string name, string json)
    {
        using var document = JsonDocument.Parse(json);
        var isBackupServer = name == "pbs";
        var formats = isBackupServer ? [] : PropertyStringFacts.Named();
        var schema = PveFacts.Read(document.RootElement, formats);
        return (isBackupServer ? schema : SeenMembers.AddTo(PropertyStringFacts.Of(schema.Version).Complete(schema))).ToText();
    }
}
