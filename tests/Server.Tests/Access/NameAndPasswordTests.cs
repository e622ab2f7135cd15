using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Proxima.Server.Features.Access;

namespace Proxima.Server.Tests.Access;

public sealed class NameAndPasswordTests
{
    [Theory]
    [InlineData("owner", "owner")]
    [InlineData("Jane.Doe@example.org", "Jane.Doe@example.org")]
    [InlineData("ops_team-2", "ops_team-2")]
    [InlineData("ｏｗｎｅｒ", "owner")]
    [InlineData("Änne", "Änne")]
    [InlineData("山田", "山田")]
    public void A_name_is_letters_digits_and_four_signs(string typed, string name)
    {
        UserName.TryParse(typed, out var parsed, out _).ShouldBeTrue();
        parsed.ShouldBe(name);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("my name", "U+0020")]
    [InlineData("a/b", "'/'")]
    [InlineData("local:0", "':'")]
    [InlineData("a\tb", "U+0009")]
    [InlineData("a\0b", "U+0000")]
    [InlineData("\0", "U+0000")]
    [InlineData("a\u202eb", "may hold")]
    [InlineData("Anonymous", "reserved")]
    [InlineData("proxima", "reserved")]
    [InlineData("Pr0xima", "looks like one that is")]
    public void A_bad_name_is_told_what_is_wrong(string typed, string because)
    {
        UserName.TryParse(typed, out _, out var problem).ShouldBeFalse();
        problem.ShouldContain(because);
    }

    [Fact]
    public void Half_a_character_is_no_text()
    {
        const string Half = "half a pair \ud800";
        UserName.TryParse(Half, out _, out var problem).ShouldBeFalse();
        problem.ShouldContain("no text");
        PasswordRule.Problem(Half, "x")?.Code.ShouldBe("password-unreadable");
    }

    [Fact]
    public void A_name_has_up_to_64_characters()
    {
        UserName.TryParse(new string('a', 64), out _, out _).ShouldBeTrue();
        UserName.TryParse(new string('a', 65), out _, out var problem).ShouldBeFalse();
        problem.ShouldContain("64");
        UserName.TryParse(new string('a', 1_000_000), out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void Whatever_is_typed_there_is_a_name_or_a_reason()
        => Prop.ForAll<string?>(typed => UserName.TryParse(typed ?? "", out var name, out var problem)
            ? name.Length > 0 && UserName.TryParse(name, out var again, out _) && again == name
            : problem.Length > 0).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("correct horse", null)]
    [InlineData("😀😀😀😀😀😀😀😀😀a", null)]
    [InlineData("         x", null)]
    [InlineData("123456789", "password-too-short")]
    [InlineData("😀😀😀😀😀", "password-too-short")]
    [InlineData("PASSWORD123", "password-too-common")]
    [InlineData("zzzzzzzzzzzz", "password-too-common")]
    [InlineData("The.Owner.Of.It", "password-is-name")]
    public void A_password_is_long_and_not_the_first_guess(string password, string? code)
        => PasswordRule.Problem(password, "the.owner.of.it")?.Code.ShouldBe(code);

    [Fact]
    public void A_password_has_up_to_1024_characters()
    {
        PasswordRule.Problem(string.Concat(Enumerable.Repeat("ab", 512)), "x").ShouldBeNull();
        PasswordRule.Problem(string.Concat(Enumerable.Repeat("ab", 513)), "x")?.Code.ShouldBe("password-too-long");
    }

    [Fact]
    public async Task A_password_opens_what_it_closed_on_every_keyboard_and_nobody_without_an_account()
    {
        using var passwords = Make();
        var account = new Account("1", "a", "a");
        var stored = new StoredAccount(account, await passwords.HashAsync(account, "caf\u00e9 au lait", Token));
        (await passwords.VerifyAsync(stored, "cafe\u0301 au lait", Token)).ShouldBe(PasswordVerificationResult.Success);
        (await passwords.VerifyAsync(stored, "cafe au lait", Token)).ShouldBe(PasswordVerificationResult.Failed);
        (await passwords.VerifyAsync(null, "caf\u00e9 au lait", Token)).ShouldBe(PasswordVerificationResult.Failed);
    }

    [Fact]
    public async Task The_hash_says_sha512_and_210000_rounds_and_has_a_salt()
    {
        using var passwords = Make();
        var account = new Account("1", "a", "a");
        var first = Convert.FromBase64String(await passwords.HashAsync(account, "correct horse", Token));

        // ASP.NET Core Identity v3: marker 1, pseudo-random function (2 is HMAC-SHA512), rounds, length of salt; big-endian.
        first[0].ShouldBe((byte)1);
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(first.AsSpan(1)).ShouldBe(2u);
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(first.AsSpan(5)).ShouldBeGreaterThanOrEqualTo(210_000u);
        (await passwords.HashAsync(account, "correct horse", Token)).ShouldNotBe(Convert.ToBase64String(first));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Passwords Make() => new(Options.Create(new AccessOptions()));
}
