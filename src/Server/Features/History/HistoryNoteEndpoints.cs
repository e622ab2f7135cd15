using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Model;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.History;

/// <summary>Notes on charts over HTTP.</summary>
internal static class HistoryNoteEndpoints
{
    private const int MostNotes = 1000;

    public static void MapHistoryNoteEndpoints(this WebApplication app)
    {
        var group = app.MapGroup("/api/nodes/{id}/notes").WithTags("History");
        group.MapGet("", List).WithName("listNotes").RequireScope(Scopes.Read);
        group.MapPost("", Add).WithName("addNote").RequireScope(Scopes.SettingsManage);
        group.MapDelete("/{note:long}", Delete).WithName("deleteNote").RequireScope(Scopes.SettingsManage);
    }

    /// <summary>What happened to a node, and to everything, between two moments; at most 1000 notes.</summary>
    private static async Task<Results<Ok<NoteList>, ProblemHttpResult>> List(
        string id, DateTimeOffset from, DateTimeOffset to, HistoryNotes notes, HttpContext context, ITopology topology,
        CancellationToken cancellationToken)
    {
        if (HistoryBounds.OutOfBounds(context, topology, id) is { } hidden)
            return hidden;
        if (!NodeId.TryParse(id, null, out var node))
            return Problems.NotFound("node", PointCheck.Shown(id));
        if (from >= to)
            return Problems.BadRequest("history-time", "From is not before to");
        var some = await notes.ListAsync(SubjectId.Of(node), from, to, MostNotes, cancellationToken);
        // Notes on everything may speak of what somebody with bounds must not know of.
        var isAll = context.ReadBounds().IsEverything;
        return TypedResults.Ok(new NoteList([.. some.Where(note => isAll || note.Subject == SubjectId.Of(node).ToString()).Select(View)]));
    }

    /// <summary>Writes a note on the charts of a node.</summary>
    private static async Task<Results<Ok<NoteView>, ProblemHttpResult>> Add(
        string id, NoteRequest request, HistoryNotes notes, TimeProvider clock, HttpContext context, CancellationToken cancellationToken)
    {
        if (!NodeId.TryParse(id, null, out var node))
            return Problems.NotFound("node", PointCheck.Shown(id));
        var note = new HistoryNote(
            SubjectId.Of(node), request.From ?? clock.GetUtcNow(), request.To, "note", request.Text?.Trim() ?? "",
            context.Principal()?.Name ?? "anonymous");
        if (HistoryNotes.ProblemOf(note) is { } problem)
            return Problems.BadRequest("history-note", char.ToUpperInvariant(problem[0]) + problem[1..]);
        var number = await notes.AddAsync(note, cancellationToken);
        return await notes.FindAsync(number, cancellationToken) is { } stored
            ? TypedResults.Ok(View(stored))
            : Problems.NotFound("note", number.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Takes a note off the charts of a node.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        string id, long note, HistoryNotes notes, CancellationToken cancellationToken)
    {
        if (!NodeId.TryParse(id, null, out var node))
            return Problems.NotFound("node", PointCheck.Shown(id));
        var stored = await notes.FindAsync(note, cancellationToken);
        return stored?.Subject == SubjectId.Of(node).ToString() && await notes.DeleteAsync(note, cancellationToken)
            ? TypedResults.NoContent()
            : Problems.NotFound("note", note.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static NoteView View(StoredNote note)
        => new(note.Id, note.Subject, note.From, note.To, note.Kind, note.Text, note.Author);
}
