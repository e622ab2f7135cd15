using System.Text.RegularExpressions;

namespace Proxima.PveFake.Api.Nodes;

/// <summary>What a task's id looks like: <c>UPID:node:pid:pstart:starttime:type:id:user:</c>, numbers in hexadecimal.</summary>
internal static partial class Upids
{
    public static bool IsUpid(string text) => Form().IsMatch(text);

    [GeneratedRegex(
        "^UPID:[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?:[0-9A-Fa-f]{8}:[0-9A-Fa-f]{8,9}:[0-9A-Fa-f]{8}:[^:\\s]+:[^:\\s]*:[^:\\s]+:$",
        RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Form();
}
