# ./dev fuzz [SECONDS] — damaged samples for every parser of `proxima parse`; 60 seconds a kind unless said.
check_dotnet
seconds=60
case "${1:-}" in '' | *[!0-9]*) ;; *) seconds=$1 && shift ;; esac
say "Building"
dotnet build tests/Collect.Tests/Collect.Tests.csproj -v quiet --nologo
# A new seed each time, shown by what fails; set PROXIMA_FUZZ_SEED to repeat one.
export PROXIMA_FUZZ_SECONDS=$seconds PROXIMA_FUZZ_SEED=${PROXIMA_FUZZ_SEED:-$((RANDOM * 32768 + RANDOM))}
say "fuzz: $seconds s a kind, PROXIMA_FUZZ_SEED=$PROXIMA_FUZZ_SEED"
exec dotnet artifacts/bin/Collect.Tests/debug/Proxima.Collect.Tests.dll -noLogo -parallel none -class Proxima.Collect.Tests.FuzzTests
