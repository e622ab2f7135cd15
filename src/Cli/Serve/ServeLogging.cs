using System.Globalization;
using Microsoft.Extensions.Logging.Console;

namespace Proxima.Cli.Serve;

/// <summary>One line an event on standard output: with the journal's priorities under systemd, with time and level elsewhere.</summary>
internal static class ServeLogging
{
    public static void Configure(WebApplicationBuilder builder, Surroundings around, bool isVerbose)
    {
        var logging = builder.Logging;
        logging.ClearProviders();
        logging.SetMinimumLevel(isVerbose ? LogLevel.Debug : LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);

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
