using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Proxima.Repo.Tests;

/// <summary>Habits the compiler does not check.</summary>
public sealed partial class StyleTests
{
    // The one place each ban is lifted, and why.
    private static readonly Dictionary<string, string> LiftedBans = new(StringComparer.Ordinal)
    {
        ["src/Server/ServerApp.cs"] = "resolves: it is the table of contents",
        ["src/Pve/Commands/ProgramCall.cs"] = "starts pvesh and ssh: the library stands alone and cannot use the runner of Collect",
    };

    [Fact]
    public void Classes_are_sealed_static_or_abstract()
        => Product<ClassDeclarationSyntax>()
            .Where(item => !item.Node.Modifiers.Any(word => word.Kind() is SyntaxKind.SealedKeyword or SyntaxKind.StaticKeyword or SyntaxKind.AbstractKeyword))
            .Where(item => !IsLaterPart(item.Node))
            .Select(item => $"{item.Path}: {item.Node.Identifier.Text}").ShouldBeEmpty();

    [Fact]
    public void Names_say_what_a_thing_is()
        => Product<BaseTypeDeclarationSyntax>().Where(item => VagueName().IsMatch(item.Node.Identifier.Text))
            .Select(item => $"{item.Path}: {item.Node.Identifier.Text}").ShouldBeEmpty("Manager, Helper, Util, Service and Processor say nothing");

    [Fact]
    public void No_folder_is_a_bucket()
        => Tree.Tracked("src", "web/src", "tests").SelectMany(path => path.Split('/')[..^1]).Where(folder => BucketName().IsMatch(folder)).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_to_do_in_a_comment()
        => Tree.Tracked("*.cs", "*.ts", "*.tsx", "*.css", "*.sh", "*.sql").Where(path => !path.StartsWith("tests/Repo.Tests/", StringComparison.Ordinal))
            .Where(path => ToDo().IsMatch(Tree.Text(path))).ShouldBeEmpty("plans live in the tracker");

    [Fact]
    public void A_catch_is_never_empty()
        => Product<CatchClauseSyntax>().Where(item => item.Node.Block.Statements.Count == 0 && !HasComment(item.Node.Block))
            .Select(item => $"{item.Path}:{Line(item.Node)}").ShouldBeEmpty("say why nothing is to be done");

    [Fact]
    public void A_null_is_forgiven_only_with_a_reason()
        => Product<PostfixUnaryExpressionSyntax>().Where(item => item.Node.IsKind(SyntaxKind.SuppressNullableWarningExpression))
            .Where(item => !HasCommentNear(item.Node))
            .Select(item => $"{item.Path}:{Line(item.Node)}: {item.Node}").ShouldBeEmpty();

    [Fact]
    public void A_ban_is_lifted_only_where_it_is_known()
        => Tree.Product.Where(file => Tree.Text(file.Path).Contains("RS0030", StringComparison.Ordinal) && !LiftedBans.ContainsKey(file.Path)
                && !IsProgramRunner(file.Path))
            .Select(file => file.Path).ShouldBeEmpty();

    [Fact]
    public void Tasks_can_be_cancelled()
    {
        var tasks = Product<MethodDeclarationSyntax>()
            .Where(item => item.Node.ReturnType.ToString() is var type && (type.StartsWith("Task", StringComparison.Ordinal) || type.StartsWith("ValueTask", StringComparison.Ordinal)))
            .Where(item => !item.Node.Modifiers.Any(SyntaxKind.OverrideKeyword) && item.Node.Identifier.Text is not ("DisposeAsync" or "Main" or "InvokeAsync"))
            .ToList();
        var with = tasks.Count(item => item.Node.ParameterList.Parameters.Any(parameter => parameter.Type?.ToString() is "CancellationToken" or "HttpContext"));
        (with / (double)Math.Max(1, tasks.Count)).ShouldBeGreaterThanOrEqualTo(0.9, "every await can stop");
    }

    [Fact]
    public void No_machine_of_ours_is_named()
        => Tree.Tracked().Where(path => !path.StartsWith("tests/Repo.Tests/", StringComparison.Ordinal) && !path.EndsWith(".png", StringComparison.Ordinal))
            .Where(path => LocalPath().IsMatch(Tree.Text(path))).ShouldBeEmpty();

    [Fact]
    public void Links_between_documents_resolve()
    {
        var broken =
            from path in Tree.Tracked("*.md")
            from Match link in MarkdownLink().Matches(Tree.Text(path))
            let target = link.Groups["target"].Value.Split('#')[0]
            where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
            where !Path.Exists(Path.Combine(Tree.Root, Path.GetDirectoryName(path) ?? string.Empty, target))
            select $"{path}: {target}";
        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Documents_name_files_that_exist()
    {
        var missing =
            from path in Tree.Tracked("docs/*.md", "*.md")
            where path != "CHANGELOG.md"
            from Match name in NamedFile().Matches(Tree.Text(path))
            let target = name.Groups["path"].Value
            where !Path.Exists(Path.Combine(Tree.Root, target))
            select $"{path}: {target}";
        missing.ShouldBeEmpty();
    }

    private static IEnumerable<(string Path, T Node)> Product<T>()
        where T : SyntaxNode
        => Tree.Product.SelectMany(file => file.Syntax.GetRoot().DescendantNodes().OfType<T>(), (file, node) => (file.Path, node));

    private static int Line(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private static bool IsProgramRunner(string path) => path == "src/Collect/Sources/ProgramRunner.cs";

    // One part of a partial class carries the modifiers.
    private static bool IsLaterPart(ClassDeclarationSyntax node)
        => node.Modifiers.Any(SyntaxKind.PartialKeyword) && Product<ClassDeclarationSyntax>().Any(other => other.Node.Identifier.Text == node.Identifier.Text
            && other.Node.Modifiers.Any(word => word.Kind() is SyntaxKind.SealedKeyword or SyntaxKind.StaticKeyword));

    private static bool HasComment(SyntaxNode node)
        => node.DescendantTrivia().Any(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia);

    private static bool HasCommentNear(SyntaxNode node)
    {
        var lines = node.SyntaxTree.GetText().Lines;
        var line = node.GetLocation().GetLineSpan().StartLinePosition.Line;
        return lines[line].ToString().Contains("//", StringComparison.Ordinal)
            || (line > 0 && lines[line - 1].ToString().Contains("//", StringComparison.Ordinal));
    }

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utility|Service|Processor|Impl)$", RegexOptions.ExplicitCapture)]
    private static partial Regex VagueName();

    [GeneratedRegex("^(common|core|shared|helpers?|utils?|services?|misc)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex BucketName();

    [GeneratedRegex(@"\b(TODO|FIXME|XXX|HACK)\b")]
    private static partial Regex ToDo();

    [GeneratedRegex(@"(^|[\s""'(=])/(root|home/\w+|work)/")]
    private static partial Regex LocalPath();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex MarkdownLink();

    [GeneratedRegex("`(?<path>(src|tests|web|docs|contracts|eng|tools|bench|api)/[A-Za-z0-9_./-]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex NamedFile();
}
