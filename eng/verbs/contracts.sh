# ./dev contracts — rewrites what tests compare with: look at the diff before committing it.
check_dotnet
check_node
install_web
export UPDATE_CONTRACTS=1
dotnet build Proxima.slnx -v quiet --nologo
(cd web && npm run -s types)
source eng/verbs/map.sh
for suite in Model Collect Cli Server Repo; do
  say "$suite.Tests"
  dotnet "artifacts/bin/$suite.Tests/debug/Proxima.$suite.Tests.dll" -noLogo || true
done
git --no-pager diff --stat -- api contracts docs web/src/api
