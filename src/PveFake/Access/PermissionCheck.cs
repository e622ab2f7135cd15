using System.Text.Json;
using Proxima.Pve.Schema;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Access;

/// <summary>
/// Evaluates the check the schema declares for an operation: <c>perm</c>, <c>or</c>, <c>and</c>, <c>userid-group</c>,
/// <c>userid-param</c>, <c>perm-modify</c>.
/// </summary>
internal sealed class PermissionCheck(PveWorld world, Caller caller, Func<string, string?> parameter)
{
    private readonly Permissions _permissions = new(world);

    /// <summary>Passes or refuses with the words of the real one.</summary>
    public void Demand(PvePermissions rule)
    {
        if (rule.User == "world" || caller.IsRoot)
        {
            return;
        }

        if (rule.Check is { } check)
        {
            if (Refused(check) is { } what)
            {
                throw Refusal.Forbidden(what);
            }
        }
        else if (rule.User != "all")
        {
            throw Refusal.Forbidden();
        }
    }

    // Null passes; a text says what is missing, empty when the real one says nothing more.
    private string? Refused(JsonElement check) => check.ValueKind is JsonValueKind.Object ? OfBackupServer(check) : check[0]
        .GetString() switch
    {
        "perm" => Perm(check),
        "or" => Or(check),
        "and" => check.EnumerateArray().Skip(1).Where(IsCheck).Select(Refused).FirstOrDefault(what => what is not null),
        "userid-group" => UserGroup(check),
        "userid-param" => UserParameter(check),
        "perm-modify" => PermModify(check),
        _ => string.Empty,
    };

    // A backup server writes its checks as objects: a path in parts, privileges, and whether one of them is enough.
    private string? OfBackupServer(JsonElement check)
    {
        if (check.TryGetProperty("and", out var all))
        {
            return all.EnumerateArray().Select(Refused).FirstOrDefault(what => what is not null);
        }

        if (check.TryGetProperty("or", out var any))
        {
            return any.EnumerateArray().Any(part => Refused(part) is null) ? null : string.Empty;
        }

        if (!check.TryGetProperty("path", out var parts) || !check.TryGetProperty("privs", out var names))
        {
            return string.Empty;
        }

        var path = Filled("/" + string.Join('/', parts.EnumerateArray().Select(part => part.GetString())));
        var isPartial = check.TryGetProperty("partial", out var partial) && partial.ValueKind is JsonValueKind.True;
        return Missing(path, [.. names.EnumerateArray().Select(name => name.GetString() ?? string.Empty)], isPartial);
    }

    private static bool IsCheck(JsonElement element) => element.ValueKind is JsonValueKind.Array;

    private string? Or(JsonElement check)
    {
        string? last = string.Empty;
        foreach (var part in check.EnumerateArray().Skip(1).Where(IsCheck))
        {
            last = Refused(part);
            if (last is null)
            {
                return null;
            }
        }

        return last;
    }

    private string? Perm(JsonElement check)
    {
        var options = Options(check, 3);
        if (options.TryGetValue("require_param", out var needed) && parameter(needed) is null)
        {
            return null;
        }

        var path = Filled(check[1].GetString() ?? string.Empty);
        var names = check[2].EnumerateArray().Select(name => name.GetString() ?? string.Empty).ToList();
        return Missing(path, names, options.ContainsKey("any"));
    }

    private string? Missing(string path, IReadOnlyList<string> names, bool any)
    {
        if (any)
        {
            return _permissions.Has(caller, path, names.ToArray()) ? null : $"{path}, {string.Join('|', names)}";
        }

        return names.Where(name => path.Length == 0 || !_permissions.Has(caller, path, name)).Select(name => $"{path}, {name}")
            .FirstOrDefault();
    }

    // A value that cannot be part of a path leaves no path at all, and nobody but root has rights at no path.
    private string Filled(string template)
    {
        var path = string.Join('/', template.Split('/')
            .Select(part => part.StartsWith('{') ? parameter(part[1..^1]) ?? string.Empty : part.Contains('{', StringComparison.Ordinal)
                ? FillInside(part) : part));
        path = path.Length > 1 ? path.TrimEnd('/') : path;
        return Permissions.IsPath(path) ? path : string.Empty;
    }

    private string FillInside(string part)
    {
        var open = part.IndexOf('{', StringComparison.Ordinal);
        var close = part.IndexOf('}', StringComparison.Ordinal);
        return close > open ? part[..open] + parameter(part[(open + 1)..close]) + part[(close + 1)..] : part;
    }

    private string? UserGroup(JsonElement check)
    {
        var names = check[1].EnumerateArray().Select(name => name.GetString() ?? string.Empty).ToList();
        var options = check.EnumerateArray().Skip(2).Select(item => item.ToString()).ToHashSet(StringComparer.Ordinal);
        var paths = options.Contains("groups_param") && options.Contains("create")
            ? ApiCall.SplitList(parameter("groups")).Select(group => $"/access/groups/{group}").ToList()
            : GroupsOfUser();
        foreach (var path in paths)
        {
            if (Missing(path, names, true) is null)
            {
                return null;
            }
        }

        return Missing("/access/groups", names, names.Count > 1);
    }

    private List<string> GroupsOfUser()
        => parameter("userid") is { } id && world.Access.Users.TryGetValue(id, out var user)
            ? [.. user.Groups.Select(group => $"/access/groups/{group}")] : [];

    private string? UserParameter(JsonElement check)
    {
        var kind = check[1].GetString();
        var user = parameter("userid") ?? string.Empty;
        if (kind == "self")
        {
            return user == caller.User && caller.TokenId is null ? null : string.Empty;
        }

        var realm = user.Contains('@', StringComparison.Ordinal) ? user[(user.LastIndexOf('@') + 1)..] : string.Empty;
        return Missing($"/access/realm/{realm}", [kind ?? string.Empty], false);
    }

    private string? PermModify(JsonElement check)
    {
        var path = Filled(check[1].GetString() ?? string.Empty);
        string[] names = path.Split('/') switch
        {
            ["", "storage", ..] => ["Permissions.Modify", "Datastore.Allocate"],
            ["", "vms", ..] => ["Permissions.Modify", "VM.Allocate"],
            ["", "pool", ..] => ["Permissions.Modify", "Pool.Allocate"],
            _ => ["Permissions.Modify"],
        };
        return Missing(path, names, true);
    }

    private static Dictionary<string, string> Options(JsonElement check, int from)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = check.EnumerateArray().Skip(from).ToList();
        for (var i = 0; i + 1 < rest.Count; i += 2)
        {
            options[rest[i].ToString()] = rest[i + 1].ToString();
        }

        return options;
    }
}
