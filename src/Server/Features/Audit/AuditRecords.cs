using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Proxima.Server.Platform.Audit;

namespace Proxima.Server.Features.Audit;

/// <summary>What to compare the log with.</summary>
/// <param name="Anchors">
/// Anchors as text, one an item: the line Proxima wrote to the journal or to syslog, or what <c>journalctl -o json</c> prints of it.
/// Lines that hold no anchor are counted and left out. Null or empty to check the log by itself.
/// </param>
public sealed record AuditVerifyRequest(IReadOnlyList<string>? Anchors = null);

/// <summary>A filter of the audit log as it comes in the query; every part may be left out.</summary>
internal sealed record AuditQuery
{
    /// <summary>Who: a whole name.</summary>
    [FromQuery(Name = "principal"), Description("Who: a whole name.")]
    public string? Principal { get; init; }

    /// <summary>Prefix of the API token used.</summary>
    [FromQuery(Name = "token"), Description("Prefix of the API token used.")]
    public string? Token { get; init; }

    /// <summary>Where it came from: the whole address.</summary>
    [FromQuery(Name = "address"), Description("Where it came from: the whole address.")]
    public string? Address { get; init; }

    /// <summary>What: session.create, or all of it with session.</summary>
    [FromQuery(Name = "action"), Description("What: session.create, or all of it with session.")]
    public string? Action { get; init; }

    /// <summary>Part of what it was done to; A to Z without case.</summary>
    [FromQuery(Name = "target"), Description("Part of what it was done to; A to Z without case.")]
    public string? Target { get; init; }

    /// <summary>done, refused or failed.</summary>
    [FromQuery(Name = "outcome"), Description("done, refused or failed.")]
    public string? Outcome { get; init; }

    /// <summary>Not before this time.</summary>
    [FromQuery(Name = "from"), Description("Not before this time.")]
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    [FromQuery(Name = "to"), Description("Before this time.")]
    public DateTimeOffset? To { get; init; }

    /// <summary>Part of any field; A to Z without case.</summary>
    [FromQuery(Name = "text"), Description("Part of any field; A to Z without case.")]
    public string? Text { get; init; }

    public AuditFilter Filter => new()
    {
        Principal = Filled(Principal),
        Token = Filled(Token),
        Address = Filled(Address),
        Action = Filled(Action),
        Target = Filled(Target),
        Outcome = Filled(Outcome) is { } outcome ? AuditOutcomes.Find(outcome) : null,
        From = From,
        To = To,
        Text = Filled(Text),
    };

    /// <summary>For the audit log itself: <c>principal=anna outcome=refused</c>; null for all of it.</summary>
    public string? Words
    {
        get
        {
            var words = new List<string>();
            Add("principal", Principal);
            Add("token", Token);
            Add("address", Address);
            Add("action", Action);
            Add("target", Target);
            Add("outcome", Outcome);
            Add("from", From?.ToString("o", System.Globalization.CultureInfo.InvariantCulture));
            Add("to", To?.ToString("o", System.Globalization.CultureInfo.InvariantCulture));
            Add("text", Text);
            return words.Count == 0 ? null : string.Join(' ', words);

            void Add(string name, string? value)
            {
                if (Filled(value) is { } filled)
                {
                    words.Add($"{name}={filled}");
                }
            }
        }
    }

    /// <summary>Whether the outcome is a word of ours, or left out.</summary>
    public bool HasOutcome => Filled(Outcome) is not { } outcome || AuditOutcomes.Find(outcome) is not null;

    /// <summary>A field of a form that was left empty asks for nothing.</summary>
    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().Replace('\0', '\uFFFD');
}

internal static class AuditOutcomes
{
    /// <summary>Null for a word that is no outcome.</summary>
    public static AuditOutcome? Find(string word) => word switch
    {
        "done" => AuditOutcome.Done,
        "refused" => AuditOutcome.Refused,
        "failed" => AuditOutcome.Failed,
        _ => null,
    };
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DateTimeOffset?))]
[JsonSerializable(typeof(AuditFound))]
[JsonSerializable(typeof(AuditRecord))]
[JsonSerializable(typeof(AuditReport))]
[JsonSerializable(typeof(AuditSummary))]
[JsonSerializable(typeof(AuditVerifyRequest))]
internal sealed partial class AuditJson : JsonSerializerContext;
