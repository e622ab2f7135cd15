# ./dev lab [history|serve [KILLS]] — trials that take longer than a test run.
check_dotnet
need_packages libsqlite3.so.0:libsqlite3-0
trial=${1:-history}
kills=${2:-200}
case $trial in
  history)
    say "history: a writer is killed $kills times at random moments"
    dotnet build tests/HistoryHost -v quiet --nologo
    dotnet build tests/Server.Tests -v quiet --nologo
    PROXIMA_KILLS=$kills dotnet artifacts/bin/Server.Tests/debug/Proxima.Server.Tests.dll -noLogo \
      -class Proxima.Server.Tests.History.KillTests
    ;;
  serve)
    say "history: proxima serve is killed $kills times at random moments"
    dotnet build src/Cli -c Release -v quiet --nologo
    python3 eng/lab/kill_serve.py "$kills" dotnet artifacts/bin/Cli/release/proxima.dll
    ;;
  *) die "there is no trial '$trial' (history, serve)" ;;
esac
