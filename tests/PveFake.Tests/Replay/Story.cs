using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Proxima.PveFake.World;
using Proxima.TestKit;

namespace Proxima.PveFake.Tests.Replay;

/// <summary>
/// Tells the recorded requests to the mock again, in order. What a server makes up (task ids, tickets, digests) is translated on the way:
/// from the recorded one to the one the mock made for the same thing.
/// </summary>
internal sealed partial class Story(PveFakeServer fake, ManualClock clock, string recordedNode)
{
    private readonly Dictionary<string, string> _upids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _digests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _stamps = new(StringComparer.Ordinal);

    public ManualClock Clock { get; } = clock;

    public PveWorld World => fake.World;

    /// <summary>A request of the stage's own, by root.</summary>
    public Task<RawAnswer> SendAsync(string method, string path, string form = "")
        => RawClient.AskAsync(fake, method, path, form, $"PVEAPIToken=root@pam!full={RecordedHost.Secret}");

    public async Task<RawAnswer> TellAsync(Recording recording)
    {
        var target = Translate(Uri.UnescapeDataString(recording.Target), recording) is var path
            && !recording.Target.Contains("%2F", StringComparison.Ordinal)
            && !recording.Target.Contains("%3D", StringComparison.Ordinal) ? Escape(path) : TranslateEscaped(recording);
        var body = Encoding.UTF8.GetBytes(recording.RequestBody is { } text ? Translate(text, recording) : string.Empty);
        if (recording.Name.EndsWith("big-body", StringComparison.Ordinal) && recording.RequestHeader("Content-Length") is { } length)
        {
            body = [.. body, .. Enumerable.Repeat((byte)'x', Math.Max(0, int.Parse(length, CultureInfo.InvariantCulture) - body.Length))];
        }

        var headers = new List<(string, string)>();
        foreach (var (name, value) in recording.RequestHeaders)
        {
            headers.Add((name, name.ToLowerInvariant() switch
            {
                "cookie" => Cookie(value),
                "csrfpreventiontoken" => Csrf(value, recording),
                "content-length" => body.Length.ToString(CultureInfo.InvariantCulture),
                _ => value,
            }));
        }

        if (body.Length > 0 && recording.RequestHeader("Content-Length") is null && recording.RequestHeader("Transfer-Encoding") is null)
        {
            headers.Add(("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)));
        }

        var answer = await RawClient.AskAsync(fake.Address, recording.Method, target, headers, body, TestContext.Current.CancellationToken);
        Learn(recording, answer);
        return answer;
    }

    private void Learn(Recording recording, RawAnswer answer)
    {
        if (Data(recording.Body)?.ToString() is { } was && Data(answer.Text)?.ToString() is { } made
            && was.StartsWith("UPID:", StringComparison.Ordinal) && made.StartsWith("UPID:", StringComparison.Ordinal))
        {
            _upids[Local(was)] = made;
        }
    }

    private static JsonValue? Data(string text)
    {
        try
        {
            return JsonNode.Parse(text)?["data"] is JsonValue value ? value : null;
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private string TranslateEscaped(Recording recording)
        => UpidEscaped().Replace(Volume().Replace(ForNode(recording.Target, recording), match => Stamp(match.Value)), match
            => Uri.EscapeDataString(Upid(Uri.UnescapeDataString(match.Value), recording)));

    private string Translate(string text, Recording recording)
    {
        var translated = UpidPlain().Replace(ForNode(text, recording), match => Upid(match.Value, recording));
        translated = Digest().Replace(translated, match => "digest=" + CurrentDigest(match.Groups["value"].Value, recording));
        translated = TicketText().Replace(translated, match => Ticket(match.Groups["user"].Value, match.Value));
        translated = TicketEscaped().Replace(translated, match
            => Uri.EscapeDataString(Ticket(Uri.UnescapeDataString(match.Groups["user"].Value), match.Value)));
        return Volume().Replace(translated, match => Stamp(match.Value));
    }

    private string ForNode(string text, Recording recording)
        => recording.Version == World.Version.Version ? text
            : text.Replace(World.Version.IsNine ? "pve8" : "pve1", recordedNode, StringComparison.Ordinal);

    private string Local(string upid) => upid.Replace(World.Version.IsNine ? "UPID:pve8" : "UPID:pve1", $"UPID:{recordedNode}",
        StringComparison.Ordinal);

    // The one we know to be it, or else our newest of the same kind about the same thing.
    private string Upid(string recorded, Recording recording)
    {
        if (_upids.TryGetValue(Local(recorded), out var known))
        {
            return known;
        }

        if (recording.Status != 200)
        {
            return recorded;
        }

        var parts = recorded.Split(':');
        lock (World.Gate)
        {
            return World.Tasks.NewestFirst.FirstOrDefault(task => task.Node == parts[1] && task.Type == parts[5]
                && task.Id == parts[6])?.Upid ?? recorded;
        }
    }

    private string CurrentDigest(string recorded, Recording recording)
    {
        if (!_digests.TryGetValue(recorded, out var ours))
        {
            var id = int.Parse(GuestPath().Match(recording.Target).Groups["id"].Value, CultureInfo.InvariantCulture);
            lock (World.Gate)
            {
                _digests[recorded] = ours = World.Guests[id].Digest;
            }
        }

        return ours;
    }

    // A backup is named for its second; ours was made at another one.
    private string Stamp(string volume)
    {
        var ending = volume[volume.IndexOf('.', StringComparison.Ordinal)..];
        if (!_stamps.TryGetValue(volume, out var ours))
        {
            lock (World.Gate)
            {
                var found = World.Storages["local"].All.Where(other => other.Content == "backup"
                    && other.Id.EndsWith(ending, StringComparison.Ordinal)).OrderBy(other => other.Created).FirstOrDefault();
                ours = found is null ? volume : found.Id[(found.Id.IndexOf("vzdump-", StringComparison.Ordinal))..];
            }

            if (ours != volume)
            {
                _stamps[volume] = ours;
            }
        }

        return ours;
    }

    private string Cookie(string value) => TicketEscaped()
        .Replace(TicketText().Replace(value, match => Ticket(match.Groups["user"].Value, match.Value)),
        match => Uri.EscapeDataString(Ticket(Uri.UnescapeDataString(match.Groups["user"].Value), match.Value)));

    private string Ticket(string user, string otherwise)
        => otherwise.Contains("REDACTED", StringComparison.Ordinal) ? World.Access.Tickets.Ticket(user, World.Now.ToUnixTimeSeconds())
            : otherwise;

    private string Csrf(string value, Recording recording)
    {
        if (!value.Contains("REDACTED", StringComparison.Ordinal))
        {
            return value;
        }

        var cookie = Uri.UnescapeDataString(recording.RequestHeader("Cookie") ?? string.Empty);
        var user = TicketText().Match(cookie).Groups["user"].Value;
        var owner = recording.Name.Contains("other-user", StringComparison.Ordinal) ? "alice@pve" : user;
        return World.Access.Tickets.CsrfToken(owner, World.Now.ToUnixTimeSeconds());
    }

    private static string Escape(string path) => path.Replace(" ", "%20", StringComparison.Ordinal);

    [GeneratedRegex("UPID:[^:]+:[0-9A-F]{8}:[0-9A-F]{8,9}:[0-9A-F]{8}:[^:]+:[^:]*:[^:/]+:", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex UpidPlain();

    [GeneratedRegex("UPID%3A[^/?]+", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex UpidEscaped();

    [GeneratedRegex("digest=(?<value>[0-9a-f]{40})", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex Digest();

    [GeneratedRegex("PVE:(?<user>[^:]+):[0-9A-F]{8}::[A-Za-z0-9]+", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex TicketText();

    [GeneratedRegex("PVE%3A(?<user>[^:&;]+?)%3A[0-9A-F]{8}%3A%3A[A-Za-z0-9]+", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex TicketEscaped();

    [GeneratedRegex(@"vzdump-(lxc|qemu)-\d+-[0-9_-]+\.(tar\.zst|tar|vma)", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex Volume();

    [GeneratedRegex("/(qemu|lxc)/(?<id>[0-9]+)", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex GuestPath();
}
