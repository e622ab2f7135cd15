# ./dev bench [NAME …]
names=("$@")
[ ${#names[@]} -eq 0 ] && names=(access host parse web)
for name in "${names[@]}"; do
  folder=$(find bench -mindepth 1 -maxdepth 1 -iname "$name" -type d | head -1)
  [ -n "$folder" ] && [ -x "$folder/run" ] || die "there is no bench '$name' (bench/*/run)"
  say "bench $name"
  "$folder/run"
done
