using System.Globalization;

namespace Proxima.Server.Features.Import;

/// <summary>Pure: what becomes of each thing in an account file. The account itself is the one thing that is made.</summary>
internal static class ImportPlan
{
    /// <summary>A slow, salted hash that was enough to sign in there is enough here; nothing else is.</summary>
    public static bool KeepsPassword(MonitorAuth file) => file.Password.Kind == MonitorPasswordKind.Pbkdf2 && !file.HasSecondFactor;

    /// <param name="file">What the file says.</param>
    /// <param name="nameProblem">Why the user cannot be made under this name; null when that can be done.</param>
    /// <param name="role">Name of the role the user gets.</param>
    public static ImportReport Of(MonitorAuth file, string? nameProblem, string role)
    {
        var items = new List<ImportItem>();
        if (file.UserName is { Length: > 0 } user)
        {
            var name = MonitorAuthText.Clean(user);
            items.Add(nameProblem is null
                ? new ImportItem(
                    "user", name, ImportOutcome.Changed, $"Was the one account, and might do everything; here it has the role {role}")
                : new ImportItem("user", name, ImportOutcome.NotPossible, nameProblem));
            if (nameProblem is null)
            {
                AddUser(items, file);
            }
        }

        AddSettings(items, file);
        items.AddRange(file.Tokens.Select(token => new ImportItem(
            "token", token.Name, ImportOutcome.NotPossible,
            token.IsRevoked ? "Was revoked already; listed as revoked"
                : "Opens nothing here, and is listed as revoked: make a new one with only the scopes it needs")));
        if (file.RevokedTokens > 0)
        {
            items.Add(new ImportItem("revoked tokens", null, ImportOutcome.NotPossible, string.Create(
                CultureInfo.InvariantCulture, $"{file.RevokedTokens} were revoked; none of the tokens of before counts here")));
        }

        items.AddRange(file.Unknown.Select(member => new ImportItem("other", member, ImportOutcome.NotPossible, "Nothing is known of it")));
        var isPossible = file.UserName is { Length: > 0 } && nameProblem is null;
        return new ImportReport
        {
            IsApplied = false,
            Problem = isPossible ? null : nameProblem ?? "The file holds no user: there is nothing to import",
            User = isPossible ? file.UserName : null,
            KeepsPassword = isPossible && KeepsPassword(file),
            Items = items,
            Tokens = [.. file.Tokens.Select(token => new DeadToken(
                token.Name, token.Prefix ?? token.Id, token.CreatedAt, token.ExpiresAt, token.IsRevoked))],
        };
    }

    private static void AddUser(List<ImportItem> items, MonitorAuth file)
    {
        if (file.DisplayName is { Length: > 0 } display)
        {
            items.Add(new ImportItem("display name", display, ImportOutcome.Imported, "As it is"));
        }

        const string Reset = "the user cannot sign in before somebody sets a password ('proxima user reset')";
        items.Add((file.Password.Kind, file.HasSecondFactor) switch
        {
            (MonitorPasswordKind.Pbkdf2, true) => new ImportItem("password", null, ImportOutcome.NotPossible,
                $"Was guarded by a second factor, and would be enough alone here; {Reset}"),
            (MonitorPasswordKind.Pbkdf2, false) => new ImportItem("password", null, ImportOutcome.Imported, string.Create(
                CultureInfo.InvariantCulture,
                $"Stays the same (PBKDF2-SHA256, {file.Password.Rounds} rounds); its hash is renewed at the next sign-in")),
            (MonitorPasswordKind.BareSha256, _) => new ImportItem("password", null, ImportOutcome.NotPossible,
                $"Its hash is a bare SHA-256, which is guessed in no time, so it counts as known; {Reset}"),
            (MonitorPasswordKind.None, _) => new ImportItem("password", null, ImportOutcome.NotPossible, $"There is none; {Reset}"),
            _ => new ImportItem("password", null, ImportOutcome.NotPossible, $"Its hash is of no known kind; {Reset}"),
        });
    }

    private static void AddSettings(List<ImportItem> items, MonitorAuth file)
    {
        if (file.HasSecondFactor || file.BackupCodes > 0)
        {
            items.Add(new ImportItem("second factor", null, ImportOutcome.NotPossible, string.Create(
                CultureInfo.InvariantCulture,
                $"Must be set up anew; its secret and {file.BackupCodes} backup codes stay where they are")));
        }

        if (file.HasSigningSecret)
        {
            items.Add(new ImportItem("signing secret", null, ImportOutcome.NotPossible,
                "Whoever has it can make tokens; it is never taken over, and every session of before has ended"));
        }

        if (file.HasAvatar)
        {
            items.Add(new ImportItem("picture", null, ImportOutcome.NotPossible, "There are no pictures of users here"));
        }

        if (file.IsDeclined || !file.IsEnabled)
        {
            items.Add(new ImportItem("setting", "sign-in", ImportOutcome.NotPossible,
                "Was switched off: anybody could do everything; here there is no such setting"));
        }
        else
        {
            items.Add(new ImportItem("setting", "sign-in", ImportOutcome.Imported, "Was needed, and always is here"));
        }
    }
}
