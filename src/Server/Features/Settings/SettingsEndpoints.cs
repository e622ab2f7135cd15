using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Settings;

namespace Proxima.Server.Features.Settings;

/// <summary>Every setting with its current value.</summary>
/// <param name="Items">By key.</param>
public sealed record SettingsList(IReadOnlyList<SettingInfo> Items);

/// <summary>Settings over HTTP; they are changed in the file or the environment.</summary>
internal static class SettingsEndpoints
{
    public static void MapSettingsEndpoints(this WebApplication app)
        => app.MapGroup("/api").WithTags("Settings").MapGet("/settings", List).WithName("listSettings")
            .RequireScope(Scopes.Read).OnTheWhole();

    /// <summary>Every setting: what it means, what is allowed, what it is now and from where. Secrets are masked.</summary>
    private static Ok<SettingsList> List(ISettingsCatalogue catalogue) => TypedResults.Ok(new SettingsList(catalogue.All));
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SettingsList))]
internal sealed partial class SettingsJson : JsonSerializerContext;
