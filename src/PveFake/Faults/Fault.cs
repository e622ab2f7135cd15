using System.Globalization;
using System.Text.RegularExpressions;

namespace Proxima.PveFake.Faults;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>The answer comes late.</summary>
    Slow,

    /// <summary>401 as for a ticket or token that is none (any more).</summary>
    Unauthorized,

    /// <summary>The length is announced, half of it is sent, then the connection breaks.</summary>
    HalfBody,

    /// <summary>The connection is closed without an answer, as a server does that was tired of a kept one.</summary>
    Drop,

    /// <summary>The connection is reset in the middle of the TLS stream.</summary>
    Reset,

    /// <summary>A proxy's page in HTML instead of JSON.</summary>
    Html,

    /// <summary>595, the node behind cannot be reached.</summary>
    Unreachable,

    /// <summary>A status of one's own choice.</summary>
    Status,
}

/// <summary>One thing that goes wrong, where and how often.</summary>
public sealed partial record Fault(FaultKind Kind)
{
    /// <summary>The paths it hits, below the format; <c>*</c> stands for anything: <c>/nodes/pve2/*</c>.</summary>
    public string Path { get; init; } = "*";

    /// <summary>How many calls pass first.</summary>
    public int After { get; init; }

    /// <summary>How many calls it hits; null for all that follow.</summary>
    public int? Times { get; init; }

    /// <summary>For <see cref="FaultKind.Slow"/>.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For <see cref="FaultKind.Status"/>.</summary>
    public int StatusCode { get; init; } = 500;

    /// <summary>
    /// Reads <c>KIND[:ARGUMENT][@PATH][,after=N][,times=N]</c>: <c>slow:3</c> (seconds), <c>401</c>, <c>half</c>, <c>drop</c>,
    /// <c>reset</c>, <c>html</c>, <c>595</c>,
    /// <c>status:503</c>; null when the text is none of them.
    /// </summary>
    public static Fault? Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success || KindOf(match.Groups["kind"].Value) is not { } kind)
        {
            return null;
        }

        var fault = new Fault(kind) { Path = match.Groups["path"] is { Success: true } path ? path.Value : "*" };
        if (match.Groups["argument"] is { Success: true } argument)
        {
            if (!double.TryParse(argument.Value, CultureInfo.InvariantCulture, out var number) || number is < 0 or > 86400)
            {
                return null;
            }

            fault = kind is FaultKind.Slow ? fault with { Delay = TimeSpan.FromSeconds(number) }
                : fault with { StatusCode = Math.Clamp((int)number, 400, 599) };
        }

        foreach (Capture option in match.Groups["option"].Captures)
        {
            var pair = option.Value.Split('=');
            if (!int.TryParse(pair[1], CultureInfo.InvariantCulture, out var count))
            {
                return null;
            }

            fault = pair[0] == "after" ? fault with { After = count } : fault with { Times = count };
        }

        return fault;
    }

    internal bool Hits(string path)
        => Path == "*" || Regex.IsMatch(path, "^" + Regex.Escape(Path).Replace("\\*", ".*", StringComparison.Ordinal) + "$",
            RegexOptions.None, TimeSpan.FromSeconds(1));

    private static FaultKind? KindOf(string word) => word switch
    {
        "slow" => FaultKind.Slow,
        "401" => FaultKind.Unauthorized,
        "half" => FaultKind.HalfBody,
        "drop" => FaultKind.Drop,
        "reset" => FaultKind.Reset,
        "html" => FaultKind.Html,
        "595" => FaultKind.Unreachable,
        "status" => FaultKind.Status,
        _ => null,
    };

    [GeneratedRegex(
        @"^(?<kind>slow|401|half|drop|reset|html|595|status)(:(?<argument>[0-9.]+))?(@(?<path>[^,\s]+))?"
            + "(,(?<option>(after|times)=[0-9]{1,6}))*$",
        RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Form();
}
