using System.Text.Json;
using System.Text.Json.Serialization;
using Proxima.Collect.Devices.Firmware;
using Proxima.Collect.Devices.Pci;
using Proxima.Model.Host;

namespace Proxima.Collect.KindsOf;

/// <summary>Output of programs that list what the machine is made of.</summary>
internal static class InventoryKinds
{
    public static KindResult Dmidecode(string text, string? attribute)
        => KindResult.Of(DmiText.Parse(text), InventoryJson.Default.DmiReport);

    public static KindResult Lspci(string text, string? attribute)
        => KindResult.Of(LspciText.Parse(text), InventoryJson.Default.PciDeviceList);
}

/// <summary>JSON of the kinds of inventory.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DmiReport))]
[JsonSerializable(typeof(PciDeviceList))]
internal sealed partial class InventoryJson : JsonSerializerContext;
