using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Pressure;

/// <summary>One file of /proc/pressure. <see cref="Full"/> is missing for cpu before kernel 5.13.</summary>
internal sealed record PressureFile(PressureLine? Some, PressureLine? Full);

/// <summary>/proc/pressure/*, Documentation/accounting/psi.rst.</summary>
internal static class PressureText
{
    public static Reading<PressureFile> Parse(ReadOnlySpan<char> text, string file)
    {
        PressureLine? some = null;
        PressureLine? full = null;
        var lines = new Lines(text);
        while (lines.Next(out var line))
        {
            var fields = new Fields(line);
            if (!fields.Next(out var name)) continue;
            if (name is not ("some" or "full")) return Reading.Failed<PressureFile>($"{file}: line {Quote.Of(name)} is unknown");
            if (!TryLine(ref fields, out var parsed)) return Reading.Failed<PressureFile>($"{file}: line '{name}' does not parse");
            if (name is "some") some = parsed;
            else full = parsed;
        }

        return some is null && full is null
            ? Reading.Failed<PressureFile>($"{file}: no line 'some'")
            : Reading.Of(new PressureFile(some, full));
    }

    private static bool TryLine(ref Fields fields, out PressureLine? line)
    {
        line = null;
        if (!NextAverage(ref fields, "avg10=", out var ten) || !NextAverage(ref fields, "avg60=", out var sixty)
            || !NextAverage(ref fields, "avg300=", out var threeHundred)
            || !fields.Next(out var total) || !total.StartsWith("total=") || !KernelNumber.TryCount(total[6..], out var microseconds))
        {
            return false;
        }

        line = new PressureLine(ten, sixty, threeHundred, microseconds);
        return true;
    }

    private static bool NextAverage(ref Fields fields, string name, out double value)
    {
        value = 0;
        return fields.Next(out var field) && field.StartsWith(name)
            && KernelNumber.TryFraction(field[name.Length..], out value)
            && value >= 0;
    }
}
