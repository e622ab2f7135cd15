using System.Text.Json;
using System.Text.Json.Serialization;
using Proxima.Server.Features.Access;
using Proxima.Server.Features.Audit;
using Proxima.Server.Features.Endpoints;
using Proxima.Server.Features.Fleet;
using Proxima.Server.Features.History.Upkeep;
using Proxima.Server.Features.History;
using Proxima.Server.Features.Import;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Secrets;

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
[JsonSerializable(typeof(EndpointList))]
[JsonSerializable(typeof(EndpointInfo))]
[JsonSerializable(typeof(EndpointTrial))]
[JsonSerializable(typeof(NewEndpoint))]
[JsonSerializable(typeof(EndpointChange))]
[JsonSerializable(typeof(HistoryCost))]
[JsonSerializable(typeof(HistoryVerification))]
[JsonSerializable(typeof(NodePage))]
[JsonSerializable(typeof(NodeDetail))]
[JsonSerializable(typeof(AuditFound))]
[JsonSerializable(typeof(AuditRecord))]
[JsonSerializable(typeof(AuditReport))]
[JsonSerializable(typeof(AuditVerifyRequest))]
[JsonSerializable(typeof(ImportRequest))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(RootKeysInfo))]
[JsonSerializable(typeof(RotationResult))]
[JsonSerializable(typeof(ProblemAnswer))]
internal sealed partial class CliJson : JsonSerializerContext;

/// <summary>RFC 9457.</summary>
internal sealed record ProblemAnswer(string? Title, string? Detail, string? Code);
