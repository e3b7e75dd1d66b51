#!/usr/bin/env bash
# How long `lamina diff` of two Debian root file systems takes, the second with more files, against
# unpacking both with umoci and with tar: wall-clock seconds, each round with a new store cache.
# Needs root, umoci and the tar that DebianIT keeps; compile first: mvn -q -DskipTests package.
# Usage: diff.sh [ROUNDS]; scratch space is in $TMPDIR.
set -euo pipefail
rounds=${1:-3}
here=$(cd "$(dirname "$0")" && pwd)
lamina=$here/../../builder-cli/bin/lamina
rootfs=${XDG_CACHE_HOME:-$HOME/.cache}/lamina-tests/debian-bookworm-minbase.tar.gz
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export LAMINA_STORE=$scratch/store

mkdir "$scratch/tree" "$scratch/context"
tar -C "$scratch/tree" --numeric-owner -xpzf "$rootfs"
mkdir -p "$scratch/tree/opt/package"
cp -a "$scratch/tree/usr/bin/perl" "$scratch/tree/usr/share/doc" "$scratch/tree/opt/package"
echo changed >> "$scratch/tree/var/lib/dpkg/status"
tar -C "$scratch/tree" --numeric-owner -czf "$scratch/after.tar.gz" .
rm -r "$scratch/tree"
cp "$rootfs" "$scratch/before.tar.gz"
for name in before after; do
  cp "$scratch/$name.tar.gz" "$scratch/context/rootfs"
  printf 'FROM scratch\nADD rootfs /\n' > "$scratch/context/Dockerfile"
  "$lamina" build -q -t "$name" "$scratch/context" > /dev/null
done

start() { date +%s%N; }
since() { echo $(($(($(date +%s%N) - $1)) / 1000000)); }
for ((i = 0; i < rounds; i++)); do
  rm -rf "$LAMINA_STORE/.lamina/cache"
  t=$(start)
  "$lamina" diff --files before after > "$scratch/differences" || [ $? = 1 ]
  first=$(since "$t")
  t=$(start)
  "$lamina" diff --files before after > /dev/null || [ $? = 1 ]
  second=$(since "$t")
  t=$(start)
  for name in before after; do
    umoci raw unpack --image "$LAMINA_STORE:docker.io/library/$name:latest" "$scratch/unpacked-$name" > /dev/null 2>&1
  done
  umoci=$(since "$t")
  rm -rf "$scratch"/unpacked-*
  t=$(start)
  for name in before after; do
    mkdir "$scratch/unpacked-$name"
    tar -C "$scratch/unpacked-$name" --numeric-owner -xpzf "$scratch/$name.tar.gz"
  done
  tar=$(since "$t")
  rm -rf "$scratch"/unpacked-*
  echo "diff: $first ms, again: $second ms; umoci: $umoci ms, tar: $tar ms; $(wc -l < "$scratch/differences") lines"
done
