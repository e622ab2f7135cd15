# ./dev map
check_dotnet
dotnet run --project tools/Map --verbosity quiet -- "$PWD" "$@"
