# ./dev contracts — rewrites what tests compare with: look at the diff before committing it.
check_dotnet
check_node
install_web
export UPDATE_CONTRACTS=1
dotnet build Proxima.slnx -v quiet --nologo
(cd web && npm run -s types)
source eng/verbs/map.sh

# write SUITE [FILTER …]: the tests that write a text (Contracts.Match, ShouldBeCommitted), and no others.
write() {
  local suite=$1
  shift
  say "$suite.Tests"
  dotnet "artifacts/bin/$suite.Tests/debug/Proxima.$suite.Tests.dll" -noLogo "$@" || true
}
write Collect -class '*.KindPageTests'
write Cli -class '*.ReferenceTests'
write Server -class '*.SchemaContractTests' -class '*.RouteTests' -class '*.SettingsTests' -class '*.MetricsPageTests'
write Repo
git --no-pager diff --stat -- api contracts docs web/src/api
