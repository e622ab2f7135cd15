using Proxima.Model;

namespace Proxima.Collect.Linux.Facts;

/// <summary>Release as uname -r says it, and the kernel's whole description.</summary>
internal sealed record KernelVersion(string Release, string Description);

/// <summary>/proc/version, proc_version(5): <c>Linux version RELEASE (builder) (compiler) #build</c>.</summary>
internal static class KernelVersionText
{
    private const string Start = "Linux version ";

    public static Reading<KernelVersion> Parse(ReadOnlySpan<char> text)
    {
        var lines = new Lines(text);
        lines.Next(out var line);
        if (!line.StartsWith(Start)) return Reading.Failed<KernelVersion>("/proc/version: does not begin with 'Linux version'");
        var fields = new Fields(line[Start.Length..]);
        return fields.Next(out var release) && !fields.Rest.IsEmpty
            ? Reading.Of(new KernelVersion(release.ToString(), line.Trim().ToString()))
            : Reading.Failed<KernelVersion>("/proc/version: no release");
    }
}
