using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Tests.Http;

/// <summary>A database that is away is not a fault of the program: 503, worth another try, and no path for strangers.</summary>
public sealed class DatabaseAwayTests
{
    [Fact]
    public async Task A_database_that_is_away_is_a_503_without_its_place()
    {
        var context = new DefaultHttpContext { RequestServices = Services() };
        context.Response.Body = new MemoryStream();
        var answers = new ProblemAnswers(
            _ => throw new DatabaseException("The disk is full, database /srv/secret/proxima.db cannot grow"), NullLogger<ProblemAnswers>.Instance);

        await answers.InvokeAsync(context);

        context.Response.StatusCode.ShouldBe((int)HttpStatusCode.ServiceUnavailable);
        context.Response.Headers.RetryAfter.ToString().ShouldBe("10");
        context.Response.Body.Position = 0;
        var text = await new StreamReader(context.Response.Body).ReadToEndAsync(TestContext.Current.CancellationToken);
        JsonNode.Parse(text)?["code"]?.GetValue<string>().ShouldBe("database-unavailable");
        text.ShouldNotContain("/srv/secret");
    }

    private static IServiceProvider Services() => WebApplication.CreateSlimBuilder().Build().Services;
}
