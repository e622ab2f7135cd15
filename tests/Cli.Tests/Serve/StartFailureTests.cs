using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Proxima.Server;

namespace Proxima.Cli.Tests.Serve;

/// <summary>Why a server does not start, in words.</summary>
public sealed class StartFailureTests
{
    public static TheoryData<Exception, string[]> Known => new()
    {
        { new StartupException("one; do this"), ["one; do this"] },
        { new StartupException("one; do this\r\ntwo; do that\n"), ["one; do this", "two; do that"] },
        { new OptionsValidationException("Fleet", typeof(string), ["IntervalSeconds must be 5 to 300", "A: b; C: d"]),
            ["settings: IntervalSeconds must be 5 to 300", "settings: A: b", "settings: C: d"] },
        { new AggregateException(new StartupException("one"), new StartupException("two"), new StartupException("one")), ["one", "two"] },
        { new IOException("Failed to bind to address http://127.0.0.1:1: address already in use.", new AddressInUseException("x")),
            ["Failed to bind to address http://127.0.0.1:1: address already in use; stop the other program or give another address with --listen"] },
        { new SocketException((int)SocketError.AccessDenied), ["this user may not listen there; give a port from 1024 up with --listen"] },
        { new UnauthorizedAccessException("Access to the path '/x' is denied."),
            ["Access to the path '/x' is denied; give the user that runs proxima access, or another folder with --data"] },
        { new IOException("No space left on device : '/x'", 28), ["No space left on device : '/x'; free some space on that disk"] },
        { new IOException("Read-only file system : '/x'", 30), ["Read-only file system : '/x'; give a folder that can be written with --data"] },
        { new IOException("Input/output error", 5), ["Input/output error; check the data folder and the disk it is on"] },
    };

    [Theory]
    [MemberData(nameof(Known), DisableDiscoveryEnumeration = true)]
    public void What_a_person_can_mend_is_told(Exception exception, string[] expected) => Cli.Serve.StartFailure.Explain(exception).ShouldBe(expected);

    [Fact]
    public void A_fault_of_ours_is_not_dressed_up()
    {
        Cli.Serve.StartFailure.Explain(new InvalidOperationException("x")).ShouldBeNull();
        Cli.Serve.StartFailure.Explain(new AggregateException(new StartupException("one"), new InvalidOperationException("x"))).ShouldBeNull();
    }

    [Fact]
    public async Task Each_line_reaches_the_terminal_with_the_name_of_the_program()
    {
        var shell = new Shell { Start = static (_, _) => throw new StartupException("one; do this\ntwo; do that") };

        var ended = await shell.RunAsync("serve");

        ended.ExitCode.ShouldBe(1);
        ended.ErrorLines.ShouldBe(["proxima: one; do this", "proxima: two; do that"]);
    }
}
