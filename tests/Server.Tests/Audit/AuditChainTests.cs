using FsCheck;
using FsCheck.Fluent;
using Proxima.Server.Platform.Audit;

namespace Proxima.Server.Tests.Audit;

public sealed class AuditChainTests
{
    private static readonly AuditChain Chain = new([1, 2, 3]);

    [Fact]
    public void Two_entries_that_differ_anywhere_differ_in_their_mac()
        => Prop.ForAll<NonNull<string>, string?, string?>((text, token, address) =>
        {
            var entry = new AuditEntry
            {
                Principal = text.Get,
                Token = token,
                Address = address,
                Action = text.Get,
                Target = token,
                Outcome = AuditOutcome.Done,
            };
            return token == address || !Same(entry, entry with { Token = address, Address = token });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void None_and_empty_are_two_things()
    {
        var entry = new AuditEntry { Principal = "a", Action = "b", Outcome = AuditOutcome.Done };

        Same(entry, entry with { Target = "" }).ShouldBeFalse();
        Same(entry with { Target = "" }, entry with { Before = "" }).ShouldBeFalse();
    }

    [Fact]
    public void Letters_that_move_from_one_field_to_the_next_are_noticed()
    {
        var entry = new AuditEntry { Principal = "ab", Action = "c", Outcome = AuditOutcome.Done, Token = "d" };

        Same(entry, entry with { Principal = "a", Token = "bd" }).ShouldBeFalse();
    }

    [Theory]
    [InlineData(AuditOutcome.Done)]
    [InlineData(AuditOutcome.Refused)]
    [InlineData(AuditOutcome.Failed)]
    public void Each_outcome_has_its_word(AuditOutcome outcome) => AuditChain.OutcomeOf(AuditChain.OutcomeText(outcome)).ShouldBe(outcome);

    private static bool Same(AuditEntry left, AuditEntry right)
        => Chain.Mac(AuditChain.Start, new AuditRow(1, DateTimeOffset.UnixEpoch, left))
            .SequenceEqual(Chain.Mac(AuditChain.Start, new AuditRow(1, DateTimeOffset.UnixEpoch, right)));
}
