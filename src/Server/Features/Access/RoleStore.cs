using System.Data.Common;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.Access;

/// <summary>Tables roles, place_groups and place_group_members.</summary>
internal static class RoleStore
{
    public static Task<List<Role>> ListAsync(DbConnection connection, CancellationToken cancellationToken)
        => connection.Command("SELECT id, name, scopes FROM roles ORDER BY name_key LIMIT 10000")
            .ListAsync(row => new Role(row.GetString(0), row.GetString(1), row.GetString(2)), cancellationToken);

    public static Task<int> InsertAsync(DbTransaction transaction, Role role, DateTimeOffset now, CancellationToken cancellationToken)
        => transaction.Command("INSERT INTO roles (id, name, name_key, scopes, created_at) VALUES (@id, @name, @key, @scopes, @now)")
            .Bind("@id", role.Id).Bind("@name", role.Name).Bind("@key", Title.Key(role.Name)).Bind("@scopes", role.ScopeText)
            .Bind("@now", now).RunAsync(cancellationToken);

    public static Task<int> UpdateAsync(DbTransaction transaction, Role role, CancellationToken cancellationToken)
        => transaction.Command("UPDATE roles SET name = @name, name_key = @key, scopes = @scopes WHERE id = @id")
            .Bind("@id", role.Id).Bind("@name", role.Name).Bind("@key", Title.Key(role.Name)).Bind("@scopes", role.ScopeText)
            .RunAsync(cancellationToken);

    public static Task<int> DeleteAsync(DbTransaction transaction, string id, CancellationToken cancellationToken)
        => transaction.Command("DELETE FROM roles WHERE id = @id").Bind("@id", id).RunAsync(cancellationToken);

    public static async Task<List<PlaceGroup>> GroupsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var members = (await connection
                .Command("SELECT group_id, member FROM place_group_members ORDER BY group_id, member LIMIT 1000000")
                .ListAsync(row => (Group: row.GetString(0), Text: row.GetString(1)), cancellationToken))
            .ToLookup(pair => pair.Group, pair => pair.Text, StringComparer.Ordinal);
        var groups = await connection.Command("SELECT id, name FROM place_groups ORDER BY name_key LIMIT 10000")
            .ListAsync(row => (Id: row.GetString(0), Name: row.GetString(1)), cancellationToken);
        // What cannot be read is no member: damage never widens.
        return [.. groups.Select(group => new PlaceGroup(group.Id, group.Name, [.. members[group.Id].Select(Read).OfType<Place>()]))];
    }

    public static async Task<int> InsertAsync(
        DbTransaction transaction, PlaceGroup group, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await transaction.Command("INSERT INTO place_groups (id, name, name_key, created_at) VALUES (@id, @name, @key, @now)")
            .Bind("@id", group.Id).Bind("@name", group.Name).Bind("@key", Title.Key(group.Name)).Bind("@now", now)
            .RunAsync(cancellationToken);
        return await FillAsync(transaction, group, cancellationToken);
    }

    public static async Task<int> UpdateAsync(DbTransaction transaction, PlaceGroup group, CancellationToken cancellationToken)
    {
        await transaction.Command("UPDATE place_groups SET name = @name, name_key = @key WHERE id = @id")
            .Bind("@id", group.Id).Bind("@name", group.Name).Bind("@key", Title.Key(group.Name)).RunAsync(cancellationToken);
        await transaction.Command("DELETE FROM place_group_members WHERE group_id = @id").Bind("@id", group.Id).RunAsync(cancellationToken);
        return await FillAsync(transaction, group, cancellationToken);
    }

    public static Task<int> DeleteGroupAsync(DbTransaction transaction, string id, CancellationToken cancellationToken)
        => transaction.Command("DELETE FROM place_groups WHERE id = @id").Bind("@id", id).RunAsync(cancellationToken);

    private static Place? Read(string text) => Place.TryParse(text, out var place) ? place : null;

    private static async Task<int> FillAsync(DbTransaction transaction, PlaceGroup group, CancellationToken cancellationToken)
    {
        foreach (var member in group.Members)
        {
            await transaction.Command("INSERT INTO place_group_members (group_id, member) VALUES (@id, @member)")
                .Bind("@id", group.Id).Bind("@member", member.ToString()).RunAsync(cancellationToken);
        }

        return group.Members.Length;
    }
}
