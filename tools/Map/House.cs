using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Proxima.Map;

/// <summary>A project, or a part of the server, with its size in lines.</summary>
public sealed record Room(string Name, int Files, int Lines);

/// <summary>One room uses types of another. <see cref="Types"/> are qualified by the file they are declared in.</summary>
public sealed record Arrow(string From, string To, IReadOnlyList<UsedType> Types);

/// <summary>A type and the file that declares it, relative to the repository.</summary>
public sealed record UsedType(string Name, string File);

/// <summary>The structure of <c>src</c>, bound by the compiler: who uses which type of whom.</summary>
public sealed class House
{
    public required IReadOnlyList<Room> Rooms { get; init; }
    public required IReadOnlyList<Arrow> Arrows { get; init; }

    /// <summary>
    /// Reads the sources below <paramref name="root"/>. The solution must have been built: global usings and packages come from there.
    /// </summary>
    public static House Read(string root)
    {
        var source = Path.Combine(root, "src");
        var files = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
        var trees = files.ConvertAll(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, Path.GetRelativePath(root, file)));
        var compilation = CSharpCompilation.Create("house", [.. trees, .. GlobalUsings(root, options)], References(root));
        var used = new SortedDictionary<(string From, string To), SortedDictionary<string, string>>();
        foreach (var tree in trees)
        {
            Collect(compilation, tree, used);
        }

        return new House
        {
            Rooms =
            [
                .. trees.GroupBy(tree => RoomOf(tree.FilePath), StringComparer.Ordinal)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new Room(group.Key, group.Count(), group.Sum(tree => tree.GetText().Lines.Count))),
            ],
            Arrows =
            [
                .. used.Select(pair =>
                    new Arrow(pair.Key.From, pair.Key.To, [.. pair.Value.Select(type => new UsedType(type.Key, type.Value))])),
            ],
        };
    }

    /// <summary>
    /// <c>src/Server/Features/Fleet/X.cs</c> is in <c>Server/Features/Fleet</c>, <c>src/Model/Host/Cpu.cs</c> in <c>Model</c>.
    /// </summary>
    public static string RoomOf(string path)
    {
        var parts = path.Replace('\\', '/').Split('/');
        return parts is ["src", "Server", "Features" or "Platform", var name, _, ..] && !name.EndsWith(".cs", StringComparison.Ordinal)
            ? $"Server/{parts[2]}/{name}"
            : parts[1];
    }

    private static void Collect(
        CSharpCompilation compilation, SyntaxTree tree, SortedDictionary<(string From, string To), SortedDictionary<string, string>> used)
    {
        var model = compilation.GetSemanticModel(tree);
        var from = RoomOf(tree.FilePath);
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var info = model.GetSymbolInfo(name);
            var type = TypeOf(info.Symbol ?? info.CandidateSymbols.FirstOrDefault());
            if (type?.DeclaringSyntaxReferences.FirstOrDefault() is not { } declared)
            {
                continue;
            }

            var to = RoomOf(declared.SyntaxTree.FilePath);
            if (to == from)
            {
                continue;
            }

            if (!used.TryGetValue((from, to), out var types))
            {
                used[(from, to)] = types = new SortedDictionary<string, string>(StringComparer.Ordinal);
            }

            types[type.Name] = declared.SyntaxTree.FilePath;
        }
    }

    // A type by name, a constructor call, or an extension method (which hides the class it lives in).
    private static INamedTypeSymbol? TypeOf(ISymbol? symbol) => symbol switch
    {
        INamedTypeSymbol type => type,
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType,
        IMethodSymbol method when method.IsExtensionMethod => (method.ReducedFrom ?? method).ContainingType,
        _ => null,
    };

    private static IEnumerable<SyntaxTree> GlobalUsings(string root, CSharpParseOptions options)
        => Directory.EnumerateFiles(Path.Combine(root, "artifacts", "obj"), "*.GlobalUsings.g.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines)
            .Where(line => line.StartsWith("global using", StringComparison.Ordinal) && !line.Contains("Xunit", StringComparison.Ordinal)
                && !line.Contains("Shouldly", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .Select(line => CSharpSyntaxTree.ParseText(line, options, "GlobalUsings.cs"));

    private static IEnumerable<MetadataReference> References(string root)
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)
            ?? throw new InvalidOperationException("no framework folder");
        var shared = Path.GetDirectoryName(Path.GetDirectoryName(framework)) ?? framework;
        var version = Path.GetFileName(framework);
        var folders = new[]
        {
            framework,
            Path.Combine(shared, "Microsoft.AspNetCore.App", version),
            Path.Combine(root, "artifacts", "bin", "Cli", "debug"),
        };
        return folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll"))
            .Where(IsManagedPackage)
            .DistinctBy(Path.GetFileName, StringComparer.Ordinal)
            .Select(file => MetadataReference.CreateFromFile(file));
    }

    private static bool IsManagedPackage(string file)
    {
        var name = Path.GetFileName(file);
        if (name.StartsWith("Proxima.", StringComparison.Ordinal) || name == "proxima.dll")
        {
            return false;
        }

        using var stream = File.OpenRead(file);
        using var reader = new System.Reflection.PortableExecutable.PEReader(stream);
        return reader.HasMetadata;
    }
}
