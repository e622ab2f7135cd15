using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Proxima.Pve.Schema.Checks;

/// <summary>
/// The named formats (<c>pve-vmid</c>, <c>CIDR</c>), with the words of the server. A format that is not here refuses nothing: the
/// server will say.
/// Source: PVE::JSONSchema, PVE::AccessControl, PVE::Storage::Plugin.
/// </summary>
internal static partial class NamedFormats
{
    private const string Name = "[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private const string Mail = @"[\w+~-]+(\.[\w+~-]+)*";

    private static readonly FrozenDictionary<string, Func<string, string?>> Checks = new Dictionary<string, Func<string,
        string?>>(StringComparer.Ordinal)
    {
        ["pve-vmid"] = text => Unless(VmId().IsMatch(text), "value does not look like a valid VM ID"),
        ["pve-node"] = text => Unless(NodeName().IsMatch(text), "value does not look like a valid node name"),
        ["dns-name"] = text => Unless(DnsName().IsMatch(text), "value does not look like a valid DNS name"),
        ["pve-configid"] = text => Unless(ConfigId().IsMatch(text), $"invalid configuration ID '{text}'"),
        ["pve-storage-id"] = text => Unless(StorageId().IsMatch(text), $"storage ID '{text}' contains illegal characters"),
        ["pve-bridge-id"] = text => Unless(BridgeId().IsMatch(text), $"invalid bridge ID '{text}'"),
        ["pve-iface"] = text => Unless(Interface().IsMatch(text), $"invalid network interface name '{text}'"),
        ["mac-addr"] = text => Unless(Mac().IsMatch(text), "value does not look like a valid unicast MAC address"),
        ["ipv4"] = text => Unless(IsAddress(text, AddressFamily.InterNetwork), "value does not look like a valid IPv4 address"),
        ["ipv6"] = text => Unless(IsAddress(text, AddressFamily.InterNetworkV6), "value does not look like a valid IPv6 address"),
        ["ip"] = text => Unless(IsIp(text), "value does not look like a valid IP address"),
        ["address"] = text => Unless(IsIp(text) || DnsName().IsMatch(text), $"value does not look like a valid address: {text}"),
        ["ipv4mask"] = text => Unless(IsMask(text), "value does not look like a valid IP netmask"),
        ["CIDRv4"] = text => Unless(IsRange4(text), "value does not look like a valid IPv4 CIDR network"),
        ["CIDRv6"] = text => Unless(IsRange6(text), "value does not look like a valid IPv6 CIDR network"),
        ["CIDR"] = text => Unless(IsRange4(text) || IsRange6(text), "value does not look like a valid CIDR network"),
        ["pve-ipv4-config"] = text
            => Unless(text is "dhcp" or "manual" || IsRange4(text), "value does not look like a valid ipv4 network configuration"),
        ["pve-ipv6-config"] = text
            => Unless(text is "auto" or "dhcp" or "manual"
                || IsRange6(text), "value does not look like a valid ipv6 network configuration"),
        ["email"] = text => Unless(Email().IsMatch(text), "value does not look like a valid email address"),
        ["email-or-username"] = text
            => Unless(Email().IsMatch(text) || MailUser().IsMatch(text), "value does not look like a valid email address or user name"),
        ["disk-size"] = text => Unless(DiskSize().IsMatch(text), $"value does not look like a valid disk size: {text}"),
        ["pve-startup-order"] = text => Unless(text.Split(',').All(part => Startup().IsMatch(part)), "unable to parse startup options"),
        ["pve-task-status-type"] = text
            => Unless(text.ToLowerInvariant() is "ok" or "error" or "warning" or "unknown", $"invalid status '{text}'"),
        ["pve-tag"] = text => Unless(Tag().IsMatch(text), "invalid characters in tag"),
        ["pve-userid"] = UserId,
        ["pve-realm"] = text => Unless(Realm().IsMatch(text), "value does not look like a valid realm"),
        ["pve-groupid"] = text => Unless(PoolPart().IsMatch(text), $"group name '{text}' contains invalid characters"),
        ["pve-roleid"] = text => Unless(PoolPart().IsMatch(text), $"role name '{text}' contains invalid characters"),
        ["pve-poolid"] = text
            => Unless(text.Split('/') is { Length: <= 3 } parts
                && parts.All(part => PoolPart().IsMatch(part)), $"pool name '{text}' contains invalid characters"),
        ["pve-tokenid"] = text => Unless(TokenId().IsMatch(text), $"value '{text}' does not look like a valid token ID"),
        ["pve-volume-id"] = text => Unless(VolumeId().IsMatch(text), $"unable to parse volume ID '{text}'"),
        ["urlencoded"] = text => Unless(UrlEncoded().IsMatch(text), $"invalid urlencoded string: {text}"),
        ["ldap-simple-attr"] = text
            => Unless(LdapAttribute().IsMatch(text), $"value '{text}' does not look like a simple ldap attribute name"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is wrong, with the line end that Proxmox gives it; null when nothing is, or nobody here knows.</summary>
    public static string? Error(string format, string value)
    {
        try
        {
            return Known(format, value);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static string? Known(string format, string value)
    {
        if (Checks.TryGetValue(format, out var check))
        {
            return WithEnd(check(value));
        }

        if (format.EndsWith("-opt", StringComparison.Ordinal) && Checks.TryGetValue(format[..^4], out var optional))
        {
            return value is "" or "0" ? null : WithEnd(optional(value));
        }

        if (format.EndsWith("-list", StringComparison.Ordinal) && Checks.TryGetValue(format[..^5], out var each))
        {
            return WithEnd(value.Split([',', ';', ' ', '\t', '\n', '\0'], StringSplitOptions.RemoveEmptyEntries).Select(each)
                .FirstOrDefault(error => error is not null));
        }

        return null;
    }

    private static string? WithEnd(string? error) => error is null ? null : error + "\n";

    private static string? Unless(bool isRight, string error) => isRight ? null : error;

    private static string? UserId(string text) => text.Length switch
    {
        < 3 => $"user name '{text}' is too short",
        > 64 => $"user name '{text}' is too long ({text.Length.ToString(CultureInfo.InvariantCulture)} > 64)",
        _ => Unless(User().IsMatch(text), $"value '{text}' does not look like a valid user name"),
    };

    private static bool IsIp(string text) => IsAddress(text, AddressFamily.InterNetwork) || IsAddress(text, AddressFamily.InterNetworkV6);

    private static bool IsAddress(string text, AddressFamily family)
        => family == AddressFamily.InterNetwork
            ? Dotted().IsMatch(text)
            : !text.Contains('%') && !text.Contains('[') && text.Contains(':') && IPAddress.TryParse(text, out var address)
                && address.AddressFamily == family;

    private static bool IsMask(string text)
    {
        if (text == "0.0.0.0" || !IPAddress.TryParse(text, out var mask) || !Dotted().IsMatch(text))
        {
            return text == "0.0.0.0";
        }

        var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(mask.GetAddressBytes());
        return (~bits & (~bits + 1)) == 0;
    }

    private static bool IsRange4(string text) => IsRange(text, AddressFamily.InterNetwork, 32);

    private static bool IsRange6(string text) => IsRange(text, AddressFamily.InterNetworkV6, 128);

    private static bool IsRange(string text, AddressFamily family, int most)
        => text.Split('/') is [var address, var length] && IsAddress(address, family)
            && int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits > 7 && bits <= most;

    [GeneratedRegex(@"^[1-9][0-9]{2,8}\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex VmId();

    [GeneratedRegex("^" + Name + @"\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex NodeName();

    [GeneratedRegex("^(" + Name + @"\.)*" + Name + @"\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex DnsName();

    [GeneratedRegex(@"^[a-zA-Z][a-zA-Z0-9_-]+\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex ConfigId();

    [GeneratedRegex(@"^[a-zA-Z][a-zA-Z0-9._-]*[a-zA-Z0-9]\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex StorageId();

    [GeneratedRegex(@"^[-_.\w]+\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex BridgeId();

    [GeneratedRegex(@"^[a-zA-Z][a-zA-Z0-9_]{1,20}([:.][0-9]+)?\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Interface();

    [GeneratedRegex(@"^[a-fA-F0-9][02468aceACE](:[a-fA-F0-9]{2}){5}\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Mac();

    [GeneratedRegex(@"^((25[0-5]|(2[0-4]|1[0-9]|[1-9])?[0-9])(\.|\z)){4}(?<!\.)\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Dotted();

    [GeneratedRegex("^" + Mail + @"@[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*\z",
        RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Email();

    [GeneratedRegex("^" + Mail + @"\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex MailUser();

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?[KMGT]?\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex DiskSize();

    [GeneratedRegex(@"^\s*\z|^((order=)?[0-9]+|up=[0-9]+|down=[0-9]+)\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Startup();

    [GeneratedRegex(@"^[a-zA-Z0-9_][a-zA-Z0-9_.+-]*\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^[^\s:/]+@[A-Za-z][A-Za-z0-9._-]+\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex User();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._-]+\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Realm();

    [GeneratedRegex(@"^[A-Za-z0-9._-]+\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex PoolPart();

    [GeneratedRegex(@"^[^\s:/]+@[A-Za-z][A-Za-z0-9._-]+![A-Za-z][A-Za-z0-9._-]+\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex TokenId();

    [GeneratedRegex(@"^[a-zA-Z][a-zA-Z0-9._-]*[a-zA-Z0-9]:.+\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex VolumeId();

    [GeneratedRegex(@"^[-%a-zA-Z0-9_.!~*'()]*\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex UrlEncoded();

    [GeneratedRegex(@"^[a-zA-Z0-9]+\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex LdapAttribute();
}
