namespace Proxima.Pve.Schema.Checks;

/// <summary>Checks a property string (<c>virtio=BC:24:11:00:00:01,bridge=vmbr0</c>) against its keys.</summary>
internal static class PropertyStringChecks
{
    /// <summary>What is wrong, as it follows <c>invalid format - </c>; null when nothing is.</summary>
    public static string? Error(string path, IReadOnlyDictionary<string, PveType> keys, string text)
    {
        var given = new Dictionary<string, PveInput>(StringComparer.Ordinal);
        if (Read(keys, text, given) is { } wrong)
        {
            return wrong + "\n";
        }

        var errors = new PveErrors();
        PveChecks.Members(path, keys, given, allowsMore: false, more: null, errors);
        return errors.Any ? "format error\n" + errors.Lines() : null;
    }

    private static string? Read(IReadOnlyDictionary<string, PveType> keys, string text, Dictionary<string, PveInput> given)
    {
        string? defaultKey = null;
        foreach (var part in text.Split(','))
        {
            if (string.IsNullOrWhiteSpace(part))
            {
                continue;
            }

            var equals = part.IndexOf('=');
            if (equals > 0 && equals < part.Length - 1)
            {
                if (Pair(keys, part[..equals], part[(equals + 1)..], given) is { } wrong)
                {
                    return wrong;
                }
            }
            else if (equals < 0)
            {
                if (defaultKey is not null)
                {
                    return $"duplicate key in comma-separated list property: {defaultKey}";
                }

                defaultKey = keys.FirstOrDefault(pair => pair.Value.IsDefaultKey).Key;
                if (defaultKey is null)
                {
                    return "value without key, but schema does not define a default key";
                }

                if (!given.TryAdd(defaultKey, part))
                {
                    return $"duplicate key in comma-separated list property: {defaultKey}";
                }
            }
            else
            {
                return "missing key in comma-separated list property";
            }
        }

        return null;
    }

    private static string? Pair(IReadOnlyDictionary<string, PveType> keys, string key, string value, Dictionary<string, PveInput> given)
    {
        if (given.ContainsKey(key))
        {
            return $"duplicate key in comma-separated list property: {key}";
        }

        var type = keys.GetValueOrDefault(key);
        if (type?.Alias is { } alias)
        {
            if (type.KeyAlias is { } keyAlias && !given.TryAdd(keyAlias, key))
            {
                return $"key alias '{keyAlias}' is already defined";
            }

            (key, type) = (alias, keys.GetValueOrDefault(alias));
        }

        given[key] = type?.Kind == PveKind.Boolean ? Truth(value) : value;
        return null;
    }

    private static string Truth(string value) => value.ToLowerInvariant() switch
    {
        "1" or "on" or "yes" or "true" => "1",
        "0" or "off" or "no" or "false" => "0",
        _ => value,
    };
}
