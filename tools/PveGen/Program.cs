using Proxima.PveGen;
using Proxima.PveGen.Code;

// dotnet run --project tools/PveGen -- schema FOLDER   facts as JSON -> src/Pve/Schema/Data
// dotnet run --project tools/PveGen -- code            src/Pve/Schema/Data -> src/Pve/Generated
switch (args)
{
    case ["schema", var folder]:
        foreach (var (name, text) in CompactForm.OfFolder(folder))
        {
            File.WriteAllText(Path.Combine("src/Pve/Schema/Data", name + ".schema"), text);
            Console.WriteLine($"{name}: {text.Length} characters");
        }

        return 0;
    case ["code"]:
        foreach (var (path, text) in GeneratedCode.All())
        {
            var file = Path.Combine("src/Pve/Generated", path);
            Directory.CreateDirectory(Path.GetDirectoryName(file) ?? ".");
            File.WriteAllText(file, text);
            Console.WriteLine($"{path}: {text.Count(letter => letter == '\n')} lines");
        }

        return 0;
    default:
        Console.Error.WriteLine("PveGen schema FOLDER | PveGen code");
        return 2;
}
