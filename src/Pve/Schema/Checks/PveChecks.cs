namespace Proxima.Pve.Schema.Checks;

/// <summary>
/// Checks parameters against their declaration, as the server does before it runs anything, with the same words. A client may ask here
/// first;
/// a server that plays Proxmox answers with it. Source of rules and words: PVE::JSONSchema, and recordings of real answers.
/// </summary>
public static class PveChecks
{
    private const string Undeclared = "property is not defined in schema and the schema does not allow additional properties";

    /// <summary>Every error of a call; the values of the path are among the given ones.</summary>
    public static PveErrors Check(PveOperation operation, IReadOnlyDictionary<string, PveInput> given)
    {
        var errors = new PveErrors();
        Members(string.Empty, operation.Parameters, given, allowsMore: false, more: null, errors);
        return errors;
    }

    /// <summary>Checks one value, for instance a property string, under the name it is reported by.</summary>
    public static void Value(string path, PveType type, PveInput? value, PveErrors errors)
    {
        if (value is null)
        {
            if (type.Kind != PveKind.Null && type is { Optional: false, Alias: null })
            {
                errors.Add(path, "property is missing and it is not optional");
            }

            return;
        }

        if (type.OneOf.Count > 0 || !TypeChecks.Fits(path, type.Kind, value, errors))
        {
            return;
        }

        switch (value)
        {
            case PveInput.List list when type.Items is { } items:
                for (var index = 0; index < list.Items.Count; index++)
                {
                    Value($"{path}[{index}]", items, list.Items[index], errors);
                }

                break;
            case PveInput.Map map when type.Properties.Count > 0 || type.More is not null:
                Members(path, type.Properties, map.Members, type.AllowsMore, type.More, errors);
                break;
            case PveInput.Text text:
                Text(path, type, text.Value, errors);
                break;
        }
    }

    internal static void Members(
        string path, IReadOnlyDictionary<string, PveType> declared, IReadOnlyDictionary<string, PveInput> given, bool? allowsMore,
            PveType? more, PveErrors errors)
    {
        foreach (var (name, type) in declared)
        {
            if (!PveFamily.IsFamily(name))
            {
                Value(Join(path, name), type, Adapted(type, given.GetValueOrDefault(name)), errors);
            }
        }

        foreach (var (name, value) in given)
        {
            var type = PveFamily.Find(declared, name);
            if (type is null)
            {
                if (more is not null)
                {
                    Value(Join(path, name), more, value, errors);
                }
                else if (allowsMore == false)
                {
                    errors.Add(Join(path, name), Undeclared);
                }

                continue;
            }

            if (!declared.ContainsKey(name))
            {
                Value(Join(path, name), type, Adapted(type, value), errors);
            }

            if (type.Requires is { } required && !given.ContainsKey(required))
            {
                errors.Add(Join(path, required), $"missing property - '{Join(path, name)}' requires this property");
            }
        }
    }

    /// <summary>A list may come as one value, and a comma list as several: the server turns one into the other before it checks.</summary>
    private static PveInput? Adapted(PveType type, PveInput? value) => (type.Kind, value) switch
    {
        (PveKind.Array, PveInput.Text) => new PveInput.List([value]),
        (PveKind.Text, PveInput.List list) when type.Format?.EndsWith("-list", StringComparison.Ordinal) == true
            && list.Items.All(item => item is PveInput.Text)
            => new PveInput.Text(string.Join(',', list.Items.OfType<PveInput.Text>().Select(item => item.Value))),
        _ => value,
    };

    private static void Text(string path, PveType type, string value, PveErrors errors)
    {
        if (FormatError(path, type, value) is { } wrong)
        {
            errors.Add(path, "invalid format - " + wrong);
        }
        else if (type.Pattern is { } pattern && !PerlPattern.Matches(pattern, value))
        {
            errors.Add(path, "value does not match the regex pattern");
        }
        else if (value.Length > type.MaxLength)
        {
            errors.Add(path, $"value may only be {type.MaxLength} characters long");
        }
        else if (value.Length < type.MinLength)
        {
            errors.Add(path, $"value must be at least {type.MinLength} characters long");
        }
        else if (TypeChecks.NumberOf(value) is { } number && (number > type.Maximum || number < type.Minimum))
        {
            errors.Add(path, number > type.Maximum ? $"value must have a maximum value of {type.Maximum}"
                : $"value must have a minimum value of {type.Minimum}");
        }
        else if (type.Enum.Count > 0 && !type.Enum.Contains(value, StringComparer.Ordinal))
        {
            errors.Add(path, $"value '{value}' does not have a value in the enumeration '{string.Join(", ", type.Enum)}'");
        }
    }

    private static string? FormatError(string path, PveType type, string value)
    {
        if (type.Keys is { } keys)
        {
            return PropertyStringChecks.Error(path, keys, value);
        }

        return type.Format is { } format ? NamedFormats.Error(format, value) : null;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
