# What a machine needs, and how it gets it. Sourced by ./dev.

say() { printf '\n== %s\n' "$*"; }

die() {
  echo "dev: $*" >&2
  exit 1
}

# need_packages COMMAND:PACKAGE … — installs Debian packages whose command or library is missing.
need_packages() {
  local missing=() pair
  for pair in "$@"; do
    case "${pair%%:*}" in
      lib*) ldconfig -p | grep -q "${pair%%:*}" || missing+=("${pair##*:}") ;;
      /*) compgen -G "${pair%%:*}" >/dev/null || missing+=("${pair##*:}") ;;
      *) command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}") ;;
    esac
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "dev: missing: ${missing[*]} (apt-get install ${missing[*]}); what needs them is skipped" >&2
    return 0
  fi
  say "Installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

check_dotnet() {
  command -v dotnet >/dev/null || die "the .NET 10 SDK is missing (https://dotnet.microsoft.com/download/dotnet/10.0)"
  case "$(dotnet --version 2>/dev/null)" in
    10.*) ;;
    *) die "the .NET SDK is $(dotnet --version 2>/dev/null || echo none); version 10 is needed" ;;
  esac
}

check_node() {
  command -v node >/dev/null || die "Node.js >= 20.19 is missing"
  node -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>20||(a===20&&b>=19)?0:1)' ||
    die "Node.js is $(node --version); 20.19 or newer is needed"
}

# npm packages, only when the lock file changed since the last time.
install_web() {
  local stamp=web/node_modules/.proxima-lock
  if ! cmp -s web/package-lock.json "$stamp"; then
    say "Installing npm packages"
    # Not `npm ci`: it refuses a lock without the optional binaries of other systems, which not every registry serves.
    # The versions are those of the lock either way, and the lock is not written.
    (cd web && npm install --no-save --no-fund --no-audit --loglevel=error)
    cp web/package-lock.json "$stamp"
  fi
}

build_web() {
  install_web
  say "Building the page"
  (cd web && npm run -s build)
}

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
