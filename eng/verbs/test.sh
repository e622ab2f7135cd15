# ./dev test [SUITE …] — suites: Model Blocks Collect Pve PveFake Server Cli Repo web e2e
check_dotnet
check_node
need_packages libsqlite3.so.0:libsqlite3-0 chromium:chromium '/usr/lib/postgresql/*/bin/initdb:postgresql' promtool:prometheus \
  /usr/lib/python3/dist-packages/proxmoxer:python3-proxmoxer /usr/lib/python3/dist-packages/requests:python3-requests

suites=("$@")
[ ${#suites[@]} -eq 0 ] && suites=(web Model Blocks Collect Pve PveFake Cli Server Repo e2e)
results=artifacts/test
rm -rf "$results" && mkdir -p "$results"
status=0
build_web

say "Building"
dotnet build Proxima.slnx -v quiet --nologo

run_dotnet() {
  say "$1.Tests"
  dotnet "artifacts/bin/$1.Tests/debug/Proxima.$1.Tests.dll" -ctrf "$PWD/$results/$1.json" -noLogo || status=1
}

run_web() {
  say "web: types, lint, unit"
  local before after
  before=$(sha256sum <web/src/api/schema.ts)
  (cd web && npm run -s types >/dev/null)
  after=$(sha256sum <web/src/api/schema.ts)
  if [ "$before" != "$after" ]; then
    echo "web/src/api/schema.ts was out of date: run ./dev contracts and commit it" >&2
    status=1
  fi
  (cd web && npm run -s check && npm run -s lint) || status=1
  (cd web && npx vitest run --reporter=default --reporter=json --outputFile="../$results/web.json") || status=1
}

run_e2e() {
  say "e2e: the page in a real browser"
  if ! command -v chromium >/dev/null; then
    echo '{"skipped":1,"reason":"chromium is not installed"}' >"$results/e2e.json"
    echo "skipped: chromium is not installed"
    return
  fi
  (cd web && PLAYWRIGHT_JSON_OUTPUT_NAME="../$results/e2e.json" PROXIMA_BIN="$PWD/../artifacts/bin/Cli/debug/proxima.dll" \
    npx playwright test --reporter=list,json) || status=1
}

for suite in "${suites[@]}"; do
  case "$suite" in
    web) run_web ;;
    e2e) run_e2e ;;
    *) run_dotnet "$suite" ;;
  esac
done

# What the build and the tests generate must be what is committed.
if command -v git >/dev/null && git rev-parse --git-dir >/dev/null 2>&1; then
  if ! git diff --exit-code --stat -- api contracts docs/reference web/src/api; then
    echo "dev: generated files differ from what is committed: run ./dev contracts, look, commit" >&2
    status=1
  fi
fi

node eng/tally.mjs "$results" "$status" "${suites[@]}"
