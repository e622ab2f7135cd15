using System.CommandLine;
using Proxima.Cli.Client;
using Proxima.Cli.Printing;
using Proxima.Server.Features.Access;
using Proxima.Server.Platform.Auth;

namespace Proxima.Cli.Access;

/// <summary>Users and roles by the names people use, and bounds as options.</summary>
internal static class AccessLookup
{
    private const int MostRows = 500;

    public static Option<string[]> Within() => new("--within")
    {
        Description = "Only there: node:ID, guest:ID, pool:ID, cluster:ID, site:ID or group:ID; repeatable. Everywhere when left out.",
        HelpName = "PLACE",
        AllowMultipleArgumentsPerToken = false,
    };

    public static BoundsInfo Bounds(string[]? within)
    {
        var places = new List<PlaceRef>();
        foreach (var text in within ?? [])
        {
            places.Add(Place.TryParse(text, out var place)
                ? new PlaceRef(place.Kind, place.Id)
                : throw new CliException($"--within '{SafeText.Fit(text, 60)}' is no place; give KIND:ID, such as node:0190…", ExitCodes.WrongUsage));
        }

        return new BoundsInfo(places.Count == 0, places);
    }

    public static string Text(BoundsInfo bounds)
        => bounds.Everything ? "everywhere" : string.Join(", ", bounds.Places.Select(place => place.Name ?? $"{Place.Word(place.Kind)}:{place.Id}"));

    /// <summary>The user of this name, case ignored.</summary>
    public static async Task<UserInfo> UserAsync(ServerDoor door, string name, CancellationToken cancellationToken)
    {
        var path = FormattableString.Invariant($"api/users?limit={MostRows}&search={Uri.EscapeDataString(name)}");
        var page = (await door.GetAsync(path, cancellationToken)).Read(CliJson.Default.UserPage);
        return page.Items.FirstOrDefault(user => string.Equals(user.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new CliException($"there is no user '{SafeText.Fit(name, 60)}'; 'proxima user list' shows the users");
    }

    /// <summary>The role of this name or id, case ignored.</summary>
    public static async Task<RoleInfo> RoleAsync(ServerDoor door, string name, CancellationToken cancellationToken)
    {
        var roles = (await door.GetAsync("api/roles", cancellationToken)).Read(CliJson.Default.RoleList).Items;
        return roles.FirstOrDefault(role => role.Id == name)
            ?? roles.FirstOrDefault(role => string.Equals(role.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new CliException($"there is no role '{SafeText.Fit(name, 60)}'; 'proxima role list' shows the roles");
    }
}
