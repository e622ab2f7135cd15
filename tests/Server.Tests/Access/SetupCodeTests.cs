using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;
using Proxima.Server.Features.Access;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Access;

public sealed class SetupCodeTests
{
    private readonly ManualClock _clock = new();
    private readonly SetupCode _code;

    public SetupCodeTests() => _code = new SetupCode(Options.Create(new AccessOptions()), _clock);

    [Theory]
    [InlineData("", "")]
    [InlineData("00", "00")]
    [InlineData("FF", "ZW")]
    [InlineData("F1C5A3", "Y72T6")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", "ZZZZZZZZZZZZZZZZZZZZZZZZZW")]
    public void Bytes_become_crockford_letters(string hex, string letters)
        => SetupCode.Encode(Convert.FromHexString(hex)).ShouldBe(letters);

    [Fact]
    public void Different_bytes_become_different_letters()
        => Prop.ForAll<byte[], byte[]>((left, right) =>
            (SetupCode.Encode(left) == SetupCode.Encode(right)) == (left.Length == right.Length && left.AsSpan().SequenceEqual(right)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void However_people_type_it_it_is_the_same_code()
        => Prop.ForAll<bool, bool, bool>((isLower, hasSpaces, hasLookalikes) =>
        {
            var typed = _code.Make();
            typed = isLower ? typed.ToLowerInvariant() : typed;
            typed = hasSpaces ? " " + typed.Replace('-', ' ') + "\t" : typed.Replace("-", "", StringComparison.Ordinal);
            typed = hasLookalikes ? typed.Replace('0', 'o').Replace('1', 'l') : typed.Replace('1', 'I');
            return _code.Take(typed) == CodeVerdict.Right;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_codes_differ() => _code.Make().ShouldNotBe(_code.Make());

    [Fact]
    public void A_new_code_voids_the_one_before()
    {
        var old = _code.Make();
        _code.Make();
        _code.Take(old).ShouldBe(CodeVerdict.Wrong);
    }

    [Fact]
    public void Before_one_is_made_there_is_none() => _code.Take("").ShouldBe(CodeVerdict.Spent);

    [Fact]
    public void Part_of_a_code_is_wrong()
    {
        var code = _code.Make();
        _code.Take(code[..^1]).ShouldBe(CodeVerdict.Wrong);
        _code.Take(code + "0").ShouldBe(CodeVerdict.Wrong);
        _code.Take("").ShouldBe(CodeVerdict.Wrong);
        _code.Left.ShouldBe(2);
    }

    [Fact]
    public void While_somebody_uses_it_nobody_else_can()
    {
        var code = _code.Make();
        _code.Take(code).ShouldBe(CodeVerdict.Right);
        _code.Take(code).ShouldBe(CodeVerdict.Spent);
        _code.GiveBack();
        _code.Take(code).ShouldBe(CodeVerdict.Right);
    }

    [Fact]
    public void A_spent_code_does_not_come_back()
    {
        var code = _code.Make();
        _code.Take(code);
        _code.Spend();
        _code.GiveBack();
        _code.Take(code).ShouldBe(CodeVerdict.Spent);
    }

    [Fact]
    public void The_last_moment_still_counts()
    {
        var code = _code.Make();
        _clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromMilliseconds(1));
        _code.Take(code).ShouldBe(CodeVerdict.Right);
    }
}
