using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Proxima.Model;
using Proxima.Model.Host;
using Proxima.Model.Wire;

namespace Proxima.Server.Features.Fleet;

/// <summary>What is taken from a host's facts before they are kept or shown. Pure.</summary>
internal static class NodeFacts
{
    /// <summary>hostname(7) allows 253; a name from elsewhere may be anything.</summary>
    public const int LongestName = 253;

    /// <summary>machine-id(5) asks for a keyed hash under a key of the application instead of the id.</summary>
    private static readonly byte[] HashKey = "proxima node identity 1"u8.ToArray();

    /// <summary>
    /// The host name without control characters and not longer than a name may be; <paramref name="fallback"/> where nothing is
    /// left.
    /// </summary>
    public static string Name(string hostName, string fallback)
    {
        var name = new StringBuilder(Math.Min(hostName.Length, LongestName));
        foreach (var rune in hostName.EnumerateRunes())
        {
            if (name.Length + rune.Utf16SequenceLength > LongestName)
            {
                break;
            }

            if (!Rune.IsControl(rune))
            {
                name.Append(rune.ToString());
            }
        }

        var text = name.ToString().Trim();
        return text.Length == 0 ? fallback : text;
    }

    public static NodeIdentity Identity(HostFacts facts)
        => new(Hash("machine", facts.Identity.Value?.MachineId), Hash("product", facts.Identity.Value?.ProductUuid));

    /// <summary>The same host, as far as the evidence goes: nothing known on both sides differs, and something agrees.</summary>
    public static bool IsSame(NodeIdentity one, NodeIdentity other)
        => !Differs(one, other)
            && ((one.Machine is not null && one.Machine == other.Machine) || (one.Product is not null && one.Product == other.Product));

    /// <summary>Some evidence known on both sides contradicts.</summary>
    public static bool Differs(NodeIdentity one, NodeIdentity other)
        => (one.Machine is not null && other.Machine is not null && one.Machine != other.Machine)
            || (one.Product is not null && other.Product is not null && one.Product != other.Product);

    /// <summary>Facts without the evidence of identity: it is compared, never shown or kept in the clear.</summary>
    public static HostFacts Shown(HostFacts facts) => facts with { Identity = Reading.Absent<IdentityFacts>("compared, never shown") };

    public static string ToJson(HostFacts facts) => JsonSerializer.Serialize(Shown(facts), WireJson.Default.HostFacts);

    /// <summary>Null when the text is not what this program wrote.</summary>
    public static HostFacts? FromJson(string json, out string? problem)
    {
        try
        {
            problem = null;
            return JsonSerializer.Deserialize(json, WireJson.Default.HostFacts);
        }
        catch (JsonException e)
        {
            problem = e.Message;
            return null;
        }
    }

    private static string? Hash(string kind, string? evidence)
    {
        if (string.IsNullOrWhiteSpace(evidence))
        {
            return null;
        }

        var text = Encoding.UTF8.GetBytes($"{kind}:{evidence.Trim().ToLowerInvariant()}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(HashKey, text));
    }
}
