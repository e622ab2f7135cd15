namespace Proxima.Pve.Reading;

/// <summary>
/// A member that is not what the API declares. It is null in the record, and stands raw in <see cref="PveRecord.Extra"/>.
/// </summary>
/// <param name="Member">Its name on the wire; an index in brackets where a row of a list is meant.</param>
/// <param name="Expected">What was declared: <c>integer</c>.</param>
/// <param name="Found">What came instead, raw, at most 100 characters.</param>
public sealed record PveNote(string Member, string Expected, string Found);
