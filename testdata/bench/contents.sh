#!/usr/bin/env bash
# How long ls, history and inspect of a large image take, against --version in the same run,
# alternating: medians of wall-clock milliseconds. Needs the tar that DebianIT keeps; compile first:
# mvn -q -DskipTests package. Usage: contents.sh [ROUNDS]; scratch space is in $TMPDIR.
set -euo pipefail
rounds=${1:-15}
here=$(cd "$(dirname "$0")" && pwd)
lamina=$here/../../builder-cli/bin/lamina
rootfs=${XDG_CACHE_HOME:-$HOME/.cache}/lamina-tests/debian-bookworm-minbase.tar.gz
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export LAMINA_STORE=$scratch/store

# five root file systems in one image: 1.3 GB, 34,000 files
mkdir "$scratch/context"
ln "$rootfs" "$scratch/context/rootfs.tar.gz" 2>/dev/null || cp "$rootfs" "$scratch/context/rootfs.tar.gz"
{ echo 'FROM scratch'; for i in 1 2 3 4 5; do echo "ADD rootfs.tar.gz /r$i/"; done; } > "$scratch/context/Dockerfile"
"$lamina" build -q --compression none -t big "$scratch/context" > /dev/null
rm -r "$scratch/context"
start() { date +%s%N; }
since() { echo $(($(($(date +%s%N) - $1)) / 1000000)); }
t=$(start)
"$lamina" ls big > /dev/null
echo "first ls: $(since "$t") ms"

commands=(--version 'ls big' 'ls -l big /r3/usr/bin' 'cat big /r1/etc/os-release' 'history big' 'inspect big')
for ((i = 0; i < rounds; i++)); do
  for c in "${!commands[@]}"; do
    t=$(start)
    # shellcheck disable=SC2086 # words
    "$lamina" ${commands[$c]} > /dev/null
    since "$t" >> "$scratch/times-$c"
  done
done
for c in "${!commands[@]}"; do
  echo "${commands[$c]}: $(sort -n "$scratch/times-$c" | sed -n "$(((rounds + 1) / 2))p") ms"
done
