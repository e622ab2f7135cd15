# ./dev run [serve options]
check_dotnet
check_node
need_packages libsqlite3.so.0:libsqlite3-0
build_web
say "Building proxima"
dotnet build src/Cli/Cli.csproj -c Release -v quiet --nologo
say "Starting"
exec dotnet artifacts/bin/Cli/release/proxima.dll serve "$@"
