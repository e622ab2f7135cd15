using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Proxima.Repo.Tests;

/// <summary>
/// A file is read in one sitting. What is over the limit today stands in contracts/ratchet.txt with its size, and may only shrink:
/// a larger number fails, and so does an entry that is no longer needed.
/// </summary>
public sealed class SizeTests
{
    private const int MostLinesAFile = 400;
    private const int MostLinesAMethod = 70;
    private const int MostColumns = 140;
    private const int MostConstructorParameters = 6;

    [Fact]
    public void Files_methods_constructors_and_lines_keep_their_size()
    {
        var allowed = Tree.Text("contracts/ratchet.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);
        var found = Tree.Sources.SelectMany(file => TooLarge(file.Path, file.Syntax)).Concat(TooLargeWeb()).ToList();

        found.Where(item => item.Size > allowed.GetValueOrDefault(item.What)).Select(item => $"{item.What} {item.Size} (limit {item.Limit})")
            .ShouldBeEmpty("too large: split it");
        allowed.Keys.Except(found.Select(item => item.What), StringComparer.Ordinal)
            .ShouldBeEmpty("no longer needed: take it out of contracts/ratchet.txt");
    }

    private static IEnumerable<(string What, int Size, int Limit)> TooLarge(string path, SyntaxTree syntax)
    {
        var lines = syntax.GetText().Lines;
        if (lines.Count > MostLinesAFile)
        {
            yield return (path, lines.Count, MostLinesAFile);
        }

        var longest = lines.Max(line => line.End - line.Start);
        // Tests hold recorded lines and rows of tables, which are as long as they are.
        if (longest > MostColumns && !path.StartsWith("tests/", StringComparison.Ordinal))
        {
            yield return ($"{path}:columns", longest, MostColumns);
        }

        foreach (var member in syntax.GetRoot().DescendantNodes().OfType<BaseMethodDeclarationSyntax>())
        {
            var span = syntax.GetLineSpan(member.Span);
            var size = span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
            if (size > MostLinesAMethod)
            {
                yield return ($"{path}:{Name(member)}", size, MostLinesAMethod);
            }

            if (member is ConstructorDeclarationSyntax { ParameterList.Parameters.Count: > MostConstructorParameters and var count })
            {
                yield return ($"{path}:{Name(member)}:parameters", count, MostConstructorParameters);
            }
        }

        foreach (var type in syntax.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>())
        {
            if (type.ParameterList is { Parameters.Count: > MostConstructorParameters and var count })
            {
                yield return ($"{path}:{type.Identifier.Text}:parameters", count, MostConstructorParameters);
            }
        }
    }

    private static IEnumerable<(string What, int Size, int Limit)> TooLargeWeb()
        => Tree.Tracked("web/src/*.ts", "web/src/*.tsx", "web/src/*.css", "web/e2e/*.ts")
            .Where(path => path != "web/src/api/schema.ts" && !path.StartsWith("web/src/messages/", StringComparison.Ordinal))
            .Select(path => (path, Tree.Text(path).Split('\n').Length, MostLinesAFile))
            .Where(item => item.Length > MostLinesAFile);

    private static string Name(BaseMethodDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => "operator",
    };
}
