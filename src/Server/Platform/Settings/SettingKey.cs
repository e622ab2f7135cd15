using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Proxima.Server.Platform.Settings;

/// <summary>One property of one options type.</summary>
internal sealed class SettingKey(string section, PropertyInfo property, object defaults)
{
    private static readonly Dictionary<Type, string> TypeNames = new()
    {
        [typeof(int)] = "integer",
        [typeof(long)] = "integer",
        [typeof(double)] = "number",
        [typeof(bool)] = "yes or no (true, false)",
        [typeof(string)] = "text",
        [typeof(TimeSpan)] = "duration (d.hh:mm:ss)",
    };

    private readonly Type _type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

    public string Key { get; } = $"{section}:{property.Name}";

    public bool IsSecret { get; } = property.IsDefined(typeof(SecretSettingAttribute));

    public bool IsList => _type != typeof(string) && _type.IsAssignableTo(typeof(System.Collections.IEnumerable));

    public string Type => IsList ? "list"
        : _type.IsEnum ? string.Join(" | ", Enum.GetNames(_type))
        : TypeNames.GetValueOrDefault(_type, _type.Name);

    public string Default => Show(property.GetValue(defaults));

    public string Meaning => property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "";

    public string? Range => property.GetCustomAttribute<RangeAttribute>() is { } range
        ? string.Create(CultureInfo.InvariantCulture, $"{range.Minimum} to {range.Maximum}")
        : property.GetCustomAttribute<StringLengthAttribute>() is { } length
            ? string.Create(CultureInfo.InvariantCulture, $"{length.MinimumLength} to {length.MaximumLength} characters")
            : null;

    /// <summary>What the value must be, in words, with the default.</summary>
    public string Rule => $"it must be {(IsList ? "a list" : _type.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(_type)) : Type)}"
        + $"{(Range is null ? "" : ", " + Range)} (default {Default})";

    /// <summary>Whether this text can be the value.</summary>
    public bool Accepts(string text)
    {
        if (IsList)
        {
            return text.Length == 0;
        }

        object? value;
        try
        {
            value = TypeDescriptor.GetConverter(_type).ConvertFromInvariantString(text);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException)
        {
            return false;
        }

        return (!_type.IsEnum || (value is not null && Enum.IsDefined(_type, value)))
            && property.GetCustomAttributes<ValidationAttribute>().All(rule => rule.IsValid(value));
    }

    private string Show(object? value) => value switch
    {
        null => "(none)",
        string { Length: 0 } => "(empty)",
        bool flag => flag ? "true" : "false",
        string text => text,
        System.Collections.IEnumerable list => List([.. list.Cast<object?>().Select(Show)]),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string List(string[] items) => items.Length == 0 ? "(empty)" : string.Join(", ", items);
}
