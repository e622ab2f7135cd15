using System.Xml.Linq;
using Proxima.Map;

namespace Proxima.Repo.Tests;

/// <summary>Which room may use which. The picture is docs/architecture.md; the arrows are what the compiler binds.</summary>
public sealed class WallTests
{
    private static readonly Lazy<House> Built = new(() => House.Read(Tree.Root));

    private static readonly Dictionary<string, string[]> AllowedProjects = new(StringComparer.Ordinal)
    {
        ["src/Model"] = [],
        ["src/Collect"] = ["Model"],
        ["src/Blocks"] = [],
        ["src/Pve"] = [],
        ["src/PveFake"] = ["Pve"],
        ["src/Server"] = ["Model", "Collect", "Blocks", "Pve"],
        ["src/Cli"] = ["Server", "Pve", "PveFake"],
    };

    [Fact]
    public void Projects_reference_what_the_picture_allows()
    {
        foreach (var path in Tree.Tracked("src/*.csproj"))
        {
            var folder = Path.GetDirectoryName(path)?.Replace('\\', '/') ?? string.Empty;
            var references = XDocument.Parse(Tree.Text(path)).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")?.Value.Replace('\\', '/')));
            AllowedProjects.ShouldContainKey(folder, $"{folder} is a new room: draw it in docs/architecture.md and allow it here");
            references.ShouldBeSubsetOf(AllowedProjects[folder], folder);
        }
    }

    [Fact]
    public void The_platform_knows_no_feature()
        => Built.Value.Arrows.Where(arrow => IsPlatform(arrow.From) && (IsFeature(arrow.To) || arrow.To is "Server" or "Cli"))
            .Where(arrow => !arrow.Types.All(type => type.Name is "ServeOptions" or "StartupException"))
            .Select(Words).ShouldBeEmpty();

    [Fact]
    public void The_model_knows_nothing_and_collect_knows_only_the_model()
        => Built.Value.Arrows.Where(arrow => arrow.From == "Model" || (arrow.From == "Collect" && arrow.To != "Model")).Select(Words).ShouldBeEmpty();

    [Fact]
    public void Features_reach_each_other_only_through_the_interface_file_at_their_root()
    {
        var sideways = Built.Value.Arrows.Where(arrow => IsFeature(arrow.From) && IsFeature(arrow.To));
        var wrong = sideways.SelectMany(arrow => arrow.Types, (arrow, type) => (arrow, type))
            .Where(pair => !IsInterfaceFile(pair.type.File))
            .Select(pair => $"{pair.arrow.From} uses {pair.type.Name} of {pair.type.File}");
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void The_graph_of_features_has_no_cycle()
    {
        var next = Built.Value.Arrows.Where(arrow => IsFeature(arrow.From) && IsFeature(arrow.To))
            .ToLookup(arrow => arrow.From, arrow => arrow.To, StringComparer.Ordinal);
        foreach (var feature in next.Select(group => group.Key))
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var open = new Stack<string>(next[feature]);
            while (open.TryPop(out var at))
            {
                at.ShouldNotBe(feature, $"{feature} depends on itself through others");
                if (seen.Add(at))
                {
                    foreach (var further in next[at])
                    {
                        open.Push(further);
                    }
                }
            }
        }
    }

    [Fact]
    public void The_arrows_are_the_committed_ones() => Tree.ShouldBeCommitted("contracts/arrows.txt", ArrowsText.Of(Built.Value));

    private static bool IsFeature(string room) => room.StartsWith("Server/Features/", StringComparison.Ordinal);

    private static bool IsPlatform(string room) => room.StartsWith("Server/Platform/", StringComparison.Ordinal);

    // src/Server/Features/Fleet/IFleet.cs
    private static bool IsInterfaceFile(string path)
        => path.Split('/') is [_, _, _, _, ['I', >= 'A' and <= 'Z', ..]];

    private static string Words(Arrow arrow) => $"{arrow.From} -> {arrow.To}: {string.Join(", ", arrow.Types.Select(type => type.Name))}";
}
