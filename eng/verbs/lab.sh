# ./dev lab [history [KILLS]] — trials that take longer than a test run.
check_dotnet
need_packages libsqlite3.so.0:libsqlite3-0
trial=${1:-history}
[ "$trial" = history ] || die "there is no trial '$trial' (history)"
kills=${2:-200}
say "history: $kills kills at random moments"
dotnet build tests/HistoryHost -v quiet --nologo
dotnet build tests/Server.Tests -v quiet --nologo
PROXIMA_KILLS=$kills dotnet artifacts/bin/Server.Tests/debug/Proxima.Server.Tests.dll -noLogo \
  -class Proxima.Server.Tests.History.KillTests
