using Proxima.PveGen;

// dotnet run --project tools/PveGen -- schema FOLDER   facts as JSON -> src/Pve/Schema/Data
switch (args)
{
    case ["schema", var folder]:
        foreach (var (name, text) in CompactForm.OfFolder(folder))
        {
            File.WriteAllText(Path.Combine("src/Pve/Schema/Data", name + ".schema"), text);
            Console.WriteLine($"{name}: {text.Length} characters");
        }

        return 0;
    default:
        Console.Error.WriteLine("PveGen schema FOLDER");
        return 2;
}
