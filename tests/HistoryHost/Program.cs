// A small program that writes history and is killed for it: see tests/Server.Tests/History/KillTests.cs.
return await Proxima.TestKit.HistoryHost.RunAsync(args, CancellationToken.None);
