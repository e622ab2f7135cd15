using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Proxima.Cli.Serve;

/// <summary>One line an event on standard output: with the journal's priorities under systemd, with time and level elsewhere.</summary>
internal static class ServeLogging
{
    public static void Configure(WebApplicationBuilder builder, Surroundings around, bool isVerbose, Func<bool> hasStarted)
    {
        var logging = builder.Logging;
        logging.ClearProviders();
        logging.SetMinimumLevel(isVerbose ? LogLevel.Debug : LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        if (!isVerbose)
        {
            // Why a server does not start is told in one line at the end; the framework would tell it with two stack traces.
            logging.AddFilter("Microsoft.AspNetCore.Hosting", level => level >= LogLevel.Warning && hasStarted());
            logging.AddFilter("Microsoft.Extensions.Hosting", level => level >= LogLevel.Warning && hasStarted());
        }

        // systemd.exec(5): set when our output goes to the journal, which adds the time itself.
        if (around.Set("JOURNAL_STREAM") is not null)
        {
            logging.AddSystemdConsole();
        }
        else
        {
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = CultureInfo.InvariantCulture.DateTimeFormat.UniversalSortableDateTimePattern + " ";
                console.ColorBehavior = around.HasColour ? LoggerColorBehavior.Enabled : LoggerColorBehavior.Disabled;
            });
        }

        // Our own lines say the same with more in them.
        builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
    }
}
