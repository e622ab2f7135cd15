# ./dev lint
check_dotnet
check_node
install_web
dotnet format Proxima.slnx --verify-no-changes --no-restore --severity warn
(cd web && npm run -s check && npm run -s lint)
