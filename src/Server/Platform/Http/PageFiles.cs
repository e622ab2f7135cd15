using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;

namespace Proxima.Server.Platform.Http;

/// <summary>One way a file of the page is stored: as it is, or compressed when it was built.</summary>
internal sealed record PageVariant(string? Encoding, byte[] Content, string ETag)
{
    public static PageVariant Of(string? encoding, byte[] content)
        => new(encoding, content, $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..24]}\"");
}

/// <summary>One file of the page. The plain variant comes last: it is the one everybody understands.</summary>
internal sealed record PageFile(string Path, string ContentType, IReadOnlyList<PageVariant> Variants)
{
    public PageVariant Plain => Variants[^1];
}

/// <summary>
/// The page as built into the assembly (resources <c>Web/…</c>), by path. A look-up in a closed table: no path reaches a file system.
/// </summary>
internal sealed class PageFiles
{
    public const string Index = "/index.html";
    private const string Prefix = "Web/";

    private readonly FrozenDictionary<string, PageFile> _files;

    public PageFiles()
        : this(Embedded())
    {
    }

    /// <summary>Files by path from the root of the page, such as <c>assets/x.js</c> and beside it <c>assets/x.js.br</c>.</summary>
    public PageFiles(IReadOnlyDictionary<string, byte[]> files)
    {
        var types = new FileExtensionContentTypeProvider();
        _files = files.Keys
            .Where(name => !(IsVariant(name, ".br") || IsVariant(name, ".gz")))
            .Select(name => new PageFile("/" + name, ContentType(types, name), Variants(files, name)))
            .ToFrozenDictionary(file => file.Path, StringComparer.Ordinal);

        bool IsVariant(string name, string ending)
            => name.EndsWith(ending, StringComparison.Ordinal) && files.ContainsKey(name[..^ending.Length]);
    }

    public bool IsBuilt => _files.ContainsKey(Index);

    public PageFile? Find(string path) => _files.GetValueOrDefault(path);

    private static List<PageVariant> Variants(IReadOnlyDictionary<string, byte[]> files, string name)
    {
        var variants = new List<PageVariant>();
        foreach (var (ending, encoding) in new[] { (".br", "br"), (".gz", "gzip") })
        {
            if (files.TryGetValue(name + ending, out var content))
            {
                variants.Add(PageVariant.Of(encoding, content));
            }
        }

        variants.Add(PageVariant.Of(encoding: null, files[name]));
        return variants;
    }

    private static string ContentType(FileExtensionContentTypeProvider types, string name)
    {
        var type = types.TryGetContentType(name, out var known) ? known : "application/octet-stream";
        var isText = type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("json", StringComparison.Ordinal);
        return isText ? type + "; charset=utf-8" : type;
    }

    private static Dictionary<string, byte[]> Embedded()
    {
        var assembly = typeof(PageFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Resource {name} is listed but cannot be read.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
