using System.Reflection;
using System.Text.Json;

namespace Proxima.PveGen;

/// <summary>The files in <c>facts/</c>: one JSON object a line.</summary>
internal static class FactLines
{
    public static IEnumerable<JsonElement> Of(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is missing from the assembly");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return JsonSerializer.Deserialize<JsonElement>(line);
        }
    }
}
