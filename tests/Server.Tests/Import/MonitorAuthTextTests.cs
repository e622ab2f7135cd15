using FsCheck;
using FsCheck.Fluent;
using Proxima.Server.Features.Import;

namespace Proxima.Server.Tests.Import;

public sealed class MonitorAuthTextTests
{
    [Fact]
    public void A_whole_file_is_read_and_its_secrets_stay_inside()
    {
        var file = MonitorAuthText.Parse(MonitorFiles.Whole).Value.ShouldNotBeNull();

        (file.IsEnabled, file.IsDeclined, file.UserName, file.DisplayName).ShouldBe((true, false, "root-web", "Home lab"));
        (file.HasSecondFactor, file.BackupCodes, file.HasSigningSecret, file.RevokedTokens).ShouldBe((true, 2, true, 1));
        file.Password.Kind.ShouldBe(MonitorPasswordKind.Pbkdf2);
        file.Tokens.Select(token => (token.Name, token.Prefix, token.IsRevoked))
            .ShouldBe([("Home Assistant", "eyJhbGciOiJI...", false), ("Old phone", "eyJhbGciOiJI...", true)]);
        file.Tokens[0].CreatedAt.ShouldBe(new DateTimeOffset(2025, 3, 1, 10, 0, 0, TimeSpan.Zero).AddTicks(1234560));
        file.Unknown.ShouldBe(["theme"]);
        file.ToString().ShouldNotContain(MonitorFiles.Secret);
        file.Password.ToString().ShouldBe("Pbkdf2");
    }

    [Theory]
    [InlineData("""{"enabled":false,"username":null,"password_hash":null,"declined":true,"configured":true}""")]
    [InlineData("""{"enabled":false}""")]
    [InlineData("\uFEFF{\"enabled\":false}")]
    public void A_file_without_an_account_is_a_file(string text)
        => MonitorAuthText.Parse(text).Value.ShouldNotBeNull().UserName.ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    public void An_empty_file_is_absent(string text) => MonitorAuthText.Parse(text).Absent.ShouldNotBeNull().ShouldContain("empty");

    [Theory]
    [InlineData("{", "line 1, byte 2")]
    [InlineData("{\"enabled\":true,\n\"username\":\"an", "line 2")]
    [InlineData("null", "must be an object")]
    [InlineData("[]", "must be an object")]
    [InlineData("{}", "no account file")]
    [InlineData("{\"enabled\":\"yes\"}", "enabled is text")]
    [InlineData("{\"enabled\":true,\"username\":7}", "username is a number")]
    [InlineData("{\"enabled\":true,\"username\":{\"$gt\":\"\"}}", "username is an object")]
    [InlineData("{\"enabled\":true,\"username\":\"\\ud800\"}", "no text")]
    [InlineData("{\"enabled\":true,\"api_tokens\":{}}", "api_tokens is an object")]
    [InlineData("{\"enabled\":true,\"api_tokens\":[7]}", "api_tokens[0] is a number")]
    [InlineData("{\"enabled\":true,\"api_tokens\":[{\"name\":[]}]}", "api_tokens[0].name is a list")]
    [InlineData("{\"enabled\":true,\"revoked_tokens\":[null]}", "revoked_tokens[0] is null")]
    [InlineData("{\"enabled\":true,\"enabled\":false}", "not whole JSON")]
    [InlineData("{\"enabled\":true,\"username\":\"a\",\"username\":\"b\"}", "not whole JSON")]
    public void What_is_wrong_is_told_with_its_place(string text, string words)
        => MonitorAuthText.Parse(text).Failed.ShouldNotBeNull().ShouldContain(words);

    [Fact]
    public void Huge_and_deep_files_are_refused_and_not_worked_through()
    {
        MonitorAuthText.Parse(new string(' ', 1024) + new string('x', MonitorAuthText.MostCharacters)).Failed.ShouldNotBeNull().ShouldContain("longer");
        MonitorAuthText.Parse("{\"enabled\":" + new string('[', 100_000)).Failed.ShouldNotBeNull();
        MonitorAuthText.Parse("{\"enabled\":true,\"api_tokens\":[" + string.Join(',', Enumerable.Repeat("{}", 1001)) + "]}")
            .Failed.ShouldNotBeNull().ShouldContain("more than 1000");
    }

    [Fact]
    public void No_text_throws_or_hangs()
        => Prop.ForAll<NonNull<string>, int>((text, cut) =>
        {
            var part = MonitorFiles.Whole[..(Math.Abs(cut % MonitorFiles.Whole.Length))];
            foreach (var one in new[] { text.Get, part, part + text.Get, "{\"enabled\":true,\"username\":\"" + text.Get })
            {
                var reading = MonitorAuthText.Parse(one);
                if (reading.HasValue == (reading.Failed is not null || reading.Absent is not null))
                {
                    return false;
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Names_that_would_move_the_writing_about_are_made_harmless()
    {
        var file = MonitorAuthText.Parse("{\"enabled\":true,\"display_name\":\"a\\u202Eb\\u0000c\\nd\"}").Value.ShouldNotBeNull();

        file.DisplayName.ShouldBe("a\uFFFDb\uFFFDc\uFFFDd");
    }

    [Theory]
    [InlineData(null, "None")]
    [InlineData("", "None")]
    [InlineData("5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8", "BareSha256")]
    [InlineData("5E884898DA28047151D0E56F8DC6292773603D0D6AABBDD62A11EF721D1542D8", "BareSha256")]
    [InlineData("$2b$12$abcdefghijklmnopqrstuv", "Unknown")]
    [InlineData("pbkdf2_sha256$", "Unknown")]
    [InlineData("pbkdf2_sha256$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "Unknown")]
    [InlineData("pbkdf2_sha256$2000000000$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "Unknown")]
    [InlineData("pbkdf2_sha256$600000$AAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "Unknown")]
    [InlineData("pbkdf2_sha256$600000$AAAAAAAAAAAAAAAAAAAAAA==$AAAA", "Unknown")]
    [InlineData("pbkdf2_sha256$-600000$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "Unknown")]
    [InlineData("pbkdf2_sha256$600000$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "Pbkdf2")]
    [InlineData("pbkdf2_sha256$600000$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=$x", "Unknown")]
    public void A_password_is_told_by_its_form(string? text, string kind) => MonitorPasswords.Parse(text).Kind.ToString().ShouldBe(kind);
}

/// <summary>Account files of our own making, in the form of the other program.</summary>
internal static class MonitorFiles
{
    public const string Secret = "kq0Z3xvA";
    public const string Password = "Correct-Horse-Battery-9";

    public static string Whole { get; } = $$"""
        {
          "enabled": true, "username": "root-web", "display_name": "Home lab", "theme": "dark",
          "password_hash": "pbkdf2_sha256$600000$AAECAwQFBgcICQoLDA0ODw==${{Secret}}AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
          "declined": false, "configured": true, "jwt_secret": "{{Secret}}-signing-secret-of-sixty-four-letters-or-so",
          "totp_enabled": true, "totp_secret": "{{Secret}}JBSWY3DP", "last_totp_counter": 58000000, "avatar_mime": "image/png",
          "backup_codes": [{"code": "{{Secret}}1", "used": false}, {"code": "{{Secret}}2", "used": true}],
          "api_tokens": [
            {"id": "0123456789abcdef", "name": "Home Assistant", "token_hash": "{{Secret}}h1", "token_prefix": "eyJhbGciOiJI...",
             "created_at": "2025-03-01T10:00:00.123456Z", "expires_at": "2026-03-01T10:00:00.123456Z"},
            {"id": "fedcba9876543210", "name": "Old phone", "token_hash": "{{Secret}}h2", "token_prefix": "eyJhbGciOiJI...",
             "created_at": "yesterday", "expires_at": null}
          ],
          "revoked_tokens": ["{{Secret}}h2"]
        }
        """;

    /// <summary>An account with <see cref="Password"/>, hashed as the other program does it, and no second factor.</summary>
    public static string WithPassword(string user, int rounds = 600_000)
    {
        byte[] salt = [.. Enumerable.Range(7, 16).Select(number => (byte)number)];
        var hash = System.Security.Cryptography.Rfc2898DeriveBytes.Pbkdf2(
            Password, salt, rounds, System.Security.Cryptography.HashAlgorithmName.SHA256, 32);
        return $$"""
            {"enabled": true, "configured": true, "username": "{{user}}",
             "password_hash": "pbkdf2_sha256${{rounds}}${{Convert.ToBase64String(salt)}}${{Convert.ToBase64String(hash)}}"}
            """;
    }
}
