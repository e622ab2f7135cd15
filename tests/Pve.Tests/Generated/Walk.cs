using Proxima.Pve.Schema;
using Proxima.Pve.Writing;

namespace Proxima.Pve.Tests.Generated;

/// <summary>Walks a client to an operation the way a person writes it: properties for words, indexers for what stands in braces.</summary>
internal static class Walk
{
    /// <summary>Calls the operation, with its parameters object where there is one, and gives the result of the task (null for none).</summary>
    public static async Task<object?> CallAsync(object client, PveOperation operation, IReadOnlyDictionary<string, string> values, bool withParameters)
    {
        var place = client;
        foreach (var part in operation.Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            place = part.StartsWith('{') ? Item(place, values[part[1..^1]]) : Property(place, part);
        }

        var name = operation.Method[0] + operation.Method[1..].ToLowerInvariant() + "Async";
        var methods = place.GetType().GetMethods().Where(method => method.Name == name).ToList();
        var bare = methods.Find(method => method.GetParameters().Length == 1);
        var full = methods.Find(method => method.GetParameters().Length == 2);
        var chosen = (withParameters ? full ?? bare : bare ?? full).ShouldNotBeNull($"{operation}");
        object?[] arguments = chosen.GetParameters().Length == 1
            ? [CancellationToken.None]
            : [Activator.CreateInstance(chosen.GetParameters()[0].ParameterType), CancellationToken.None];
        var task = (Task)chosen.Invoke(place, arguments).ShouldNotBeNull();
        await task;
        return chosen.ReturnType == typeof(Task) ? null : task.GetType().GetProperty("Result")?.GetValue(task);
    }

    public static PveParameterList? ParametersOf(object client, PveOperation operation)
    {
        var place = client;
        foreach (var part in operation.Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            place = part.StartsWith('{') ? Item(place, "1") : Property(place, part);
        }

        var name = operation.Method[0] + operation.Method[1..].ToLowerInvariant() + "Async";
        var type = place.GetType().GetMethods().Where(method => method.Name == name).SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.ParameterType).FirstOrDefault(typeof(PveParameterList).IsAssignableFrom);
        return type is null ? null : (PveParameterList?)Activator.CreateInstance(type);
    }

    private static object Property(object place, string word)
    {
        var name = string.Concat(word.Split('-', '_', '.').Where(piece => piece.Length > 0).Select(piece => char.ToUpperInvariant(piece[0]) + piece[1..]));
        return place.GetType().GetProperty(name).ShouldNotBeNull($"{place.GetType().Name}.{name}").GetValue(place).ShouldNotBeNull();
    }

    private static object Item(object place, string value)
    {
        var item = place.GetType().GetProperties().First(property => property.GetIndexParameters().Length == 1);
        object index = item.GetIndexParameters()[0].ParameterType == typeof(long) ? long.Parse(value, System.Globalization.CultureInfo.InvariantCulture) : value;
        return item.GetValue(place, [index]).ShouldNotBeNull();
    }
}
