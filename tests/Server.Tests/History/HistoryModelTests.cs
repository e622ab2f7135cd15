using FsCheck;
using FsCheck.Fluent;
using Proxima.Model;
using Proxima.Model.Fleet;
using Proxima.Server.Features.History;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

/// <summary>Whatever is appended in whatever order, with roll-ups, restarts, sweeps and deletions in between: the answers are those of a plain list.</summary>
public sealed class HistoryModelTests
{
    private static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Names = [Series.CpuBusy, Series.Load1, "disk.read:sda", "disk.read:sdb"];
    private static readonly SubjectId[] Subjects = [HistoryRig.Node, new(SubjectKind.Guest, "100")];

    private enum Act
    {
        Append,
        RollUp,
        Restart,
        Wait,
        WaitLong,
        Sweep,
        Delete,
    }

    private static Gen<Step> Steps =>
        from act in Gen.Frequency(
            (20, Gen.Constant(Act.Append)), (3, Gen.Constant(Act.RollUp)), (1, Gen.Constant(Act.Restart)), (2, Gen.Constant(Act.Wait)),
            (1, Gen.Constant(Act.WaitLong)), (2, Gen.Constant(Act.Sweep)), (1, Gen.Constant(Act.Delete)))
        from subject in Gen.Choose(0, Subjects.Length - 1)
        from name in Gen.Choose(0, Names.Length - 1)
        from slow in Gen.Elements(0, 0, 0, 3600, 7 * 3600, 26 * 3600)
        from fast in Gen.Choose(0, 60)
        from odd in Gen.Elements(0, 0, 0, 1, 999)
        from value in Gen.Choose(-50, 50)
        select new Step(act, subject, name, Noon.AddSeconds(slow + (fast * 10)).AddMilliseconds(odd), value / 3.0);

    private static Gen<Ask> Asks =>
        from subject in Gen.Choose(0, Subjects.Length - 1)
        from back in Gen.Choose(0, 50_000)
        from length in Gen.Elements(1, 60, 601, 3600, 24 * 3600, 3 * 86_400)
        from points in Gen.Elements(1, 2, 24, 48, 300, 5000)
        select new Ask(subject, Noon.AddSeconds(-back), Noon.AddSeconds(length), points);

    [Theory, EngineData]
    public void Any_sequence_of_appends_answers_as_a_plain_list_would(Engine engine)
    {
        var cases = from steps in Steps.NonEmptyListOf()
                    from asks in Asks.NonEmptyListOf()
                    select (steps, asks);
        var property = Prop.ForAll(cases.ToArbitrary(), one => RunAsync(engine, one.steps, one.asks).GetAwaiter().GetResult());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(engine == Engine.Sqlite ? 60 : 15), property);
    }

    private static async Task RunAsync(Engine engine, IEnumerable<Step> steps, IEnumerable<Ask> asks)
    {
        await using var first = await HistoryRig.StartAsync(engine);
        var history = first;
        var model = new Dictionary<(SubjectId Subject, string Series, long At), double>();
        foreach (var step in steps)
        {
            switch (step.Act)
            {
                case Act.Append:
                    // Of what is older than samples are kept, nobody can tell any more whether it came before.
                    if (step.At < history.Clock.GetUtcNow().AddHours(-47)
                        && model.ContainsKey((Subjects[step.Subject], Names[step.Name], step.At.ToUnixTimeMilliseconds())))
                        break;
                    await history.AppendAsync(Subjects[step.Subject], step.At, (Names[step.Name], step.Value));
                    model[(Subjects[step.Subject], Names[step.Name], step.At.ToUnixTimeMilliseconds())] = step.Value;
                    break;
                case Act.RollUp:
                    await history.CloseAsync();
                    break;
                case Act.Restart:
                    history = history.Restarted();
                    break;
                case Act.Wait:
                    history.Clock.Advance(TimeSpan.FromHours(5));
                    break;
                case Act.WaitLong:
                    history.Clock.Advance(TimeSpan.FromDays(3));
                    break;
                case Act.Sweep:
                    await history.SweepAsync();
                    break;
                case Act.Delete:
                    await history.Store.DeleteAsync(Subjects[step.Subject], CancellationToken.None);
                    foreach (var key in model.Keys.Where(key => key.Subject == Subjects[step.Subject]).ToArray())
                        model.Remove(key);
                    break;
            }
        }

        foreach (var ask in asks)
            await CompareAsync(history, model, ask);
        await history.CloseAllAsync(history.Clock.GetUtcNow());
        foreach (var ask in asks)
            await CompareAsync(history, model, ask);
        history.Clock.Advance(TimeSpan.FromDays(4));
        await history.CloseAsync();
        foreach (var ask in asks)
            await CompareAsync(history, model, ask);
    }

    private static async Task CompareAsync(
        HistoryRig history, Dictionary<(SubjectId Subject, string Series, long At), double> model, Ask ask)
    {
        var query = new HistoryQuery(Subjects[ask.Subject], Names, ask.From, ask.To, ask.Points);
        foreach (var answer in await history.Store.QueryAsync(query, CancellationToken.None))
        {
            var width = (long)(answer.BucketSeconds * 1000);
            var from = ask.From.ToUnixTimeMilliseconds() / width * width;
            var to = (ask.To.ToUnixTimeMilliseconds() + width - 1) / width * width;
            var expected = model
                .Where(one => one.Key.Subject == Subjects[ask.Subject] && one.Key.Series == answer.Series && one.Key.At >= from && one.Key.At < to)
                .GroupBy(one => one.Key.At / width * width, one => one.Value)
                .OrderBy(bucket => bucket.Key)
                .ToArray();

            ((to - from) / width).ShouldBeLessThanOrEqualTo(ask.Points);
            answer.Buckets.Select(bucket => bucket.At.ToUnixTimeMilliseconds()).ShouldBe(expected.Select(bucket => bucket.Key));
            foreach (var (bucket, values) in answer.Buckets.Zip(expected))
            {
                bucket.Count.ShouldBe(values.Count());
                bucket.Minimum.ShouldBe(values.Min());
                bucket.Maximum.ShouldBe(values.Max());
                bucket.Average.ShouldBe(values.Average(), 1e-9);
            }
        }
    }

    private sealed record Step(Act Act, int Subject, int Name, DateTimeOffset At, double Value);

    private sealed record Ask(int Subject, DateTimeOffset From, DateTimeOffset To, int Points);
}
