using System.Text.Json;
using System.Text.Json.Serialization;
using Proxima.Server.Features.Access;
using Proxima.Server.Features.Fleet;

namespace Proxima.Cli.Client;

/// <summary>What servers answer, as the commands read it. Members a newer server adds are ignored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(AccessStatus))]
[JsonSerializable(typeof(UserPage))]
[JsonSerializable(typeof(UserInfo))]
[JsonSerializable(typeof(NewUser))]
[JsonSerializable(typeof(PasswordReset))]
[JsonSerializable(typeof(RoleList))]
[JsonSerializable(typeof(RoleRequest))]
[JsonSerializable(typeof(TokenList))]
[JsonSerializable(typeof(NewToken))]
[JsonSerializable(typeof(TokenMade))]
[JsonSerializable(typeof(Rotation))]
[JsonSerializable(typeof(FleetOverview))]
[JsonSerializable(typeof(NodePage))]
[JsonSerializable(typeof(NodeDetail))]
[JsonSerializable(typeof(ProblemAnswer))]
internal sealed partial class CliJson : JsonSerializerContext;

/// <summary>RFC 9457.</summary>
internal sealed record ProblemAnswer(string? Title, string? Detail, string? Code);
