using Microsoft.AspNetCore.Http.HttpResults;

namespace Proxima.Server.Platform.Http;

/// <summary>
/// RFC 9457 Problem Details with a stable <c>code</c>: what went wrong, where, what to do. Codes are a contract
/// (docs/reference/problems.md); the page looks its words up by code.
/// </summary>
public static class Problems
{
    public static ProblemHttpResult Of(
        int status, string code, string title, string? detail = null, IDictionary<string, object?>? more = null)
    {
        var extensions = more is null
            ? new Dictionary<string, object?>(StringComparer.Ordinal)
            : new Dictionary<string, object?>(more, StringComparer.Ordinal);
        extensions["code"] = code;
        return TypedResults.Problem(detail, statusCode: status, title: title, extensions: extensions);
    }

    public static ProblemHttpResult BadRequest(string code, string title, string? detail = null) => Of(400, code, title, detail);

    public static ProblemHttpResult NotFound(string what, string id) => Of(404, "not-found", $"There is no {what} '{id}'");
}
